import { access, constants, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './error-code.mjs'
import { SetupFailure } from './setup-failure.mjs'

/** A lock whose file was not refreshed for this long belongs to a run that is gone. */
const ABANDONED_MS = 60_000
const REFRESH_MS = 5_000
const LOOK_MS = 250

/**
 * Lets one process at a time do a piece of work, across processes and clones.
 *
 * A lock file names its owner. It is taken over when the owner's process is gone (same machine) or the file
 * was not refreshed for a minute (another machine or container sharing the folder).
 *
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withFileLock(lockFile, work, onWait = () => {}) {
  await makeFolder(dirname(lockFile))
  let waited = false
  while (!(await claim(lockFile))) {
    if (await isAbandoned(lockFile)) {
      // Renaming succeeds for one of several waiters only.
      const aside = `${lockFile}.${process.pid}`
      await rename(lockFile, aside).then(
        () => rm(aside, { force: true }),
        () => {},
      )
      continue
    }
    if (!waited) onWait()
    waited = true
    await sleep(LOOK_MS)
  }
  const refresh = setInterval(() => {
    const now = new Date()
    utimes(lockFile, now, now).catch(() => {})
  }, REFRESH_MS)
  refresh.unref()
  try {
    return await work()
  } finally {
    clearInterval(refresh)
    await rm(lockFile, { force: true })
  }
}

/** @param {string} folder */
async function makeFolder(folder) {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new SetupFailure(`The cache folder ${folder} cannot be written (${errorCode(error)}).`, [
      'choose another:  GALLEON_CACHE=/path/to/folder npm start',
    ])
  }
}

/** @param {string} lockFile */
async function claim(lockFile) {
  try {
    const file = await open(lockFile, 'wx')
    await file.writeFile(`${process.pid} ${hostname()}`)
    await file.close()
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** @param {string} lockFile */
async function isAbandoned(lockFile) {
  try {
    const [{ mtimeMs }, owner] = await Promise.all([stat(lockFile), readFile(lockFile, 'utf8')])
    const [pid, host] = owner.split(' ')
    // An empty file is one that its owner is just writing.
    if (pid && host === hostname() && !isAlive(Number(pid))) return true
    return Date.now() - mtimeMs > ABANDONED_MS
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
