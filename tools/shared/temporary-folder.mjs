import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs some work with an empty folder, which is removed afterwards, also when this program ends before.
 *
 * @template T
 * @param {string} purpose a word for its name
 * @param {(folder: string) => Promise<T>} work
 * @param {string} [parent] where it is made
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(purpose, work, parent = tmpdir()) {
  const folder = await mkdtemp(join(parent, `galleon-${purpose}-`))
  // An interrupted benchmark would leave gigabytes.
  const removeAtExit = () => removeNow(folder)
  process.once('exit', removeAtExit)
  try {
    return await work(folder)
  } finally {
    process.off('exit', removeAtExit)
    // What cannot be removed, such as a disk that is still mounted there, must not hide how the work ended.
    await rm(folder, { recursive: true, force: true }).catch((/** @type {unknown} */ error) =>
      console.warn(error),
    )
  }
}

/**
 * For the last moment of this program: the children that were just killed may still hold files there.
 *
 * @param {string} folder
 */
function removeNow(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch (error) {
    console.warn(error)
  }
}
