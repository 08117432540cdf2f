import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// Records for tests and measurements, written into the program's own tables.

/** Counts of a task in which nothing has happened. */
const noCounts = {
  pagesKnown: 0,
  pagesRead: 0,
  pagesFailed: 0,
  galleries: 0,
  galleriesDone: 0,
  found: 0,
  saved: 0,
  skipped: 0,
  failed: 0,
  bytes: 0,
}

/**
 * Lets Galleon make its tables in a data folder, and opens them for writing without flushes.
 *
 * @param {string} cli Galleon's terminal program
 * @param {string} folder data folder
 */
export async function openNewRecords(cli, folder) {
  const made = spawnSync(process.execPath, [cli, 'list', '--data-dir', folder], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const database = new DatabaseSync(join(folder, 'galleon.db'))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN')
  return database
}

/**
 * Adds a paused task of numbered pages that were all read.
 *
 * @param {Awaited<ReturnType<typeof openNewRecords>>} database
 * @param {number} pages
 * @param {Partial<typeof noCounts>} counts
 * @returns {number} its id
 */
export function addPausedTask(database, pages, counts) {
  const request = {
    address: `https://example.org/a/[1-${pages}].html`,
    recipe: null,
    folder: '/pictures',
    options: {},
    startLater: false,
  }
  const state = { kind: 'paused', cause: { kind: 'person' } }
  const all = { ...noCounts, pagesKnown: pages, pagesRead: pages, ...counts }
  const { lastInsertRowid } = database
    .prepare('INSERT INTO tasks (request, state, tally, cursor, added_at) VALUES (?, ?, ?, ?, 1)')
    .run(JSON.stringify(request), JSON.stringify(state), JSON.stringify(all), pages)
  return Number(lastInsertRowid)
}
