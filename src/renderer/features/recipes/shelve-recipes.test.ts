import type { RecipeSummary } from '@shared/model/recipe'
import { describe, expect, it } from 'vitest'
import { shelveRecipes } from './recipes-view'

function recipe(title: string, origin: RecipeSummary['origin'], error: string | null = null): RecipeSummary {
  return { name: title.toLowerCase(), title, version: 1, origin, match: [], example: null, file: null, error }
}

const titles = (recipes: readonly RecipeSummary[]) =>
  shelveRecipes(recipes).map((shelf) => [shelf.name, shelf.recipes.map(({ title }) => title)])

describe('shelves of recipes', () => {
  it('put what is broken first, whosever it is', () => {
    const shelves = titles([
      recipe('B', 'built-in'),
      recipe('Auto', 'automatic'),
      recipe('Bad', 'own', 'title: missing'),
      recipe('A', 'built-in'),
      recipe('Mine', 'own'),
    ])
    expect(shelves).toEqual([
      ['broken', ['Bad']],
      ['own', ['Mine']],
      ['built-in', ['A', 'B']],
      ['automatic', ['Auto']],
    ])
  })

  it('keep the place of the person’s own and leave out other empty ones', () => {
    expect(titles([recipe('Auto', 'automatic')])).toEqual([
      ['own', []],
      ['automatic', ['Auto']],
    ])
  })
})
