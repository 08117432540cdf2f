import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, shortfallsOf } from '../../../../test/site/album-site'
import { sha256 } from '../../../../test/site/pictures.mjs'
import { writePng } from '../../../../test/site/png.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

type Sizes = Readonly<Record<string, readonly [number, number]>>

/** A picture of its own for each path. */
function pictureOf(path: string, [width, height]: readonly [number, number]): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1))
  createHash('sha512').update(path).digest().copy(rows, 1)
  return writePng({ width, height, colourType: 2, rows, level: 1 })
}

const numbers = [1, 2, 3, 4, 5, 6, 7, 8]

async function serve(pages: Readonly<Record<string, string>>, sizes: Sizes) {
  return await bench.serveSite({
    content(path) {
      const html = pages[path]
      if (html !== undefined)
        return { type: 'text/html; charset=utf-8', body: Buffer.from(albumPage(`Post${path}`, html)) }
      const size = sizes[path]
      return size === undefined ? null : { type: 'image/png', body: pictureOf(path, size) }
    },
  })
}

const shown = (one: (n: number) => string) => numbers.map((n) => `<p><img src="${one(n)}"></p>`).join('')

/** Paths of the pictures in the galleries, in their order. */
function saved(sizes: Sizes): string[] {
  const byHash = new Map(
    Object.entries(sizes).map(([path, size]) => [sha256(pictureOf(path, size)), path] as const),
  )
  return bench
    .files()
    .filter((file) => file.endsWith('gallery.json'))
    .flatMap((file) => {
      const record = readRecord(bench.target, file.split('/').at(-2) ?? '')
      return (record['files'] as readonly { sha256: string }[]).map((one) => byHash.get(one.sha256) ?? '?')
    })
}

describe('an address that was guessed by the rule of a site', () => {
  it.each<[string, (n: number) => string, (n: number) => string, [number, number]]>([
    ['in another ratio', (n) => `/u/p${n}-300x200.png`, (n) => `/u/p${n}.png`, [400, 600]],
    ['with fewer pixels', (n) => `/i/thumb/p${n}.png`, (n) => `/i/p${n}.png`, [150, 100]],
    ['of the same size', (n) => `/i/q${n}_thumb.png`, (n) => `/i/q${n}.png`, [300, 200]],
    ['as a square', (n) => `/i/th_q${n}.png`, (n) => `/i/q${n}.png`, [900, 900]],
  ])('is not used where it brings a picture %s', async (_, small, large, wrong) => {
    const sizes = Object.fromEntries([
      ...numbers.map((n) => [small(n), [300, 200]] as const),
      ...numbers.map((n) => [large(n), n === 6 ? wrong : [1500, 1000]] as const),
    ]) as Sizes
    const site = await serve({ '/g': shown(small) }, sizes)
    const task = await bench.until(bench.add(`${site.origin}/g`), 'done', 'failed')
    expect(task.progress.counts).toMatchObject({ saved: 8, failed: 0 })
    expect(saved(sizes)).toEqual(numbers.map((n) => (n === 6 ? small(n) : large(n))))
    expect(shortfallsOf(task.progress.counts)).toEqual({})
  })

  it('is not used in a later gallery where it brings other pictures, and its rule is dropped', async () => {
    const sizes = Object.fromEntries(
      numbers.flatMap((n) => [
        [`/a/p${n}-300x200.png`, [300, 200]],
        [`/a/p${n}.png`, [1500, 1000]],
        [`/b/p${n}-300x200.png`, [300, 200]],
        [`/b/p${n}.png`, [120, 160]],
      ]),
    ) as Sizes
    const site = await serve(
      {
        '/g/1': shown((n) => `/a/p${n}-300x200.png`),
        '/g/2': shown((n) => `/b/p${n}-300x200.png`),
        '/g/3': shown((n) => `/b/p${n}-300x200.png`),
      },
      sizes,
    )
    await bench.until(bench.add(`${site.origin}/g/1`), 'done', 'failed')
    const task = await bench.until(bench.add(`${site.origin}/g/2`), 'done', 'failed')
    expect(task.progress.counts).toMatchObject({ saved: 8, failed: 0 })
    expect(saved(sizes)).toEqual([
      ...numbers.map((n) => `/a/p${n}.png`),
      ...numbers.map((n) => `/b/p${n}-300x200.png`),
    ])
    const before = site.visits.filter(({ path }) => /^\/b\/p\d\.png$/.test(path)).length
    await bench.until(bench.add(`${site.origin}/g/3`), 'done', 'failed')
    const asked = site.visits.filter(({ path }) => /^\/b\/p\d\.png$/.test(path)).slice(before)
    expect(asked.every(({ headers }) => headers['range'] !== undefined)).toBe(true)
  })
})
