import { closeSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs'
import type { Recipe } from '@shared/recipe'
import { readOnly } from '../../open-flags'
import { readRecipe } from './read-recipe'

/** Most bytes of a recipe: hundreds of times what anybody writes. */
const largestBytes = 1024 ** 2

/**
 * Reads the recipe of a file. Only a regular file of at most 1 MiB is read: a pipe would hold the program, and a link
 * may lead to what is no recipe.
 *
 * Throws an Error whose message names the field and the reason, and never quotes the file.
 */
export function readRecipeFile(path: string, fileStem: string): Recipe {
  // before it is opened: opening some devices does something already
  if (!lstatSync(path).isFile()) throw new Error('it is no file but a link, a folder or something else')
  const file = openSync(path, readOnly)
  try {
    const facts = fstatSync(file)
    if (!facts.isFile()) throw new Error('it is no file')
    if (facts.size > largestBytes) throw new Error(`it is larger than ${largestBytes} bytes`)
    return readRecipe(textOf(wholeOf(file, facts.size)), fileStem)
  } finally {
    closeSync(file)
  }
}

/** At most so many bytes, however the file grows while it is read. */
function wholeOf(file: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let length = 0
  while (length < size) {
    const read = readSync(file, bytes, length, size - length, null)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('it is not UTF-8', { cause: error })
  }
}
