import { recipeTitle } from '@shared/messages/format'
import type { RecipeSummary } from '@shared/model/recipe'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge/bridge'
import { Select } from '../../components/fields/select'
import { useWords } from '../../locales/use-words'

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

interface RecipeFieldProps {
  /** Name of a recipe; null: the one that matches. */
  readonly recipe: string | null
  readonly recipes: readonly RecipeSummary[]
  /** The one that matches, if it is known. */
  readonly match: RecipeSummary | null
  readonly onChange: (recipe: string | null) => void
}

const matching = ''

/** How the site is read. */
export function RecipeField({ recipe, recipes, match, onChange }: RecipeFieldProps) {
  const { t, language } = useWords()
  const first =
    match === null || match.origin === 'automatic'
      ? t('new-download:recipe-automatic')
      : t('new-download:recipe-matching', { title: recipeTitle(match, language) })
  return (
    <Select
      label={t('new-download:recipe')}
      value={recipe ?? matching}
      items={[
        { value: matching, label: first },
        ...recipes.map((each) => ({
          value: each.name,
          label:
            each.origin === 'automatic'
              ? t('new-download:recipe-always-automatic')
              : recipeTitle(each, language),
        })),
      ]}
      onChange={(name) => onChange(name === matching ? null : name)}
      className="w-full"
    />
  )
}
