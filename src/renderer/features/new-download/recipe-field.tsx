import type { RecipeSummary } from '@shared/model/recipe'
import { Select } from '../../components/select'
import { useWords } from '../../locales/use-words'
import { recipeTitle } from '../recipes/recipe-title'

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
  const { t } = useWords()
  const first =
    match === null || match.origin === 'automatic'
      ? t('new-download:recipe-automatic')
      : t('new-download:recipe-matching', { title: recipeTitle(t, match) })
  return (
    <Select
      label={t('new-download:recipe')}
      value={recipe ?? matching}
      items={[
        { value: matching, label: first },
        ...recipes.map((each) => ({
          value: each.name,
          label:
            each.origin === 'automatic' ? t('new-download:recipe-always-automatic') : recipeTitle(t, each),
        })),
      ]}
      onChange={(name) => onChange(name === matching ? null : name)}
      className="w-full"
    />
  )
}
