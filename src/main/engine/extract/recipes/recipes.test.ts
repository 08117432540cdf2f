import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openRecipeBook } from '../../../../../test/test-recipes'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { diffPages } from '../judge/diff-pages'

const fixtures = resolve('src/main/engine/extract/fixtures')
const builtIn = resolve('resources/recipes')

/** What stands beside a saved page; what is absent must be empty. */
const Expected = z.strictObject({
  recipe: z.string(),
  address: z.url(),
  contentType: z.string(),
  /** Address of `other.html`, for the automatic recipe. */
  comparedWith: z.url().optional(),
  title: z.string(),
  id: z.string().nullable(),
  encoding: z.string(),
  images: z.array(z.url()),
  next: z.url().nullable().default(null),
  galleries: z.array(z.url()).default([]),
  fields: z.record(z.string(), z.string()).default({}),
  /** Alternatives of some images. */
  alternatives: z.record(z.string(), z.array(z.url())).default({}),
  /** Some of the addresses that are skipped, with the reason. */
  skipped: z.record(z.string(), z.string()).default({}),
})

const book = openRecipeBook({ builtIn, own: join(builtIn, 'none') })

function readPage(folder: string, name: string, address: string, contentType: string) {
  return { address, bytes: readFileSync(join(fixtures, folder, name)), contentType }
}

describe.each(readdirSync(fixtures))('the saved page %s', (folder) => {
  const expected = Expected.parse(JSON.parse(readFileSync(join(fixtures, folder, 'expected.json'), 'utf8')))
  const page = readPage(folder, 'page.html', expected.address, expected.contentType)
  const recipe = book.byName(expected.recipe)
  if (!recipe) throw new Error(`no recipe ${expected.recipe}`)
  const template =
    expected.comparedWith === undefined
      ? null
      : diffPages(
          [page, readPage(folder, 'other.html', expected.comparedWith, expected.contentType)],
          'utf-8',
        )
  const found = extract(page, recipe, {
    ...plainContext,
    template,
    fallbackEncoding: 'windows-1252',
  })

  it('brings the expected result', () => {
    expect({
      title: found.title,
      id: found.id,
      encoding: found.encoding,
      images: found.images.map(({ address }) => address),
      next: found.next,
      galleries: found.galleries.map(({ address }) => address),
      fields: found.fields,
    }).toEqual({
      title: expected.title,
      id: expected.id,
      encoding: expected.encoding,
      images: expected.images,
      next: expected.next,
      galleries: expected.galleries,
      fields: expected.fields,
    })
  })

  it('names alternatives and the reasons of what is skipped', () => {
    const alternatives = new Map(found.images.map((image) => [image.address, image.alternatives]))
    for (const [address, list] of Object.entries(expected.alternatives)) {
      expect(alternatives.get(address)).toEqual(list)
    }
    for (const [address, reason] of Object.entries(expected.skipped)) {
      expect(found.skipped).toContainEqual({ address, reason })
    }
  })

  it('says what was looked for only if nothing was found', () => {
    expect(found.tried.length > 0).toBe(expected.images.length === 0)
  })
})

describe('the built-in recipes', () => {
  const summaries = book.list().filter(({ origin }) => origin === 'built-in')

  it('are all valid', () => {
    expect(summaries.length).toBeGreaterThan(3)
    expect(summaries.filter(({ error }) => error !== null)).toEqual([])
  })

  const ofGalleries = summaries.filter(({ crawls }) => crawls !== true)
  it.each(ofGalleries.map(({ name, example }) => [name, example] as const))(
    '%s reads its example address and has a saved page',
    (name, example) => {
      expect(book.recipeFor(example ?? '').name).toBe(name)
      expect(existsSync(join(fixtures, name, 'page.html'))).toBe(true)
    },
  )

  it('that only crawl are chosen by their names alone', () => {
    const names = summaries.flatMap(({ name, crawls }) => (crawls === true ? name : []))
    expect(names).toEqual(['blog-articles', 'demo-galleries'])
    for (const { name, example } of summaries.filter(({ crawls }) => crawls === true)) {
      expect(book.recipeFor(example ?? '').name).toBe('automatic')
      expect(book.byName(name)?.crawl?.record).toBeDefined()
    }
  })
})
