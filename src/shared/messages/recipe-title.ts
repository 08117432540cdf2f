import type { RecipeSummary } from '../model/recipe'
import type { Language } from './language'

/** Titles that describe: those of all other recipes are names of sites. */
const described: Readonly<Record<Language, { readonly automatic: string; readonly numberedGbk: string }>> = {
  en: { automatic: 'Automatic', numberedGbk: 'Numbered pages in GBK' },
  'zh-CN': { automatic: '自动', numberedGbk: 'GBK 编码的编号页面' },
}

/** The title of a recipe as users see it; what a user wrote and the name of a site stay as they are. */
export function recipeTitle(
  { name, origin, title }: Pick<RecipeSummary, 'name' | 'origin' | 'title'>,
  language: Language,
): string {
  const words = described[language]
  if (origin === 'automatic') return words.automatic
  return origin === 'built-in' && name === 'numbered-gbk' ? words.numberedGbk : title
}
