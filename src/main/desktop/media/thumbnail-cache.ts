import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../../engine/disk/make-folder'
import { readSmallFile } from '../../engine/disk/read-small-file'

/** Many times what a small picture has. */
const mostBytes = 16 * 1024 ** 2

/** Files of a folder by name, the least recently read ones deleted when there are too many. */
export interface ThumbnailCache {
  /** Bytes under this name; null when there are none. Reading makes them recent. */
  load(name: string): Promise<Uint8Array<ArrayBuffer> | null>
  save(name: string, bytes: Uint8Array): Promise<void>
}

/** After a sweep this share of the bound is left, so that the next picture does not sweep again. */
const keptShare = 0.8

interface CachedFile {
  readonly path: string
  readonly size: number
  readonly readAtMs: number
}

async function filesOf(folder: string): Promise<readonly CachedFile[]> {
  const names = await readdir(folder)
  const files: CachedFile[] = []
  for (const name of names) {
    const path = join(folder, name)
    const facts = await stat(path).catch(() => null)
    if (facts?.isFile() === true) files.push({ path, size: facts.size, readAtMs: facts.mtimeMs })
  }
  return files
}

/**
 * Keeps small pictures in `folder`, at most `limitBytes` of them. The folder may be deleted at any time by anyone.
 *
 * `now` is in epoch milliseconds and orders the files by last use.
 */
export function createThumbnailCache(folder: string, limitBytes: number, now: () => number): ThumbnailCache {
  /** Bytes in the folder; null until they were counted. */
  let totalBytes: number | null = null
  let written = 0
  let sweeping: Promise<void> | null = null

  async function sweep(): Promise<void> {
    const files = await filesOf(folder)
    let total = files.reduce((sum, file) => sum + file.size, 0)
    if (total > limitBytes) {
      for (const file of files.toSorted((a, b) => a.readAtMs - b.readAtMs)) {
        if (total <= limitBytes * keptShare) break
        await rm(file.path, { force: true })
        total -= file.size
      }
    }
    totalBytes = total
  }

  return {
    async load(name) {
      const path = join(folder, name)
      try {
        const bytes = await readSmallFile(path, { mostBytes, links: 'refuse' })
        const at = new Date(now())
        await utimes(path, at, at)
        return new Uint8Array(bytes)
      } catch {
        return null
      }
    },
    async save(name, bytes) {
      await makeFolder(folder)
      written += 1
      const part = join(folder, `${name}.${written}.part`)
      await writeFile(part, bytes)
      const at = new Date(now())
      await utimes(part, at, at)
      await rename(part, join(folder, name))
      if (totalBytes !== null) totalBytes += bytes.length
      if (totalBytes === null || totalBytes > limitBytes) {
        sweeping ??= sweep().finally(() => {
          sweeping = null
        })
        await sweeping
      }
    },
  }
}
