import type { Handlers } from '@shared/contract/commands'
import type { recipeCommands } from '@shared/contract/list-commands'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
import type { RecipeBook } from '../extract/recipes/recipe-book'
import type { Previews } from './preview/preview'

/** Handlers of the commands about recipes and previews. */
export function createRecipeCommands(
  recipeBook: RecipeBook,
  previews: Previews,
): Handlers<keyof typeof recipeCommands> {
  return {
    listRecipes() {
      recipeBook.reload()
      return recipeBook.list()
    },
    recipeFor(address) {
      const { name } = recipeBook.recipeFor(firstAddress(rangeOf(address)))
      const summary = recipeBook.list().find((recipe) => recipe.name === name && recipe.error === null)
      if (!summary) throw new Error(`recipe ${name} is not in the book`)
      return summary
    },
    preview: ({ token, request, longest }) => previews.open(token, request, longest),
    cancelPreview: (token) => previews.cancel(token),
  }
}
