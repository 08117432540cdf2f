import { link, unlink } from 'node:fs/promises'
import type { DiskResult } from '../src/main/engine/disk/writer/disk-writer'

/** Gives names as the thread that writes small files does, without a thread; `tryLink` may refuse. */
export function nameBy(tryLink: (from: string, to: string) => Promise<void> = link) {
  return async (from: string, to: string): Promise<DiskResult> => {
    try {
      await tryLink(from, to)
      await unlink(from)
      return { error: null, made: true }
    } catch (error) {
      return { error: error as Error, made: false }
    }
  }
}
