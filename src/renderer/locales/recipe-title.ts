import type { RecipeSummary } from '@shared/model/recipe'
import type { Words } from './i18n'

/** The name of a recipe on the screen: most titles are names of sites; a built-in one that is a description is translated. */
export function recipeTitle(t: Words, { name, origin, title }: RecipeSummary): string {
  if (origin === 'automatic') return t('new-download:recipe-automatic')
  return origin === 'built-in' && name === 'numbered-gbk' ? t('recipes:numbered-gbk') : title
}
