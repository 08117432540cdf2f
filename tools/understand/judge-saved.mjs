import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { makeFile } from '../../test/pages/pictures.mjs'
import { sha256 } from '../../test/site/pictures.mjs'

/** @typedef {import('../../test/pages/site.mjs').Shape} Shape */

/**
 * What a program saved, compared with the truth by content. `exact`: every wanted picture and nothing else, of Galleon
 * also in the right folders, in order. `partial`: nothing that is not wanted. `wrong`: something that is not wanted.
 *
 * @typedef {object} Saved
 * @property {'exact' | 'partial' | 'wrong'} verdict
 * @property {number} wanted
 * @property {number} missing
 * @property {number} unwanted
 */

/** The record that Galleon writes beside the pictures of a gallery. */
const record = 'gallery.json'

/**
 * @param {Shape} shape
 * @param {string} folder in which the files are
 * @param {boolean} compareFolders whether folders and their order count
 * @returns {Promise<Saved>}
 */
export async function judgeSaved(shape, folder, compareFolders) {
  const wanted = shape.truth.result.folders.map(({ images }) => images.map((path) => hashAt(shape, path)))
  const saved = await readFolders(folder)
  const [all, found] = [wanted.flat(), saved.flat()]
  const missing = all.filter((hash) => !found.includes(hash)).length
  const unwanted = found.filter((hash) => !all.includes(hash)).length + found.length - new Set(found).size
  const isArranged = !compareFolders || textOf(wanted) === textOf(saved)
  const verdict = unwanted > 0 ? 'wrong' : missing > 0 || !isArranged ? 'partial' : 'exact'
  return { verdict, wanted: all.length, missing, unwanted }
}

/** Folders in any order, the pictures of each in theirs. @param {readonly (readonly string[])[]} folders */
function textOf(folders) {
  return folders
    .map((hashes) => hashes.join())
    .sort()
    .join('\n')
}

/** @param {Shape} shape @param {string} path */
function hashAt(shape, path) {
  const inside = /#data-sha256-([0-9a-f]{64})$/.exec(path)?.[1]
  if (inside !== undefined) return inside
  const picture = shape.pictureAt(path)
  if (picture === null) throw new Error(`${shape.name}: ${path} is no picture of its site`)
  return sha256(makeFile(picture))
}

/**
 * Hashes of the files below a folder, by the folder that they are in, sorted by name.
 *
 * @param {string} folder
 * @returns {Promise<string[][]>}
 */
async function readFolders(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== record)
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  /** @type {Map<string, string[]>} */
  const folders = new Map()
  for (const file of files) {
    const within = dirname(relative(folder, file))
    const hashes = folders.get(within) ?? []
    folders.set(within, hashes)
    hashes.push(sha256(await readFile(file)))
  }
  return [...folders.values()]
}
