import type { RecipeSummary } from '@shared/model/recipe'
import { describe, expect, it } from 'vitest'
import { groupRecipes } from './recipes-view'

function recipe(title: string, origin: RecipeSummary['origin'], error: string | null = null): RecipeSummary {
  return { name: title.toLowerCase(), title, version: 1, origin, match: [], example: null, file: null, error }
}

const titles = (recipes: readonly RecipeSummary[]) =>
  groupRecipes(recipes).map((group) => [group.name, group.recipes.map(({ title }) => title)])

describe('groups of recipes', () => {
  it('put broken recipes first, the user’s own and built-in ones', () => {
    const groups = titles([
      recipe('B', 'built-in'),
      recipe('Auto', 'automatic'),
      recipe('Bad', 'own', 'title: missing'),
      recipe('A', 'built-in'),
      recipe('Mine', 'own'),
    ])
    expect(groups).toEqual([
      ['broken', ['Bad']],
      ['own', ['Mine']],
      ['built-in', ['A', 'B']],
      ['automatic', ['Auto']],
    ])
  })

  it('keep an empty group of the user’s own and no other empty ones', () => {
    expect(titles([recipe('Auto', 'automatic')])).toEqual([
      ['own', []],
      ['automatic', ['Auto']],
    ])
  })
})
