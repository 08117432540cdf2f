import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, shownInFull, shutGate } from '../../../../test/site/album-site'
import { makePng, sha256 } from '../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const picturesOf = (page: number) => [1, 2, 3].map((n) => `${page}-${n}`)
const every = [1, 2, 3].flatMap(picturesOf)

function pages(path: string): string | null {
  const page = Number(/[?&]page=(\d)$/.exec(path)?.[1] ?? /^\/g\/(\d)$/.exec(path)?.[1])
  return page >= 1 && page <= 5
    ? albumPage(path.startsWith('/g/') ? `Part ${page}` : 'Harbour', shownInFull(picturesOf(page)))
    : null
}

const folders = () => [...new Set(bench.files().map((file) => file.split('/')[0]))]

/** Names of the site's pictures, in the order of the record. */
function recorded(folder: string, all: readonly string[] = every): readonly string[] {
  const files = readRecord(bench.target, folder)['files'] as {
    readonly num: number
    readonly sha256?: string
  }[]
  const known = new Map(all.map((name) => [sha256(makePng(`/full/${name}.png`, 9000)), name]))
  return files
    .toSorted((one, other) => one.num - other.num)
    .map(({ sha256: hash = '' }) => known.get(hash) ?? '?')
}

describe('pages that make one gallery', () => {
  it('are numbered in the order of a page parameter when later pages answer first', async () => {
    const gate = shutGate()
    const five = [1, 2, 3, 4, 5].flatMap(picturesOf)
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) =>
        path === '/album/42?page=3' ? { kind: 'hold', until: gate.opened } : null,
      ),
    )
    const id = bench.add(`${site.origin}/album/42?page=[1-5]`)
    // the first and the fourth are compared before any is read
    await Promise.all([3, 5].map((page) => site.asked(`/album/42?page=${page}`)))
    await bench.untilCounts(id, ({ saved }) => saved === 6)
    gate.open()
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 15, pagesFailed: 0 })
    expect(recorded(folders()[0] ?? '', five)).toEqual(five)
    expect(shortfallsOf(progress.counts)).toEqual({})
  })

  it('are one folder by choice, named by the stem of the range', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/g/[1-3]`, { options: { oneFolder: true } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 9 })
    expect(recorded(folders()[0] ?? '')).toEqual(every)
  })

  it('are several galleries without that choice', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const { progress } = await bench.until(bench.add(`${site.origin}/g/[1-3]`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 3, saved: 9 })
  })

  it('are, of picture files, named by their folder', async () => {
    const site = await bench.serveSite(albumSite(() => null))
    const id = bench.add(`${site.origin}/full/regatta/[1-4].png`)
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 4, pagesFailed: 0 })
    const names = [1, 2, 3, 4].map((n) => `regatta/${n}`)
    expect(folders()).toEqual(['regatta'])
    expect(recorded('regatta', names)).toEqual(names)
  })

  it('repeat when the site ignores the page: one gallery, each picture once', async () => {
    const site = await bench.serveSite(
      albumSite((path) =>
        path.startsWith('/album/') ? albumPage('Harbour', shownInFull(picturesOf(1))) : null,
      ),
    )
    const { progress } = await bench.until(bench.add(`${site.origin}/album/42?page=[1-5]`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 3, failed: 0, pagesFailed: 0, pagesRead: 5 })
  })

  it('hold no more images than the most of a gallery', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/album/42?page=[1-3]`, { options: { mostImages: 5 } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 5 })
    expect(shortfallsOf(progress.counts)).toEqual({ limited: 4 })
  })
})
