import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { pictures } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

it('ends where another gallery begins, which is read and not saved, and says so', async () => {
  const { origin, visits } = await bench.servePages((path) => {
    const n = Number(/^\/trip-(\d+)$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    return `<title>Trip ${n} - Notes</title><h1>Trip number ${n}</h1>${pictures(`${n}-1`, `${n}-2`)}<a href="/trip-${n + 1}">Next</a>`
  })
  const id = bench.add(`${origin}/trip-5`)
  const { progress, state } = await bench.until(id, 'done', 'failed')
  expect(state.kind).toBe('done')
  expect(progress.counts).toMatchObject({
    pagesRead: 2,
    pagesKnown: 2,
    pagesFailed: 0,
    galleries: 1,
    saved: 2,
    shortfalls: { 'more-pages': 1 },
  })
  expect(visits.map(({ path }) => path)).not.toContain('/trip-7')
  const { rows } = await bench.engine.commands.listSkipped({ taskId: id, offset: 0, limit: 10 })
  expect(rows).toContainEqual({ address: `${origin}/trip-6`, reason: 'out-of-scope' })
})

it('continues with a page whose path names the same gallery, whatever its title', async () => {
  const { origin } = await bench.servePages((path) => {
    const n = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1)
    return path.startsWith('/trip')
      ? `<h1>Part the ${'first second third'.split(' ')[n - 1]}</h1>${pictures(`${n}-1`, `${n}-2`)}${n < 3 ? `<a href="/trip?page=${n + 1}">Next page</a>` : ''}`
      : null
  })
  const { progress } = await bench.until(bench.add(`${origin}/trip`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 3, galleries: 1, saved: 6 })
})

it('ends at a page that shows only known pictures', async () => {
  const { origin, visits } = await bench.servePages((path) => {
    const asked = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1)
    const n = Math.min(asked, 3)
    return path.startsWith('/album')
      ? `<h1>Harbour</h1>${pictures(`${n}-1`, `${n}-2`)}<a href="/album?page=${asked + 1}">Next</a>`
      : null
  })
  const { progress, state } = await bench.until(bench.add(`${origin}/album`), 'done', 'failed')
  expect(state.kind).toBe('done')
  expect(progress.counts).toMatchObject({ pagesRead: 4, galleries: 1, saved: 6 })
  expect(visits.filter(({ path }) => path.startsWith('/album'))).toHaveLength(4)
})

it('saves no head of the site of a page without a picture of its own', async () => {
  const head = '<p><img src="/i/head.png" width=780 height=150></p>'
  const { origin } = await bench.servePages((path) => {
    const n = Number(/^\/organ(\d+)\.htm$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    const own =
      n === 3
        ? '<p>It was a good day for everyone who came.</p>'
        : `<img src="/i/own${n}.png" width=600 height=450>`
    const next = n < 4 ? `<a href="organ${n + 1}.htm">NEXT</a>` : ''
    return `<title>Organ - page ${n}</title>${head}<td>${own}<b>${next}</b></td><img src="/i/foot.png" width=780 height=80>`
  })
  const id = bench.add(`${origin}/organ1.htm`)
  const { progress, state } = await bench.until(id, 'done', 'failed')
  expect(state.kind).toBe('done')
  expect(progress.counts).toMatchObject({ pagesRead: 4, galleries: 1, saved: 3 })
})

it('ends at a page that shows the same files under addresses with another number each time', async () => {
  let times = 0
  const { origin, visits } = await bench.servePages((path) => {
    if (!path.startsWith('/album')) return null
    const images = [1, 2, 3].map((n) => `<p><img src="/i/${n}.png?r=0.${++times}">`).join('')
    return `<h1>Calendar</h1>${images}<a rel=next href="/album?s=${++times}">Next</a>`
  })
  const { progress } = await bench.until(bench.add(`${origin}/album?s=0`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ galleries: 1, found: 3 })
  expect(visits.filter(({ path }) => path.startsWith('/album'))).toHaveLength(2)
})

it('continues with pictures that a number in the query names', async () => {
  const { origin } = await bench.servePages((path) => {
    const n = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1)
    const images = [1, 2].map((k) => `<p><img src="/show.png?id=${n * 10 + k}">`).join('')
    return path.startsWith('/album')
      ? `<h1>Harbour</h1>${images}${n < 4 ? `<a rel=next href="/album?page=${n + 1}">Next</a>` : ''}`
      : null
  })
  const { progress } = await bench.until(bench.add(`${origin}/album`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ galleries: 1, pagesRead: 4, found: 8 })
})

