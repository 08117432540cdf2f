import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, shutGate, thumbnails } from '../../../../test/site/album-site'
import { makePng, sha256 } from '../../../../test/site/pictures.mjs'
import type { Site } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const names = ['a', 'b', 'c', 'd', 'e', 'f']
const album = () =>
  albumPage(
    'Regatta',
    thumbnails(names, (name) => `/view/${name}`),
  )
const view = (name: string) =>
  albumPage(`IMG ${name}`, `<div id="photo"><img src="/full/${name}.png" width="800" height="600"></div>`)

function pages(path: string): string | null {
  const [, kind, name = ''] = path.split('/')
  if (kind === 'album') return album()
  return kind === 'view' && names.includes(name) ? view(name) : null
}

/** Names of the site's pictures, in the order of the record. */
function recorded(folder: string): readonly string[] {
  const files = readRecord(bench.target, folder)['files'] as {
    readonly num: number
    readonly sha256?: string
  }[]
  const known = new Map(
    names.flatMap((name) => [
      [sha256(makePng(`/full/${name}.png`, 9000)), `full ${name}`],
      [sha256(makePng(`/thumb/${name}.png`, 1500)), `thumb ${name}`],
    ]),
  )
  return files
    .toSorted((one, other) => one.num - other.num)
    .map(({ sha256: hash = '' }) => known.get(hash) ?? '?')
}

const asked = (site: Site, path: string) => site.visits.filter((visit) => visit.path === path).length

describe('thumbnails that link to pages', () => {
  it('are followed into one gallery in the order of the album, whatever answers first', async () => {
    const gate = shutGate()
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => (path === '/view/c' ? { kind: 'hold', until: gate.opened } : null)),
    )
    const id = bench.add(`${site.origin}/album/1`)
    await bench.untilCounts(id, ({ saved }) => saved === 5)
    gate.open()
    const { state, progress } = await bench.until(id, 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({ galleries: 1, found: 6, saved: 6, failed: 0, pagesFailed: 0 })
    expect(recorded('Regatta [1]')).toEqual(names.map((name) => `full ${name}`))
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(6)
    expect(shortfallsOf(progress.counts)).toEqual({})
  })

  it.each([0, 2, 3, 5])('keep all pictures of a page that shows several, at its place: %i', async (at) => {
    const several = names[at] ?? ''
    const more = `<p><img src="/full/${several}2.png"></p><p><img src="/full/${several}3.png"></p>`
    const one = (name: string) =>
      albumPage(`IMG ${name}`, `<p><img src="/full/${name}.png"></p>${name === several ? more : ''}`)
    const site = await bench.serveSite(
      albumSite((path) => {
        const [, kind, name = ''] = path.split('/')
        if (kind === 'album') return album()
        return kind === 'view' && names.includes(name) ? one(name) : null
      }),
    )
    const { progress } = await bench.until(bench.add(`${site.origin}/album/1`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, found: 8, saved: 8 })
    const files = readRecord(bench.target, 'Regatta [1]')['files'] as { num: number; url: string }[]
    expect(files).toHaveLength(8)
    expect(files.filter(({ num }) => num === at + 1)).toHaveLength(3)
  })

  it('are albums where one between the first and the last holds many pictures', async () => {
    const count = (name: string) => (name === names[0] || name === names.at(-1) ? 1 : 5)
    const set = (name: string) =>
      albumPage(
        `Trip ${name}`,
        Array.from({ length: count(name) }, (_, n) => `<p><img src="/full/${name}${n}.png"></p>`).join(''),
      )
    const site = await bench.serveSite(
      albumSite((path) => {
        const [, kind, name = ''] = path.split('/')
        if (kind === 'album') return album()
        return kind === 'view' && names.includes(name) ? set(name) : null
      }),
    )
    const { progress } = await bench.until(bench.add(`${site.origin}/album/1`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 6, found: 22, saved: 22 })
  })

  it('cost each page one request: what was asked as evidence is used', async () => {
    const site = await bench.serveSite(albumSite(pages))
    await bench.until(bench.add(`${site.origin}/album/1`), 'done', 'failed')
    expect(names.map((name) => asked(site, `/view/${name}`))).toEqual(names.map(() => 1))
  })

  it('name the pictures behind them in the order of the album when only addresses are asked for', async () => {
    const gate = shutGate()
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => {
        if (path === '/view/f') gate.open()
        return path === '/view/b' ? { kind: 'hold', until: gate.opened } : null
      }),
    )
    await bench.until(bench.add(`${site.origin}/album/1`, { options: { listOnly: true } }), 'done', 'failed')
    const named = bench.events.flatMap((event) => (event.kind === 'address' ? [event.url] : []))
    expect(named).toEqual(names.map((name) => `${site.origin}/full/${name}.png`))
  })

  it('are saved as they stand when nothing is to be followed, which is said', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/album/1`, { options: { follow: false } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(recorded('Regatta [1]')).toEqual(names.map((name) => `thumb ${name}`))
    expect(shortfallsOf(progress.counts)).toEqual({ 'thumbnails-only': 6 })
  })

  it('leave a gap in the numbers where a page is missing, which a retry fills', async () => {
    let isGone = true
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => (isGone && path === '/view/e' ? { kind: 'status', status: 404 } : null)),
    )
    const id = bench.add(`${site.origin}/album/1`)
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: 5, pagesFailed: 1, galleries: 1 })
    isGone = false
    await bench.engine.commands.retryProblems({ taskId: id })
    await bench.untilCounts(id, ({ saved }) => saved === 6)
    await bench.until(id, 'done')
    expect(recorded('Regatta [1]')).toEqual(names.map((name) => `full ${name}`))
  })

  it('are taken up to the most of a gallery, and the rest is said', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/album/1`, { options: { mostImages: 4 } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(recorded('Regatta [1]')).toEqual(names.slice(0, 4).map((name) => `full ${name}`))
    expect(shortfallsOf(progress.counts)).toEqual({ limited: 2 })
  })

  it('survive a restart in the middle: the rest takes its places', async () => {
    const gate = shutGate()
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => (path === '/view/e' ? { kind: 'hold', until: gate.opened } : null)),
    )
    const id = bench.add(`${site.origin}/album/1`)
    await bench.untilCounts(id, ({ saved }) => saved === 5)
    await bench.restart()
    gate.open()
    await bench.engine.commands.resumeTasks([id])
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, found: 6, saved: 6 })
    expect(recorded('Regatta [1]')).toEqual(names.map((name) => `full ${name}`))
  })
})

