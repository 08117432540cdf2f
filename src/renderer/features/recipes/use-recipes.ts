import type { Failure } from '@shared/model/failure'
import type { RecipeSummary } from '@shared/model/recipe'
import { useEffect, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'

/** The recipes, or how far reading them is. */
export type RecipesReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly recipes: readonly RecipeSummary[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * The recipes, read when the view opens, when `reading` changes, and when the window gets the focus back: a user who
 * returns from an editor sees the changed file.
 */
export function useRecipes(reading: number): RecipesReading {
  const [result, setResult] = useState<RecipesReading>({ kind: 'loading' })
  useEffect(() => {
    let wanted = true
    const read = (): void => {
      invoke('listRecipes').then(
        (recipes) => {
          if (wanted) setResult({ kind: 'shown', recipes })
        },
        (error: unknown) => {
          if (wanted) setResult({ kind: 'failed', failure: asFailure(error) })
        },
      )
    }
    read()
    window.addEventListener('focus', read)
    return () => {
      wanted = false
      window.removeEventListener('focus', read)
    }
  }, [reading])
  return result
}
