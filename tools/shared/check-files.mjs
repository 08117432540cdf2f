import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Compares all files below a folder with the pictures that should be there, by hash. Records of galleries are ignored.
 *
 * @param {string} folder
 * @param {Iterable<string>} hashes of the pictures, SHA-256 in hexadecimal, in any order
 * @returns {Promise<{ good: number, missing: number, wrong: readonly string[], twice: number, parts: number }>} `wrong`:
 *   paths of files of other content; `twice`: copies beyond the first; `parts`: partial files
 */
export async function checkFiles(folder, hashes) {
  const wanted = new Set(hashes)
  const found = new Set()
  const wrong = []
  let twice = 0
  let parts = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'gallery.json') continue
    const path = join(entry.parentPath, entry.name)
    if (entry.name.endsWith('.part')) {
      parts += 1
      continue
    }
    const digest = await digestOf(path)
    if (!wanted.has(digest)) wrong.push(path)
    else if (found.has(digest)) twice += 1
    else found.add(digest)
  }
  return { good: found.size, missing: wanted.size - found.size, wrong, twice, parts }
}

/** Up to here a file is read at once: trips to another thread cost several times as much as a small file. */
const smallBytes = 1024 * 1024

/**
 * @param {string} path
 * @returns {Promise<string>} SHA-256 in hexadecimal
 */
async function digestOf(path) {
  const hash = createHash('sha256')
  const { size } = statSync(path)
  if (size <= smallBytes) hash.update(readFileSync(path))
  else await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
