import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

function hashOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Compares every file below a folder with what should have been saved, by hash.
 *
 * @param {string} folder
 * @param {Iterable<Buffer>} expected
 * @returns {Promise<{ good: number, missing: number, wrong: readonly string[], twice: number, parts: number }>}
 */
export async function checkFiles(folder, expected) {
  const wanted = new Set()
  for (const bytes of expected) wanted.add(hashOf(bytes))
  const found = new Set()
  const wrong = []
  let twice = 0
  let parts = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'gallery.json') continue
    if (entry.name.endsWith('.part')) {
      parts += 1
      continue
    }
    const path = join(entry.parentPath ?? entry.path, entry.name)
    const hash = hashOf(await readFile(path))
    if (!wanted.has(hash)) wrong.push(path)
    else if (found.has(hash)) twice += 1
    found.add(hash)
  }
  const good = [...wanted].filter((hash) => found.has(hash)).length
  return { good, missing: wanted.size - good, wrong, twice, parts }
}
