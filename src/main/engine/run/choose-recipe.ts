import { FailureError, failure } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import type { RecipeBook } from '../extract/recipes/recipe-book'

/** The recipe that the person named, else the one that matches. Fails with `invalid-input` for an unknown name. */
export function chooseRecipe(book: RecipeBook, name: string | null, address: string): Recipe {
  if (name === null) return book.recipeFor(address)
  const recipe = book.byName(name)
  if (!recipe) throw new FailureError(failure('invalid-input', `recipe: there is none named ${name}`))
  return recipe
}
