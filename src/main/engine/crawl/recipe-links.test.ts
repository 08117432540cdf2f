import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumSite } from '../../../../test/site/album-site'
import type { GallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

describe('a recipe', () => {
  const recipe = {
    name: 'site',
    title: 'Site',
    version: 1,
    match: ['http://127.0.0.1/*'],
    example: 'http://127.0.0.1/g/1',
    gallery: {
      id: {
        selector: 'body',
        attribute: 'data-id',
      },
      title: { selector: 'h1' },
    },
    images: { selector: '.p img' },
    next: { selector: 'a.next' },
    galleries: { selector: 'a.gallery' },
    fields: { author: { selector: '.author' } },
  }

  async function install(changes: { readonly encoding?: string } = {}): Promise<void> {
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    writeFileSync(join(bench.data, 'recipes', 'site.json'), JSON.stringify({ ...recipe, ...changes }))
    await bench.restart()
  }

  it('reports that a page without pictures leads only to another site, and asks nothing there', async () => {
    const html =
      '<body data-id="g"><h1>List</h1><a class="gallery" href="http://example.invalid/x">x</a></body>'
    site = await bench.serve({ pages: 1, images: 0, html: () => html })
    await install()
    const id = bench.add(site.page('1'))
    expect((await bench.until(id, 'done', 'failed')).state).toMatchObject({
      kind: 'failed',
      failure: { kind: 'no-images', detail: expect.stringContaining('http://example.invalid/x') },
    })
    const { rows } = await bench.engine.commands.listSkipped({ taskId: id, offset: 0, limit: 10 })
    expect(rows).toContainEqual({ address: 'http://example.invalid/x', reason: 'out-of-scope' })
  })

  it('names and describes the gallery of a page on which it finds no pictures', async () => {
    const pictures = [1, 2, 3].map(
      (n) => `<p class="new"><img src="/i/1-${n}.png" width="800" height="600"></p>`,
    )
    const html = `<title>Regatta - Site</title><body data-id="77"><h1>Regatta</h1><b class="author">Ada</b>${pictures.join('')}</body>`
    site = await bench.serve({ pages: 1, images: 0, html: () => html })
    await install()
    const id = bench.add(site.page('1'))
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 3, failed: 0 })
    const { fields, title } = readRecord(bench.target, 'Regatta [77]')
    expect([title, fields]).toEqual(['Regatta', { author: 'Ada' }])
  })

  it('names no gallery by what it read in another encoding than the page has', async () => {
    const picture = '<p class="new"><img src="/i/1-1.png" width="800" height="600"></p>'
    const html = `<meta charset="utf-8"><title>第7组 - 图</title><body data-id="77"><h1>第7组</h1>${picture}</body>`
    site = await bench.serve({ pages: 1, images: 0, html: () => html })
    await install({ encoding: 'gbk' })
    const id = bench.add(site.page('1'))
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 1, failed: 0 })
    expect(bench.files().some((file) => file.startsWith('第7组'))).toBe(true)
  })

  it('makes one gallery of thumbnails whose pages show one picture each', async () => {
    const thumbnails = [1, 2, 3].map((n) => `<a class="gallery" href="/v/${n}"><img src="/t/${n}.png"></a>`)
    const album = `<h1>Regatta</h1><div>${thumbnails.join('')}</div>`
    const view = (n: string) => `<h1>IMG ${n}</h1><p class="p"><img src="/full/${n}.png"></p>`
    const pages = (path: string) =>
      path === '/album/77' ? album : path.startsWith('/v/') ? view(path.slice(3)) : null
    const { origin } = await bench.serveSite(albumSite(pages))
    const { gallery, ...rest } = recipe
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    const saved = { ...rest, gallery: { title: gallery.title } }
    writeFileSync(join(bench.data, 'recipes', 'site.json'), JSON.stringify(saved))
    await bench.restart()
    const { progress } = await bench.until(bench.add(`${origin}/album/77`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 3, pagesFailed: 0 })
    expect(bench.files().map((file) => file.replace(/^.*\//, ''))).toEqual([
      '001 1.png',
      '002 2.png',
      '003 3.png',
      'gallery.json',
    ])
  })

  it('follows next pages into the same gallery, numbering on', async () => {
    const body = (page: number) => `<body data-id="g"><h1>Long</h1><p class="p"><img src="/i/${page}.png"></p>
      ${page < 3 ? `<a class="next" href="/g/${page + 1}.html">next</a>` : ''}</body>`
    site = await bench.serve({ pages: 3, images: 0, html: body })
    await install()
    const { progress } = await bench.until(bench.add(site.page('1')), 'done', 'failed')
    expect(progress.counts).toMatchObject({
      pagesKnown: 3,
      pagesRead: 3,
      galleries: 1,
      galleriesDone: 1,
      saved: 3,
    })
    expect(bench.files()).toEqual(
      ['001 1.png', '002 2.png', '003 3.png', 'gallery.json'].map((f) => `Long [g]/${f}`),
    )
  })

  it('reads an index page into its galleries, and ends where pages lead in a circle', async () => {
    const body = (page: number) =>
      page === 1
        ? '<h1>Index</h1><a class="gallery" href="/g/2.html">2</a><a class="gallery" href="/g/3.html">3</a><a class="gallery" href="http://example.invalid/x">x</a>'
        : `<body data-id="${page}"><h1>G${page}</h1><p class="p"><img src="/i/${page}.png"></p><a class="gallery" href="/g/1.html">up</a></body>`
    site = await bench.serve({ pages: 3, images: 0, html: body })
    await install()
    const id = bench.add(site.page('1'))
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ pagesRead: 3, pagesFailed: 0, galleries: 2, saved: 2 })
    expect(site.log.filter((path) => path.startsWith('/g/')).sort()).toEqual([
      '/g/1.html',
      '/g/2.html',
      '/g/3.html',
    ])
    const { rows } = await bench.engine.commands.listSkipped({ taskId: id, offset: 0, limit: 10 })
    expect(rows).toContainEqual({ address: 'http://example.invalid/x', reason: 'out-of-scope' })
  })
})
