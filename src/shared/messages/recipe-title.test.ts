import { expect, it } from 'vitest'
import type { RecipeSummary } from '../model/recipe'
import { recipeTitle } from './format'

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

it('a built-in recipe that is described is described in the language of the program', () => {
  expect(recipeTitle(recipe, 'en')).toBe('Numbered pages in GBK')
  expect(recipeTitle(recipe, 'zh-CN')).toBe('GBK 编码的编号页面')
})

it('a title that is the name of a site, or that a user wrote, stays as it is', () => {
  expect(recipeTitle({ ...recipe, name: 'xkcd', title: 'xkcd' }, 'zh-CN')).toBe('xkcd')
  expect(recipeTitle({ ...recipe, origin: 'own', title: 'Mine' }, 'zh-CN')).toBe('Mine')
})
