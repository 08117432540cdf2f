import { afterEach, beforeEach, expect, it } from 'vitest'
import { pictures } from '../../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const picturesOf = (page: number) => pictures(...[1, 2, 3].map((n) => `${page}-${n}`))
/** A gallery of so many pages of three pictures, of which the last one leads to `behind`. */
const serve = (heading: string, pages: number, behind = '', words = '') =>
  bench.servePages((path) => {
    if (path === '/other') return `<title>Trains</title><h1>Trains</h1>${picturesOf(9)}`
    const n = Number(/^\/album(?:\?page=(\d))?$/.exec(path)?.[1] ?? 1)
    if (!path.startsWith('/album') || n > pages) return null
    const next = n < pages ? `/album?page=${n + 1}` : behind
    const link = next === '' ? '' : `<a rel="next" href="${next}">Next</a>`
    return `<title>${heading}</title><h1>${heading}</h1>${picturesOf(n)}${link}${words}`
  })
const shortfallsOf = async (origin: string) => {
  const { progress, state } = await bench.until(bench.add(`${origin}/album`), 'done', 'failed')
  expect(state.kind).toBe('done')
  return progress.counts.shortfalls
}

it('says how many pictures a gallery lacks of those that its heading announces, at its last page', async () => {
  const { origin } = await serve('Boats (40 photos)', 2)
  expect(await shortfallsOf(origin)).toEqual({ announced: 34 })
})

it('says it where another gallery begins behind it', async () => {
  const { origin } = await serve('Boats (40 photos)', 2, '/other')
  // The page behind it has another title, and is not followed
  expect(await shortfallsOf(origin)).toEqual({ announced: 34, 'more-pages': 1 })
})

it('says how many a login keeps', async () => {
  const { origin } = await serve('Boats', 1, '', '<p>Please log in to see the remaining 37 photos.</p>')
  expect(await shortfallsOf(origin)).toEqual({ announced: 37 })
})

it('says nothing of a gallery that has as many as it announces, or more', async () => {
  const exact = await serve('Boats (6 photos)', 2)
  expect(await shortfallsOf(exact.origin)).toBeUndefined()
  const more = await serve('Boats (5 photos)', 2)
  expect(await shortfallsOf(more.origin)).toBeUndefined()
})
