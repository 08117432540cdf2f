import type { RecipeSummary } from '@shared/model/recipe'
import { beforeAll, expect, it } from 'vitest'
import { i18n, startI18n } from './i18n'
import { recipeTitle } from './use-words'

const recipe: RecipeSummary = {
  name: 'numbered-gbk',
  title: 'Numbered pages in GBK',
  version: 1,
  origin: 'built-in',
  match: [],
  example: null,
  file: null,
  error: null,
}

beforeAll(() => startI18n('en'))

it('a built-in recipe that is described is described in the language of the window', () => {
  expect(recipeTitle(i18n.getFixedT('en'), recipe)).toBe('Numbered pages in GBK')
  expect(recipeTitle(i18n.getFixedT('zh-CN'), recipe)).toBe('GBK 编码的编号页面')
})

it('a title that is the name of a site, or that a user wrote, stays as it is', () => {
  const chinese = i18n.getFixedT('zh-CN')
  expect(recipeTitle(chinese, { ...recipe, name: 'xkcd', title: 'xkcd' })).toBe('xkcd')
  expect(recipeTitle(chinese, { ...recipe, origin: 'own', title: 'Mine' })).toBe('Mine')
})
