import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DownloadRequest } from '@shared/model/download-request'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shownInFull } from '../../../../test/site/album-site'
import type { Fault, Visit } from '../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const gallery = (page: number) =>
  albumPage(`Gallery ${page}`, shownInFull([1, 2, 3].map((n) => `${page}-${n}`)))
const numberOf = (path: string) => Number(/^\/g\/(\d+)$/.exec(path)?.[1] ?? 0)
const failures = () =>
  bench.events.flatMap((event) => (event.kind === 'failed' && event.imageId === null ? [event.failure] : []))

async function run(
  range: string,
  pages: (path: string) => string | null,
  fault?: (visit: Visit) => Fault | null,
) {
  const site = await bench.serveSite(albumSite(pages, fault))
  return { site, task: await bench.until(bench.add(`${site.origin}${range}`), 'done', 'failed') }
}

describe('an open range', () => {
  it('ends where the site repeats its last page', async () => {
    const { task, site } = await run('/g/[1-]', (path) => gallery(Math.min(numberOf(path), 3)))
    expect(task.state.kind).toBe('done')
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesKnown: 3, pagesFailed: 0 })
    expect(site.visits.filter(({ path }) => path.startsWith('/g/')).length).toBeLessThan(25)
    expect(failures()).toEqual([])
  })

  it('ends at pages that say with 200 that there is nothing', async () => {
    const gone = '<!doctype html><title>Not found</title><h1>Page not found</h1><p>Sorry, nothing here.</p>'
    const { task } = await run('/g/[1-]', (path) => (numberOf(path) <= 3 ? gallery(numberOf(path)) : gone))
    expect(task.state.kind).toBe('done')
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesKnown: 3, pagesFailed: 0 })
    expect(failures()).toEqual([])
  })

  it('ends at pages of words, which are no problems', async () => {
    const empty = '<!doctype html><title>Gallery</title><h1>Gallery</h1><p>No more entries.</p>'
    const { task, site } = await run('/g/[1-]', (path) =>
      numberOf(path) <= 3 ? gallery(numberOf(path)) : empty,
    )
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesKnown: 3, pagesFailed: 0 })
    expect(site.visits.filter(({ path }) => path.startsWith('/g/')).length).toBeLessThan(25)
    expect(failures()).toEqual([])
  })

  it('ends where every further page asks for a login, and says so', async () => {
    const { task, site } = await run('/g/[1-]', (path) =>
      numberOf(path) <= 3 ? gallery(numberOf(path)) : login,
    )
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9 })
    expect(site.visits.filter(({ path }) => path.startsWith('/g/')).length).toBeLessThan(25)
    expect(failures()[0]).toMatchObject({ kind: 'auth', page: 'login' })
  })

  it('ends where the site sends to its home page', async () => {
    const { task } = await run(
      '/g/[1-]',
      (path) => (path === '/' ? gallery(99) : gallery(numberOf(path))),
      ({ path }) => (numberOf(path) > 3 ? { kind: 'redirect', to: '/' } : null),
    )
    expect(task.state.kind).toBe('done')
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesKnown: 3, pagesFailed: 0 })
  })
})

const logo = '<p><img src="/full/house.png" width="300" height="300"></p>'
const login = `<title>Log in</title>${logo}<form><input type="password"></form>`

describe('a range that the user reads as galleries', () => {
  const gone = `<title>Not found</title><h1>Page not found</h1>${logo}`
  const read = async (range: string, page: (path: string) => string) => {
    const site = await bench.serveSite(albumSite(page))
    const id = bench.add(`${site.origin}${range}`, { options: { readAs: 'gallery' } })
    return bench.until(id, 'done', 'failed')
  }

  it('does not save a page that asks for a login', async () => {
    const task = await read('/g/[1-3]', (path) => (numberOf(path) === 2 ? login : gallery(numberOf(path))))
    expect(task.progress.counts).toMatchObject({ galleries: 2, saved: 6, pagesFailed: 1 })
    expect(failures()).toMatchObject([{ kind: 'auth', page: 'login' }])
  })

  it('ends where there are no further pages', async () => {
    const task = await read('/g/[1-]', (path) => (numberOf(path) <= 3 ? gallery(numberOf(path)) : gone))
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesKnown: 3, pagesFailed: 0 })
  })

  it('saves the page that the user saw, whatever seems to stand in its way', async () => {
    const task = await read('/g/1', () => login)
    expect(task.progress.counts).toMatchObject({ galleries: 1, saved: 1, pagesFailed: 0 })
  })
})

