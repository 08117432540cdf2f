import { statfs } from 'node:fs/promises'

/** Free bytes must have grown by so much since a disk was full, before it is tried again. */
export const marginBytes = 2 * 1024 ** 2

/** Bytes that may still be written below this folder; undefined where the system does not tell. */
export async function freeBytesIn(folder: string): Promise<number | undefined> {
  try {
    const { blocks, bavail, bsize } = await statfs(folder)
    // Some network shares and virtual file systems tell nothing but zeros.
    return blocks > 0 ? bavail * bsize : undefined
  } catch {
    return undefined
  }
}

/** What is known of a disk that was full. All in bytes. */
export interface FullDisk {
  readonly free: number
  /** Undefined when nobody looked. */
  readonly freeAtPause?: number | undefined
  /** What did not fit; undefined when its length was not known. */
  readonly needed?: number | undefined
}

/**
 * Whether a disk that was full has room again: for what did not fit, and by a margin more than at that time, so that
 * a few bytes that come and go do not begin a transfer every few seconds.
 */
export function hasRoomAgain({ free, freeAtPause = 0, needed = 0 }: FullDisk): boolean {
  return free >= needed && free - freeAtPause >= marginBytes
}
