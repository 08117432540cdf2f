import { createRecipeBook, type RecipeBook } from '../src/main/engine/extract/recipes/recipe-book'
import type { Log, RecipeFolders } from '../src/main/engine/ports/ports'
import { readRecipeFiles } from '../src/main/engine/settings/user-files'

/** The recipes of two folders, as the engine reads them. */
export function openRecipeBook(folders: RecipeFolders, log: Log = () => {}): RecipeBook {
  return createRecipeBook(() => readRecipeFiles(folders, log), log)
}
