import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What lies on the disk when nobody writes to it.
 *
 * @typedef {{ path: string, sha256: string, bytes: number, ino: number, mtimeMs: number }} FileState `path` is relative
 * @typedef {{ opens: boolean, integrity: string, tasks: any[], pages: any[], images: any[] }} Records
 * @typedef {{ files: FileState[], parts: FileState[], galleries: Map<string, any>, halfRecords: string[] }} Tree
 */

export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * @param {string} target
 * @returns {Tree} `galleries`: parsed `gallery.json` by folder
 */
export function readTree(target) {
  const tree = { files: [], parts: [], galleries: new Map(), halfRecords: [] }
  if (!existsSync(target)) return tree
  for (const path of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const full = join(target, path)
    const { ino, mtimeMs, size, isFile } = lookAt(full)
    if (!isFile) continue
    if (path.endsWith('.part')) tree.parts.push({ path, sha256: '', bytes: size, ino, mtimeMs })
    else if (path.endsWith('gallery.json')) readGallery(tree, full, path)
    else tree.files.push({ path, sha256: digest(readFileSync(full)), bytes: size, ino, mtimeMs })
  }
  return tree
}

function lookAt(full) {
  const facts = statSync(full)
  return { ino: facts.ino, mtimeMs: facts.mtimeMs, size: facts.size, isFile: facts.isFile() }
}

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
  const copy = mkdtempSync(join(tmpdir(), 'galleon-records-'))
  try {
    for (const name of ['galleon.db', 'galleon.db-wal', 'galleon.db-journal']) {
      if (existsSync(join(data, name))) copyFileSync(join(data, name), join(copy, name))
    }
    const database = new DatabaseSync(join(copy, 'galleon.db'))
    try {
      const integrity = String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0])
      const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
      if (!tables.some(({ name }) => name === 'images')) {
        return { opens: true, integrity, tasks: [], pages: [], images: [] }
      }
      return {
        opens: true,
        integrity,
        tasks: database.prepare('SELECT id, state, tally, request FROM tasks').all(),
        pages: database.prepare('SELECT address, state FROM pages').all(),
        images: database
          .prepare(
            `SELECT images.id, images.address, images.state, file, images.bytes, sha256, part, root, folder
             FROM images JOIN galleries ON galleries.id = images.gallery_id`,
          )
          .all(),
      }
    } finally {
      database.close()
    }
  } catch (error) {
    return { opens: false, integrity: String(error), tasks: [], pages: [], images: [] }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** @param {string} folder */
export function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}
