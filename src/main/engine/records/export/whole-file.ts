import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { diskOperation } from '../../disk/disk-errors'
import { fsyncFolder } from '../../disk/fsync-folder'
import { removeFile } from '../../disk/paths'
import { throughLinks } from '../../disk/write-small-file'
import { createExclusive } from '../../disk/writer/new-file'

/** Bytes that are collected before they are written. */
const chunkBytes = 256 * 1024

/** Takes the next bytes of a file; resolves when more may come. */
export type Append = (bytes: Uint8Array | string) => Promise<void>

/** Where `writeWholeFile` writes until the file is whole. */
export function partOf(path: string): string {
  return `${path}.part`
}

/**
 * Writes a file of any length as a whole: it grows under `PATH.part`, is flushed, and gets its name when it is complete.
 *
 * Afterwards there is the old file or the new one, never a part of either. A symbolic link stays, and the file that it
 * leads to is replaced. Rejects with FailureError disk-full or not-writable, the reason of the signal, or what `write`
 * rejects with.
 */
export async function writeWholeFile(
  path: string,
  signal: AbortSignal,
  write: (append: Append) => Promise<void>,
): Promise<void> {
  await makeWhole(path, signal, async (part) => {
    const file = await diskOperation(() => createExclusive(part, () => open(part, 'wx')))
    try {
      await fill(file, signal, write)
    } finally {
      await file.close()
    }
  })
}

/** As `writeWholeFile`, for what `make` makes under the name of the partial file. */
export async function makeWhole(
  path: string,
  signal: AbortSignal,
  make: (part: string) => Promise<void>,
): Promise<void> {
  signal.throwIfAborted()
  const target = await diskOperation(async () => throughLinks(path))
  const part = partOf(target)
  try {
    await make(part)
    signal.throwIfAborted()
    await diskOperation(() => flushFile(part))
    await diskOperation(() => rename(part, target))
  } catch (error) {
    await removeFile(part).catch(() => undefined)
    throw error
  }
  await fsyncFolder(dirname(target))
}

async function flushFile(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.datasync()
}

async function fill(
  file: FileHandle,
  signal: AbortSignal,
  write: (append: Append) => Promise<void>,
): Promise<void> {
  let chunks: Uint8Array[] = []
  let bytes = 0
  const flush = async () => {
    const batch = chunks
    chunks = []
    bytes = 0
    for (const chunk of batch) await diskOperation(() => file.appendFile(chunk))
  }
  await write(async (added) => {
    signal.throwIfAborted()
    const chunk = typeof added === 'string' ? Buffer.from(added) : added
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= chunkBytes) await flush()
  })
  await flush()
}
