import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Records beside the pictures, which are none. */
const records = new Set(['gallery.json'])

/**
 * Compares all files below a folder with the pictures that were asked for.
 *
 * @param {string} folder
 * @param {readonly string[]} hashes of the pictures, in any order
 * @returns {Promise<{ right: number, wrong: number, missing: number }>} `wrong` counts files of other content, and
 *   copies beyond the first
 */
export async function checkFiles(folder, hashes) {
  const missing = new Set(hashes)
  let wrong = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || records.has(entry.name)) continue
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(entry.parentPath, entry.name)), hash)
    if (!missing.delete(hash.digest('hex'))) wrong += 1
  }
  return { right: hashes.length - missing.size, wrong, missing: missing.size }
}