describe('thumbnails of one grid of which some link to files and some to pages', () => {
  const mixed = () =>
    albumPage(
      'Regatta',
      names
        .map((name, at) => {
          const link = at % 2 === 0 ? `/full/${name}.png` : `/view/${name}`
          return `<li><a href="${link}"><img src="/thumb/${name}.png" width="150" height="100"></a></li>`
        })
        .join(''),
    )
  const serve = () => bench.serveSite(albumSite((path) => (path === '/album/1' ? mixed() : pages(path))))

  it('are all saved in the largest version, in the order of the page', async () => {
    const site = await serve()
    const { progress } = await bench.until(bench.add(`${site.origin}/album/1`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: names.length })
    expect(shortfallsOf(progress.counts)).toEqual({})
    expect(recorded('Regatta [1]')).toEqual(names.map((name) => `full ${name}`))
  })

  it('are saved as far as the most images of a gallery allow', async () => {
    const site = await serve()
    const id = bench.add(`${site.origin}/album/1`, { options: { mostImages: 3 } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(recorded('Regatta [1]')).toEqual(names.slice(0, 3).map((name) => `full ${name}`))
    expect(shortfallsOf(progress.counts)).toEqual({ limited: names.length - 3 })
  })

  it('are said to be skipped where nothing is followed', async () => {
    const site = await serve()
    const id = bench.add(`${site.origin}/album/1`, { options: { follow: false } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ saved: names.length / 2 })
    expect(shortfallsOf(progress.counts)).toEqual({ 'alike-skipped': names.length / 2 })
  })
})

describe('albums beside pictures of a page', () => {
  it('are followed when they lie in its folder, each into a gallery of its own', async () => {
    const shown = ['a', 'b', 'c'].map(
      (name) => `<p><img src="/full/${name}.png" width="800" height="600"></p>`,
    )
    const covers = ['north', 'south', 'west'].map(
      (name) =>
        `<li class="album"><a href="${name}/"><img src="/thumb/${name}.png" width="150" height="100"><b>${name}</b></a></li>`,
    )
    const trip = albumPage('Coast', `<div>${shown.join('')}</div><ul class="albums">${covers.join('')}</ul>`)
    const album = (name: string) =>
      albumPage(
        name,
        [1, 2].map((n) => `<p><img src="/full/${name}${n}.png" width="800" height="600"></p>`).join(''),
      )
    const site = await bench.serveSite(
      albumSite((path) => {
        if (path === '/trips/coast/') return trip
        const name = /^\/trips\/coast\/([a-z]+)\/$/.exec(path)?.[1]
        return name === undefined ? null : album(name)
      }),
    )
    const { progress } = await bench.until(bench.add(`${site.origin}/trips/coast/`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 4, saved: 9, pagesFailed: 0 })
    expect(progress.counts.shortfalls ?? {}).toEqual({})
  })
})