// A sample with a smaller bound stands beside the list of pages to read.
it.skipIf(!isExhaustive)(
  'is as long as the site makes it where all pages are wanted',
  async () => {
    const last = 1020
    const { origin } = await bench.servePages((path) => {
      const n = Number(new URL(path, 'http://x').searchParams.get('p') ?? 1)
      return path.startsWith('/g')
        ? `<h1>Tides</h1><p><img src="/a/${n}.png">${n < last ? `<a rel=next href="/g?p=${n + 1}">Next</a>` : ''}`
        : null
    })
    const id = bench.add(`${origin}/g?p=1`, { options: { allPages: true } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: last })
    expect(progress.counts.shortfalls ?? {}).toEqual({})
  },
  120_000,
)

it('continues behind a page that shows a picture of an earlier one again', async () => {
  const { origin } = await bench.servePages((path) => {
    const n = Number(/^\/story\/(\d)$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    return `<title>Saltlight</title>${pictures(n === 4 ? 's-1' : `s-${n}`)}${n < 6 ? `<a href="/story/${n + 1}">Next</a>` : ''}`
  })
  const { progress } = await bench.until(bench.add(`${origin}/story/1`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 6, galleries: 1, saved: 5 })
})

it('continues behind a page that shows the one picture of the page before it again', async () => {
  const { origin } = await bench.servePages((path) => {
    const n = Number(/^\/story\/(\d)$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    return `<title>Saltlight</title>${pictures(n === 4 ? 's-3' : `s-${n}`)}${n < 6 ? `<a href="/story/${n + 1}">Next</a>` : ''}`
  })
  const { progress } = await bench.until(bench.add(`${origin}/story/1`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 6, galleries: 1, saved: 5 })
})

it('continues with a page of a counted story whose title lacks its number', async () => {
  const { origin } = await bench.servePages((path) => {
    const n = Number(/^\/mill0*(\d+)\.htm$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    const title = n === 3 ? 'The wheel' : `Works of year ${1990 + n * 7} ${'abcdef'[n]} - page ${n}`
    return `<title>${title}</title>${pictures(`m-${n}`)}${n < 5 ? `<a href="/mill0${n + 1}.htm">NEXT&gt;</a>` : ''}`
  })
  const { progress } = await bench.until(bench.add(`${origin}/mill01.htm`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 5, galleries: 1, saved: 5 })
})

it('ends after some pages without any picture', async () => {
  const { origin, visits } = await bench.servePages((path) => {
    const n = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1)
    const shown = n < 3 ? pictures(`${n}-1`, `${n}-2`) : '<p>Nothing here yet.</p>'
    return path.startsWith('/album')
      ? `<h1>Harbour</h1>${shown}<a href="/album?page=${n + 1}">Next</a>`
      : null
  })
  const { progress } = await bench.until(bench.add(`${origin}/album`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ galleries: 1, saved: 4, pagesFailed: 0 })
  expect(visits.filter(({ path }) => path.startsWith('/album'))).toHaveLength(7)
})

describe('the next page of a page of words', () => {
  const words = `<p>${'It was a quiet day at the harbour. '.repeat(20)}</p>`
  const serve = (title: (n: number) => string, shown: (n: number) => string) =>
    bench.servePages((path) => {
      const n = Number(/^\/(?:notes|words-)(\d+)$/.exec(path)?.[1] ?? 0)
      if (n === 0 || n > 4) return null
      const next = n < 4 ? `<a rel="next" href="${path.replace(/\d+$/, '')}${n + 1}">${title(n + 1)}</a>` : ''
      return `<title>${title(n)} - Notes</title><article><h1>${title(n)}</h1>${words}${shown(n)}</article>${next}`
    })
  const names = ['', 'On rope', 'On wind', 'Boats at dusk', 'On paint']

  it('is not saved in its place where another post begins there', async () => {
    const { origin } = await serve(
      (n) => names[n] ?? '',
      (n) => (n === 3 ? pictures('dusk') : ''),
    )
    const id = bench.add(`${origin}/words-1`)
    const { progress, state } = await bench.until(id, 'done', 'failed')
    expect(state.kind).toBe('failed')
    expect(progress.counts).toMatchObject({ galleries: 0, pagesRead: 0, pagesFailed: 1, found: 0 })
  })

  it('is read where it continues the same', async () => {
    const { origin } = await serve(
      (n) => `Boats at dusk, page ${n}`,
      (n) => (n < 3 ? '' : pictures(`dusk-${n}`)),
    )
    const { progress, state } = await bench.until(bench.add(`${origin}/words-1`), 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({ galleries: 1, pagesRead: 4, saved: 2 })
  })
})
