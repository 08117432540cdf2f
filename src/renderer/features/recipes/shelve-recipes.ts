import type { RecipeSummary } from '@shared/model/recipe'

/** Recipes that stand together under one heading. */
export interface RecipeShelf {
  readonly name: 'broken' | 'own' | 'built-in' | 'automatic'
  readonly recipes: readonly RecipeSummary[]
}

/**
 * Sorts recipes onto shelves: what needs a hand first, then the person's own, which stays as an empty shelf so that its
 * place is known, then the rest. Titles in the order of the language.
 */
export function shelveRecipes(recipes: readonly RecipeSummary[]): readonly RecipeShelf[] {
  const byTitle = [...recipes].sort((a, b) => a.title.localeCompare(b.title))
  const good = byTitle.filter((recipe) => recipe.error === null)
  const broken = byTitle.filter((recipe) => recipe.error !== null)
  const of = (origin: RecipeSummary['origin']): readonly RecipeSummary[] =>
    good.filter((recipe) => recipe.origin === origin)
  const shelves: RecipeShelf[] = []
  if (broken.length > 0) shelves.push({ name: 'broken', recipes: broken })
  shelves.push({ name: 'own', recipes: of('own') })
  for (const name of ['built-in', 'automatic'] as const) {
    if (of(name).length > 0) shelves.push({ name, recipes: of(name) })
  }
  return shelves
}
