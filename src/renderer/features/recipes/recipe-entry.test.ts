import { Recipe } from '@shared/model/recipe'
import { describe, expect, it } from 'vitest'
import { recipeFaults } from './recipe-entry'

const good = {
  name: 'mine',
  title: 'Mine',
  version: 1,
  match: ['*://photos.example.org/*'],
  example: 'https://photos.example.org/1.html',
  gallery: { title: { selector: 'h1' } },
  images: { selector: 'img' },
}
const file = 'C:\\recipes\\mine.json'

describe('what is wrong with a recipe', () => {
  it('is reported field by field, without the file', () => {
    expect(
      recipeFaults(
        `${file}: images.selector: Too big: expected string to have <=2000 characters; match[0]: not a match pattern`,
        file,
      ),
    ).toEqual([
      {
        field: 'images.selector',
        kind: 'other',
        reason: 'Too big: expected string to have <=2000 characters',
      },
      { field: 'match[0]', kind: 'bad-pattern', reason: 'not a match pattern' },
    ])
  })

  it('keeps a reason with a semicolon in one piece', () => {
    expect(recipeFaults('rewrite[0].pattern: bad escape; see position 3', null)).toEqual([
      { field: 'rewrite[0].pattern', kind: 'other', reason: 'bad escape; see position 3' },
    ])
  })

  it('has a kind for frequent mistakes, by the words of the validator itself', () => {
    const { error } = Recipe.safeParse({ ...good, example: undefined, images: { selector: '' } })
    const text = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    expect(recipeFaults(text, null)).toMatchObject([
      { field: 'example', kind: 'missing' },
      { field: 'images.selector', kind: 'empty' },
    ])
    const [issue] = Recipe.safeParse({ ...good, match: ['everywhere'] }).error?.issues ?? []
    expect(recipeFaults(`match[0]: ${issue?.message}`, null)).toMatchObject([{ kind: 'bad-pattern' }])
  })

  it('has no field when the file is no JSON', () => {
    expect(recipeFaults(`${file}: Expected ',' or '}' in JSON at position 12`, file)).toEqual([
      { field: null, kind: 'other', reason: "Expected ',' or '}' in JSON at position 12" },
    ])
  })
})
