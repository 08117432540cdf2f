import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs some work with an empty folder, which is removed afterwards.
 *
 * @template T
 * @param {string} purpose a word for its name
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(purpose, work) {
  const folder = await mkdtemp(join(tmpdir(), `galleon-${purpose}-`))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
