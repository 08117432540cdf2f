import { open } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { FailureError, failure, type PlainFailureKind } from '@shared/failure'

/** How long an operation is repeated while something else is in the way. */
const patienceMs = 5000
const betweenMs = 100

const kinds: Readonly<Record<string, PlainFailureKind>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOENT: 'not-writable',
  ENOTDIR: 'not-writable',
  // A file where a folder should be.
  EEXIST: 'not-writable',
  EISDIR: 'not-writable',
  ELOOP: 'not-writable',
  ENAMETOOLONG: 'not-writable',
  EIO: 'not-writable',
  ENXIO: 'not-writable',
  ENODEV: 'not-writable',
  // A drive that was pulled out, a share whose server is gone, an encrypted folder that was locked.
  ENOMEDIUM: 'not-writable',
  EREMOTEIO: 'not-writable',
  ENOLINK: 'not-writable',
  ENOKEY: 'not-writable',
  ESTALE: 'not-writable',
  EHOSTDOWN: 'not-writable',
  EHOSTUNREACH: 'not-writable',
  ENETDOWN: 'not-writable',
  ENETUNREACH: 'not-writable',
  ENOTCONN: 'not-writable',
  ETIMEDOUT: 'not-writable',
  // A damaged file system.
  EUCLEAN: 'not-writable',
  // Names that a file system does not take, such as FAT those with a colon.
  EINVAL: 'not-writable',
  EILSEQ: 'not-writable',
  // What Windows answers and libuv has no name for.
  UNKNOWN: 'not-writable',
  EBUSY: 'not-writable',
  EMFILE: 'not-writable',
  ENFILE: 'not-writable',
  ETXTBSY: 'not-writable',
  // FAT32 holds no file of 4 GiB.
  EFBIG: 'too-large',
}

/** Codes that pass: files are open too many at once, or a virus scanner looks at ours (Windows). */
const passing = new Set([
  'EMFILE',
  'ENFILE',
  ...(process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : []),
])

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/**
 * Does something with the disk; repeats it for some seconds while another program is in the way.
 *
 * Throws FailureError: disk-full, not-writable, too-large. Other errors are bugs and pass through.
 */
export async function onDisk<T>(operation: () => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await operation()
    } catch (error) {
      const code = errorCode(error)
      if (passing.has(code) && performance.now() < until) {
        await delay(betweenMs)
        continue
      }
      const kind = kinds[code]
      if (kind === undefined || !(error instanceof Error)) throw error
      throw new FailureError(failure(kind, error.message), { cause: error })
    }
  }
}

/** Folders that are being flushed, each with the flush that comes after, if anybody asked for it. */
const flushes = new Map<string, { readonly current: Promise<void>; following: Promise<void> | null }>()

/**
 * Makes names that were given in a folder survive a power cut, as far as the system can.
 *
 * Those who ask while a flush runs share the next one: a flush for every small file would cost more than the file.
 */
export function syncFolder(
  folder: string,
  flush: (folder: string) => Promise<void> = flushFolder,
): Promise<void> {
  const running = flushes.get(folder)
  if (running !== undefined) {
    running.following ??= running.current.then(() => syncFolder(folder, flush))
    return running.following
  }
  const current = flush(folder).then(() => void flushes.delete(folder))
  flushes.set(folder, { current, following: null })
  return current
}

async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // Windows and some network shares cannot; the file itself was flushed.
  }
}
