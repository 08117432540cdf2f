import { closeSync, openSync, readSync } from 'node:fs'
import { noFollow, readOnly } from '../../disk/paths'

/** So much of a damaged file is searched as plain bytes, piece by piece. */
const searchedBytes = 256 * 1024 ** 2
const chunkBytes = 4 * 1024 ** 2
/** What stands across two chunks is found in their overlap. */
const overlapBytes = 16 * 1024
/** A request on one page of the database is shorter; a longer one is spread over pages and cannot be put together. */
const longestRequest = 8192

/**
 * Requests of tasks are JSON text in the database: they, or at least their folders, can be seen wherever a page of it is
 * left. Never throws.
 */
export function searchBytes(
  file: string,
  addFolder: (folder: unknown) => void,
  addRequest: (text: string) => void,
): void {
  let handle: number | null = null
  try {
    handle = openSync(file, readOnly & ~noFollow)
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = 0; at < searchedBytes; at += chunkBytes - overlapBytes) {
      const length = readSync(handle, chunk, 0, chunkBytes, at)
      if (length === 0) return
      searchText(chunk.subarray(0, length).toString('utf8'), addFolder, addRequest)
    }
  } catch {
    // Not there, or nothing more to be had.
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function searchText(
  text: string,
  addFolder: (folder: unknown) => void,
  addRequest: (text: string) => void,
): void {
  for (const [, path] of text.matchAll(/"folder":("(?:[^"\\]|\\.){1,4096}")/g)) {
    try {
      addFolder(JSON.parse(path ?? ''))
    } catch {
      // Cut by the damage.
    }
  }
  for (const { index } of text.matchAll(/\{"address":"/g)) {
    const end = endOfObject(text, index)
    if (end !== null) addRequest(text.slice(index, end))
  }
}

/** Behind the brace that closes the object that begins at `start`; null when it is cut. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0
  let isText = false
  for (let at = start; at < Math.min(text.length, start + longestRequest); at++) {
    const char = text[at]
    if (isText) {
      if (char === '\\') at++
      else if (char === '"') isText = false
    } else if (char === '"') isText = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
  }
  return null
}
