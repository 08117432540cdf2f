import type { Recipe } from '@shared/model/recipe'
import { readSmallFileSync } from '../disk/read-small-file'
import { readRecipe } from '../extract/recipes/read-recipe'

/** Most bytes of a recipe: hundreds of times what anybody writes. */
const mostBytes = 1024 ** 2

/**
 * Reads the recipe of a file. A link is refused: it may lead to what is no recipe.
 *
 * Throws an Error whose message names the field and the reason, and never quotes the file.
 */
export function readRecipeFile(path: string, fileStem: string): Recipe {
  return readRecipe(textOf(readSmallFileSync(path, { mostBytes, links: 'refuse' })), fileStem)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error('it is not UTF-8', { cause: error })
  }
}
