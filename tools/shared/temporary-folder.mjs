import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs some work with an empty folder, which is removed afterwards.
 *
 * @template T
 * @param {string} purpose a word for its name
 * @param {(folder: string) => Promise<T>} work
 * @param {string} [parent] where it is made
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(purpose, work, parent = tmpdir()) {
  const folder = await mkdtemp(join(parent, `galleon-${purpose}-`))
  try {
    return await work(folder)
  } finally {
    // What cannot be removed, such as a disk that is still mounted there, must not hide how the work ended.
    await rm(folder, { recursive: true, force: true }).catch((/** @type {unknown} */ error) =>
      console.warn(error),
    )
  }
}