describe('a preview', () => {
  const homeFault = ({ path }: Visit): Fault | null =>
    path === '/g/1' ? { kind: 'redirect', to: '/' } : null
  const frames = '<frameset cols="20%,80%"><frame src="/menu"><frame src="/g/7"></frameset>'

  it.each([
    ['a page sent to the home page', '/g/1', () => gallery(9), homeFault, 'home'],
    ['a login with a logo', '/g/2', () => login, undefined, 'login'],
    [
      'a frame of the same site',
      '/g/3',
      (path: string) => (path === '/g/7' ? gallery(7) : frames),
      undefined,
      null,
    ],
    ['a gallery', '/g/4', () => gallery(4), undefined, null],
  ] as const)('says of %s what its task says', async (_, path, page, fault, obstacle) => {
    const site = await bench.serveSite(albumSite(page, fault))
    const request = DownloadRequest.parse({ address: `${site.origin}${path}`, folder: bench.target })
    const { unwanted, imageCount } = await bench.engine.commands.preview({ token: 'one', request })
    const task = await bench.until(bench.add(request.address), 'done', 'failed')
    expect(unwanted).toEqual(task.state.kind === 'failed' ? task.state.failure : null)
    expect(unwanted === null ? null : 'page' in unwanted && unwanted.page).toBe(obstacle)
    expect(unwanted === null ? imageCount : 0).toBe(task.progress.counts.saved)
  })
})

describe('a closed range', () => {
  it('reports once that 25 pages in a row are missing, and continues', async () => {
    const { task, site } = await run('/g/[1-60]', (path) =>
      [1, 2, 60].includes(numberOf(path)) ? gallery(numberOf(path)) : null,
    )
    expect(task.progress.counts).toMatchObject({ galleries: 3, saved: 9, pagesFailed: 57 })
    expect(bench.events.filter(({ kind }) => kind === 'many-missing')).toEqual([
      { kind: 'many-missing', taskId: task.id, count: 25, first: `${site.origin}/g/3` },
    ])
  })
})

describe('a page that leads elsewhere', () => {
  it('is missing when that is the home page, and no gallery', async () => {
    const { task } = await run(
      '/g/[1-3]',
      (path) => (path === '/' ? gallery(99) : gallery(numberOf(path))),
      ({ path }) => (path === '/g/2' ? { kind: 'redirect', to: '/' } : null),
    )
    expect(task.progress.counts).toMatchObject({ galleries: 2, saved: 6, pagesFailed: 1 })
    expect(failures()).toMatchObject([{ kind: 'not-found', page: 'home' }])
  })

  it('needs a login when that is the form for it', async () => {
    const { task } = await run(
      '/g/[1-3]',
      (path) =>
        path.startsWith('/login')
          ? albumPage('Welcome', `<form><input name="user"></form>${shownInFull(['x', 'y', 'z'])}`)
          : gallery(numberOf(path)),
      ({ path }) => (path === '/g/2' ? { kind: 'redirect', to: '/login?back=2' } : null),
    )
    expect(task.progress.counts).toMatchObject({ galleries: 2, saved: 6, pagesFailed: 1 })
    expect(failures()).toMatchObject([{ kind: 'auth', page: 'login' }])
  })
})

describe('a page that shows a frame of another site', () => {
  it('fails with the address of the frame, in its failure and in its group', async () => {
    const other = await bench.serveSite(albumSite(() => gallery(1)))
    const frame = `${other.origin}/album/7`
    const { task } = await run(
      '/g/1',
      () => `<title>Album</title><frameset cols="20%,80%"><frame src="${frame}"></frameset>`,
    )
    expect(task.state).toMatchObject({
      kind: 'failed',
      failure: { kind: 'no-images', page: 'frames', frame },
    })
    const groups = await bench.engine.commands.groupProblems(task.id)
    expect(groups).toMatchObject([{ page: 'frames', frame, pages: 1 }])
  })
})

describe('a recipe that finds nothing', () => {
  async function withRecipe(): Promise<void> {
    const recipe = {
      name: 'old',
      title: 'Old',
      version: 1,
      match: ['http://127.0.0.1/*'],
      example: 'http://127.0.0.1/g/1',
      images: { selector: '.gone img' },
    }
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    writeFileSync(join(bench.data, 'recipes', 'old.json'), JSON.stringify(recipe))
    await bench.restart()
  }

  it('leaves it to the automatic judgement what stands in the way of the page', async () => {
    await withRecipe()
    const form = '<title>Log in</title><form><input name="u"><input type="password" name="p"></form>'
    const { task } = await run('/g/1', () => form)
    expect(task.state).toMatchObject({ kind: 'failed', failure: { kind: 'auth', page: 'login' } })
  })

  it('leaves the page to the automatic judgement', async () => {
    await withRecipe()
    const { task } = await run('/g/1', (path) => gallery(numberOf(path)))
    expect(task.state.kind).toBe('done')
    expect(task.progress.counts).toMatchObject({ galleries: 1, saved: 3 })
  })
})
