import type { RecipeSummary } from '@shared/model/recipe'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge'

/** The recipes that can be used; empty until they are known. */
export function useRecipes(): readonly RecipeSummary[] {
  const [recipes, setRecipes] = useState<readonly RecipeSummary[]>([])
  useEffect(() => {
    let wanted = true
    invoke('listRecipes').then(
      (found) => {
        if (wanted) setRecipes(found.filter((recipe) => recipe.error === null))
      },
      // Without the list the engine still takes the recipe that matches.
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [])
  return recipes
}

/** The recipe that would be taken for an address; null while it is not known. */
export function useMatchingRecipe(address: string | null): RecipeSummary | null {
  const [match, setMatch] = useState<{ readonly address: string; readonly recipe: RecipeSummary } | null>(
    null,
  )
  useEffect(() => {
    if (address === null) return undefined
    let wanted = true
    invoke('recipeFor', address).then(
      (recipe) => {
        if (wanted) setMatch({ address, recipe })
      },
      () => {
        if (wanted) setMatch(null)
      },
    )
    return () => {
      wanted = false
    }
  }, [address])
  return match?.address === address ? match.recipe : null
}
