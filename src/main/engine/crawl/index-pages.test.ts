import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, shownInFull, shutGate } from '../../../../test/site/album-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const posts = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']
const picturesOf = (post: string) => [1, 2, 3, 4].map((n) => `${post}-${n}`)

/** A list of posts on two pages, three on each; posts list the others below. */
function pages(path: string): string | null {
  const [, kind, name = ''] = path.split('/')
  if (kind === 'post' && posts.includes(name)) return albumPage(`Trip ${name}`, shownInFull(picturesOf(name)))
  const page = path === '/list' ? 1 : path === '/list?page=2' ? 2 : 0
  if (page === 0) return null
  const entry = (post: string) =>
    `<article><h2><a href="/post/${post}">Trip ${post}</a></h2><a href="/post/${post}"><img src="/thumb/${post}.png" width="200" height="150"></a></article>`
  const entries = posts
    .slice((page - 1) * 3, page * 3)
    .map(entry)
    .join('')
  return albumPage(
    'All trips',
    `<main>${entries}</main>${page === 1 ? '<a rel="next" href="/list?page=2">2</a>' : ''}`,
  )
}

const folders = () => [...new Set(bench.files().map((file) => file.split('/')[0]))]

describe('an index page', () => {
  it('is followed to its galleries, each with its folder, and over its list pages', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/list`)
    const { state, progress } = await bench.until(id, 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({
      galleries: 6,
      saved: 24,
      failed: 0,
      pagesFailed: 0,
      pagesRead: 8,
    })
    expect(folders()).toEqual(posts.map((post) => `Trip ${post} [${post}]`))
    expect(bench.files().filter((file) => file.includes('thumb'))).toEqual([])
    expect(shortfallsOf(progress.counts)).toEqual({})
  })

  it('lists its galleries in its order, whatever answers first', async () => {
    const gate = shutGate()
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => (path === '/post/p5' ? { kind: 'hold', until: gate.opened } : null)),
    )
    const id = bench.add(`${site.origin}/list`)
    await bench.untilCounts(id, ({ saved }) => saved === 20)
    gate.open()
    await bench.until(id, 'done', 'failed')
    const query = { taskId: id, sort: 'position', limit: 9, offset: 0 } as const
    const titles = async (descending: boolean) =>
      (await bench.engine.commands.listGalleries({ ...query, descending })).rows.map(({ title }) => title)
    expect(await titles(false)).toEqual(posts.map((post) => `Trip ${post}`))
    expect(await titles(true)).toEqual(posts.map((post) => `Trip ${post}`).toReversed())
  })

  it('names the addresses of its pictures in its order when only they are asked for', async () => {
    const gate = shutGate()
    const site = await bench.serveSite(
      albumSite(pages, ({ path }) => {
        if (path === '/post/p6') gate.open()
        return path === '/post/p4' ? { kind: 'hold', until: gate.opened } : null
      }),
    )
    const id = bench.add(`${site.origin}/list`, { options: { listOnly: true } })
    await bench.until(id, 'done', 'failed')
    const named = bench.events.flatMap((event) => (event.kind === 'address' ? [event.url] : []))
    expect(named).toEqual(posts.flatMap(picturesOf).map((name) => `${site.origin}/full/${name}.png`))
  })

  it('is followed below a picture that its galleries show too, which is no gallery of its own', async () => {
    const rooms = ['barn', 'attic', 'cellar', 'porch']
    const film = '<div><img src="/look/film.png" width="980" height="500"></div>'
    const { origin } = await bench.servePages((path) => {
      const room = /^\/(\w+)\.html$/.exec(path)?.[1] ?? ''
      const cells = rooms.map(
        (one) => `<li><a href="/${one}.html"><img src="/look/${one}.png" width="200" height="150"></a></li>`,
      )
      if (room === 'rooms') return `<title>Rooms</title>${film}<ul>${cells.join('')}</ul>`
      if (!rooms.includes(room)) return null
      const shown = [1, 2, 3].map((n) => `<a href="/i/${room}${n}.png"><img src="/s/${room}${n}.png"></a>`)
      return `<title>The ${room}</title>${film}<div>${shown.join('')}</div>`
    })
    const { state, progress } = await bench.until(bench.add(`${origin}/rooms.html`), 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({ galleries: 4, saved: 12, failed: 0, pagesFailed: 0 })
    expect(bench.files().filter((file) => file.includes('film'))).toEqual([])
  })

  it.each(['/albums/', '/all', '/album/1', '/album', '/index.php?view=all', '/site/all/albums/'])(
    'keeps galleries apart that all call %s their own address',
    async (canonical) => {
      const site = await bench.serveSite(
        albumSite((path) => {
          const album = /^\/album\/(\d)$/.exec(path)?.[1]
          const head = `<link rel="canonical" href="${canonical}">`
          if (album !== undefined)
            return head + albumPage(`Trip ${album}`, shownInFull(picturesOf(`t${album}`)))
          const links = [1, 2, 3, 4].map((n) => `<li><a href="/album/${n}">Trip ${n}</a></li>`).join('')
          return path === '/albums/' ? albumPage('Albums', `<ul>${links}</ul>`) : null
        }),
      )
      const { progress } = await bench.until(bench.add(`${site.origin}/albums/`), 'done', 'failed')
      expect(progress.counts).toMatchObject({ galleries: 4, saved: 16, failed: 0 })
      expect(folders()).toEqual([1, 2, 3, 4].map((n) => `Trip ${n} [${n}]`))
    },
  )

  it('has one gallery to which two of its links lead by their own word', async () => {
    const site = await bench.serveSite(
      albumSite((path) => {
        const album = /^\/album\/(\d)(?:\?from=top)?$/.exec(path)?.[1]
        if (album !== undefined)
          return `<link rel="canonical" href="/album/${album}">${albumPage(`Trip ${album}`, shownInFull(picturesOf(`t${album}`)))}`
        const links = ['1', '2', '3', '1?from=top']
          .map((n) => `<li><a href="/album/${n}">Trip ${n}</a></li>`)
          .join('')
        return path === '/albums/' ? albumPage('Albums', `<ul>${links}</ul>`) : null
      }),
    )
    const { progress } = await bench.until(bench.add(`${site.origin}/albums/`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 3, saved: 12, failed: 0 })
  })

  it('says what it links when nothing is to be followed', async () => {
    const site = await bench.serveSite(albumSite(pages))
    const id = bench.add(`${site.origin}/list`, { options: { follow: false } })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 0, saved: 0 })
    expect(shortfallsOf(progress.counts)).toMatchObject({ galleries: 3, 'more-pages': 1 })
  })
})
