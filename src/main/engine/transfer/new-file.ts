import { closeSync, constants, fdatasync, open, writev } from 'node:fs'
import { promisify } from 'node:util'
import { errorCode } from '../../error-code'
import { removeFile } from '../../remove-file'

/**
 * With it a write returns when its bytes are on the disk, as if fdatasync followed (open(2)): a trip to another thread
 * less, which costs more than the write of a small file. On macOS it would leave them in the cache of the drive, and
 * Windows has none.
 */
const flushing = process.platform === 'linux' ? constants.O_DSYNC : 0

const openFile = promisify(open)
const flush = promisify(fdatasync)

/**
 * Makes a file with `create`, which must fail with EEXIST where one lies: that goes first. So nothing that lies there, such
 * as a link that somebody planted, is written through.
 */
export async function createAnew<T>(path: string, create: () => Promise<T>): Promise<T> {
  try {
    return await create()
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    await removeFile(path)
    return await create()
  }
}

/**
 * Makes a file of these bytes, in the place of one that lies there; when it resolves they survive a power cut. Rejects with
 * the error of the file system; after `onCreated` a file with a part of them may lie there.
 */
export async function saveFlushed(
  path: string,
  chunks: readonly Uint8Array[],
  onCreated: () => void,
): Promise<void> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | flushing
  const descriptor = await createAnew(path, () => openFile(path, flags, 0o666))
  onCreated()
  try {
    await writeAll(descriptor, chunks)
    if (flushing === 0) await flush(descriptor)
  } finally {
    // At once: of a file that is flushed nothing is left to do, and another thread would cost more.
    closeSync(descriptor)
  }
}

function writeAll(descriptor: number, chunks: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const writeFrom = (at: number, rest: readonly Uint8Array[]): void => {
      writev(descriptor, rest, at, (error, written) => {
        const left = withoutFirst(rest, written)
        if (error) reject(error)
        else if (left.length === 0) resolve()
        else writeFrom(at + written, left)
      })
    }
    writeFrom(0, chunks)
  })
}

/** What is left of the chunks behind so many bytes. */
export function withoutFirst(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes
  const rest: Uint8Array[] = []
  for (const chunk of chunks) {
    if (left < chunk.length) rest.push(left > 0 ? chunk.subarray(left) : chunk)
    left = Math.max(0, left - chunk.length)
  }
  return rest
}
