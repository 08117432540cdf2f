import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { Recipe } from '@shared/model/recipe'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { hostileFiles, hostileRecipes, recipeOf } from '../../../../../test/hostile-recipes'
import { builtWorkers, machinePorts } from '../../../../../test/test-machine'
import { openRecipeBook } from '../../../../../test/test-recipes'
import type { FetchedPage } from '../extraction'
import { plainContext } from '../extraction'
import { createExtractor } from '../worker/extractor'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-hostile-'))
  for (const place of ['own', 'built-in']) mkdirSync(join(folder, place))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = () =>
  openRecipeBook({ builtIn: join(folder, 'built-in'), own: join(folder, 'own') }, () => undefined)

describe('a hostile recipe file', () => {
  it.each(hostileFiles)('%s disables itself alone, with its file and the reason', (_, content, reason) => {
    const bad = join(folder, 'own', 'bad.json')
    if (typeof content === 'function') content(bad)
    else writeFileSync(bad, content)
    writeFileSync(join(folder, 'own', 'fine.json'), JSON.stringify(recipeOf('fine')))
    const book = open()
    const { error } = book.list().find(({ name }) => name === 'bad') ?? { error: null }
    expect(error?.startsWith(`${bad}: `)).toBe(true)
    const reported = error?.slice(bad.length + 2) ?? ''
    expect(reported).toMatch(reason)
    expect(reported.length).toBeLessThan(2000)
    expect(reported).not.toMatch(/root:|hunter2|\p{Cc}/u)
    expect(book.byName('bad')).toBeNull()
    expect(book.recipeFor('http://site.test/a').name).toBe('fine')
  })

  it('with a mark of its byte order, or with a name twice, is read as JavaScript reads it', () => {
    const json = JSON.stringify(recipeOf('bad')).replace('"version":1', '"version":1,"version":2')
    writeFileSync(join(folder, 'own', 'bad.json'), `\ufeff${json}`)
    expect(open().byName('bad')?.version).toBe(2)
  })

  it('whose match is everything leaves the sites of others to them', () => {
    const all = recipeOf('all', { match: ['<all_urls>', '*://*/*'] })
    writeFileSync(join(folder, 'own', 'all.json'), JSON.stringify(all))
    writeFileSync(join(folder, 'built-in', 'fine.json'), JSON.stringify(recipeOf('fine')))
    const book = open()
    expect(book.recipeFor('http://site.test/a').name).toBe('fine')
    expect(book.recipeFor('file:///etc/passwd').name).toBe('automatic')
    expect(book.recipeFor('javascript:1').name).toBe('automatic')
  })

  it('shows no characters in its title that turn the text around it', () => {
    writeFileSync(
      join(folder, 'own', 'a.json'),
      JSON.stringify(recipeOf('a', { title: '\u202e\u0007 ok \u2066' })),
    )
    writeFileSync(join(folder, 'own', 'b.json'), JSON.stringify(recipeOf('b', { title: '\u200b' })))
    expect(
      open()
        .list()
        .map(({ title }) => title),
    ).toEqual(['ok', 'b', 'Automatic'])
  })
})

const page = (html: string): FetchedPage => ({
  address: 'http://site.test/',
  bytes: new TextEncoder().encode(html),
  contentType: 'text/html; charset=utf-8',
})
const context = plainContext
const forever = new AbortController().signal
const extractor = createExtractor({
  workerFile: builtWorkers.extract,
  timeLimitMs: 1000,
  ...machinePorts(),
  log: () => undefined,
})
afterAll(() => extractor.close())

describe('a hostile recipe that loads', () => {
  it.each(isExhaustive ? hostileRecipes : hostileRecipes.slice(0, 2))(
    'with %s costs its own page at most',
    async (_, more, html, end) => {
      const recipe = Recipe.parse(recipeOf('bad', more))
      const ended = await extractor.extract(page(html), recipe, context, forever).then(
        ({ images }) => images.map(({ address }) => address.slice(0, 70_000)),
        (reason: unknown) => (reason instanceof FailureError ? [reason.failure.kind] : reason),
      )
      expect(ended).toEqual([expect.stringMatching(end)])
      const next = await extractor.extract(
        page('<img src="1.jpg">'),
        Recipe.parse(recipeOf('fine')),
        context,
        forever,
      )
      expect(next.images).toHaveLength(1)
    },
  )
})
