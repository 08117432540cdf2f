import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRecipeBook } from '../../../../../test/test-recipes'

let folder: string
let logged: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-recipes-'))
  mkdirSync(join(folder, 'built-in'))
  logged = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const recipe = (name: string, match: string[], more: object = {}) => ({
  name,
  title: name,
  version: 1,
  match,
  example: 'https://site.test/',
  gallery: { title: { selector: 'h1' } },
  images: { selector: 'img' },
  ...more,
})

function write(place: 'built-in' | 'own', name: string, content: unknown) {
  mkdirSync(join(folder, place), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(join(folder, place, `${name}.json`), text)
}

const open = () =>
  openRecipeBook({ builtIn: join(folder, 'built-in'), own: join(folder, 'own') }, (level, message, details) =>
    logged.push([level, message, details]),
  )

describe('createRecipeBook', () => {
  it('takes the automatic recipe where no other matches, and where there is none at all', () => {
    const book = open()
    expect(book.recipeFor('https://site.test/a').name).toBe('automatic')
    expect(book.list()).toMatchObject([{ name: 'automatic', origin: 'automatic', error: null }])
    expect(book.byName('automatic')?.name).toBe('automatic')
    expect(book.byName('none')).toBeNull()
    expect(logged).toEqual([])
  })

  it('takes the recipe of the most specific match, in whatever order files come', () => {
    write('built-in', 'any', recipe('any', ['*://*/*']))
    write('built-in', 'below', recipe('below', ['*://*.site.test/*']))
    write('built-in', 'host', recipe('host', ['*://www.site.test/*']))
    write('built-in', 'a-path', recipe('a-path', ['*://www.site.test/a/*']))
    const book = open()
    expect(book.recipeFor('https://other.test/').name).toBe('any')
    expect(book.recipeFor('https://x.site.test/').name).toBe('below')
    expect(book.recipeFor('https://www.site.test/b').name).toBe('host')
    expect(book.recipeFor('https://www.site.test/a/1').name).toBe('a-path')
  })

  it('prefers an own recipe to a built-in one of the same match', () => {
    write('built-in', 'a', recipe('a', ['*://site.test/*']))
    write('own', 'z', recipe('z', ['*://site.test/*']))
    expect(open().recipeFor('https://site.test/').name).toBe('z')
  })

  it('hides a built-in recipe behind an own one of its name', () => {
    write('built-in', 'a', recipe('a', ['*://site.test/*']))
    write('own', 'a', recipe('a', ['*://elsewhere.test/*'], { title: 'Mine' }))
    const book = open()
    expect(book.byName('a')?.title).toBe('Mine')
    expect(book.recipeFor('https://site.test/').name).toBe('automatic')
    expect(book.list().map(({ name, origin }) => [name, origin])).toEqual([
      ['a', 'own'],
      ['automatic', 'automatic'],
    ])
  })

  it.each([
    ['text that is no JSON', '{ "name": ', /JSON/],
    ['a field that is missing', { ...recipe('bad', ['*://site.test/*']), images: {} }, /images\.selector: /],
    ['an unknown field', recipe('bad', ['*://site.test/*'], { colour: 'red' }), /colour/],
    ['a match that is none', recipe('bad', ['site.test']), /match\[0\]: not a match pattern/],
    [
      'an encoding that is none',
      recipe('bad', ['*://site.test/*'], { encoding: 'klingon' }),
      /encoding: "klingon"/,
    ],
    [
      'an expression that is none',
      recipe('bad', ['*://site.test/*'], { rewrite: [{ pattern: '(', replacement: '' }] }),
      /rewrite\[0\]\.pattern: /,
    ],
    [
      'an expression in a field that is none',
      recipe('bad', ['*://site.test/*'], { gallery: { title: { remove: ['a', '['] } } }),
      /gallery\.title\.remove\[1\]: /,
    ],
    [
      "a name that is not the file's",
      recipe('good', ['*://site.test/*']),
      /name: "good" is not the file's name/,
    ],
  ])('disables a recipe with %s, alone and with the reason', (_, content, reason) => {
    write('own', 'bad', content)
    write('own', 'fine', recipe('fine', ['*://fine.test/*']))
    const book = open()
    const bad = book.list().find(({ name }) => name === 'bad')
    expect(bad?.error).toMatch(reason)
    expect(bad?.error).toContain(join(folder, 'own', 'bad.json'))
    expect(book.recipeFor('https://site.test/').name).toBe('automatic')
    expect(book.recipeFor('https://fine.test/').name).toBe('fine')
    expect(logged).toHaveLength(1)
  })

  it('keeps the name of the automatic recipe to itself', () => {
    write('own', 'automatic', recipe('automatic', ['*://site.test/*']))
    expect(open().byName('automatic')?.title).toBe('Automatic')
    expect(open().list()[0]?.error).toMatch(/name: "automatic" is taken/)
  })

  it('does not lose a built-in recipe to a broken own one', () => {
    write('built-in', 'a', recipe('a', ['*://site.test/*']))
    write('own', 'a', '{')
    expect(open().recipeFor('https://site.test/').name).toBe('a')
  })

  it('sees new files after a reload, and skips the schema', () => {
    const book = open()
    write('own', 'later', recipe('later', ['*://site.test/*']))
    write('own', 'recipe.schema', { type: 'object' })
    expect(book.recipeFor('https://site.test/').name).toBe('automatic')
    book.reload()
    expect(book.recipeFor('https://site.test/').name).toBe('later')
    expect(book.list()).toHaveLength(2)
  })
})
