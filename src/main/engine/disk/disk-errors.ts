import { setTimeout as delay } from 'node:timers/promises'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure, type PlainFailureKind } from '@shared/model/failure'
import { isWindows } from './paths'

/** An operation is repeated for five seconds of waiting while something else is in the way. */
const mostRepeats = 50
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
  // The same, as Node's own `rm` says it.
  ERR_FS_EISDIR: 'not-writable',
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
const passing = new Set(['EMFILE', 'ENFILE', ...(isWindows ? ['EBUSY', 'EPERM', 'EACCES'] : [])])

/**
 * Does something with the disk; repeats it for some seconds while another program is in the way.
 *
 * Throws FailureError: disk-full, not-writable, too-large. Other errors are bugs and pass through.
 */
export async function diskOperation<T>(operation: () => Promise<T>): Promise<T> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await operation()
    } catch (error) {
      const code = errorCode(error)
      if (passing.has(code) && repeats < mostRepeats) {
        await delay(betweenMs)
        continue
      }
      const kind = kinds[code]
      if (kind === undefined || !(error instanceof Error)) throw error
      throw new FailureError(failure(kind, error.message), { cause: error })
    }
  }
}
