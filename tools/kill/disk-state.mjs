import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../test/site/pictures.mjs'
import { withTemporaryFolder } from '../shared/temporary-folder.mjs'

// What is on the disk while no program writes to it.

/**
 * `path` is relative to the target.
 *
 * @typedef {{ path: string, sha256: string, bytes: number, ino: number, mtimeMs: number }} FileState
 */

/**
 * A gallery's record, as far as it is compared.
 *
 * @typedef {{ source: string, savedAt: unknown }} GalleryRecord
 */

/**
 * `galleries`: parsed `gallery.json` by folder; `halfRecords`: paths of those that are not JSON.
 *
 * @typedef {{ files: FileState[], parts: FileState[], galleries: Map<string, GalleryRecord>, halfRecords: string[] }} Tree
 */

/**
 * Rows of the database, as far as they are compared; `state`, `tally` and `request` of a task are JSON.
 *
 * @typedef {{ id: number, state: string, tally: string, request: string }} TaskRow
 * @typedef {{ address: string, state: string }} PageRow
 * @typedef {{ id: number, address: string, state: string, file: string | null, sha256: string | null, part: string | null,
 *   root: string, folder: string }} ImageRow
 * @typedef {{ opens: boolean, integrity: string, tasks: TaskRow[], pages: PageRow[], images: ImageRow[] }} Records
 */

/**
 * @param {string} target
 * @returns {Tree}
 */
export function readTree(target) {
  /** @type {Tree} */
  const tree = { files: [], parts: [], galleries: new Map(), halfRecords: [] }
  if (!existsSync(target)) return tree
  for (const path of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const full = join(target, path)
    const facts = statSync(full)
    if (!facts.isFile()) continue
    const { ino, mtimeMs, size: bytes } = facts
    if (path.endsWith('.part')) tree.parts.push({ path, sha256: '', bytes, ino, mtimeMs })
    else if (path.endsWith('gallery.json')) readGallery(tree, full, path)
    else tree.files.push({ path, sha256: sha256(readFileSync(full)), bytes, ino, mtimeMs })
  }
  return tree
}

/**
 * @param {Tree} tree
 * @param {string} full
 * @param {string} path
 */
function readGallery(tree, full, path) {
  try {
    tree.galleries.set(path.replace(/[\\/]?gallery\.json$/, ''), JSON.parse(readFileSync(full, 'utf8')))
  } catch {
    tree.halfRecords.push(path)
  }
}

/**
 * Opens a copy of the database as a program that starts would, and reads its rows.
 *
 * @param {string} data
 * @returns {Promise<Records | null>} null when there is none yet
 */
export async function readRecords(data) {
  if (!existsSync(join(data, 'galleon.db'))) return null
  const { DatabaseSync } = await import('@photostructure/sqlite')
  const none = { tasks: [], pages: [], images: [] }
  return await withTemporaryFolder('records', async (copy) => {
    for (const name of ['galleon.db', 'galleon.db-wal', 'galleon.db-journal']) {
      if (existsSync(join(data, name))) copyFileSync(join(data, name), join(copy, name))
    }
    try {
      const database = new DatabaseSync(join(copy, 'galleon.db'))
      try {
        const integrity = String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0])
        const isMade =
          database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'images'").get() !== undefined
        return { opens: true, integrity, ...(isMade ? readRows(database) : none) }
      } finally {
        database.close()
      }
    } catch (error) {
      return { opens: false, integrity: String(error), ...none }
    }
  })
}

/** @param {import('@photostructure/sqlite').DatabaseSyncInstance} database */
function readRows(database) {
  /** @param {string} sql */
  const all = (sql) => database.prepare(sql).all()
  return {
    tasks: /** @type {TaskRow[]} */ (all('SELECT id, state, tally, request FROM tasks')),
    pages: /** @type {PageRow[]} */ (all('SELECT address, state FROM pages')),
    images: /** @type {ImageRow[]} */ (
      all(`SELECT images.id, images.address, images.state, file, images.bytes, sha256, part, root, folder
           FROM images JOIN galleries ON galleries.id = images.gallery_id`)
    ),
  }
}
