import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli

beforeEach(() => {
  bench = openTestCli()
})

afterEach(() => bench.close())

/** Page 1 links by thumbnails to pages 2 to 7, each of which shows one picture. */
const album = {
  pages: 7,
  images: 0,
  html: (page: number) =>
    page === 1
      ? `<title>Harbour</title><h1>Harbour</h1><ul>${[2, 3, 4, 5, 6, 7]
          .map(
            (to) =>
              `<li><a href="/g/${to}.html"><img src="/i/small/${to}.png" width="120" height="90"></a></li>`,
          )
          .join('')}</ul>`
      : `<title>Harbour ${page}</title><h1>Harbour ${page}</h1><p><img src="/i/large/${page}.png" width="1600" height="1200"></p>`,
}

/** A gallery whose pages lead on, each with three pictures. */
const chain = {
  pages: 3,
  images: 0,
  html: (page: number) =>
    `<title>Hills</title><h1>Hills</h1>${[1, 2, 3]
      .map((image) => `<p><img src="/i/${page}-${image}.png" width="900" height="600"></p>`)
      .join('')}${page < 3 ? `<a rel="next" href="/g/${page + 1}.html">Next</a>` : ''}`,
}

describe('get', () => {
  it('reports 25 missing pages in a row once, and continues', async () => {
    const site = await bench.serve({ pages: 30, images: 1 })
    for (let page = 2; page < 30; page++) site.refuse(`/g/${page}.html`, 404)
    const range = `${site.origin}/g/[1-30].html`
    const end = await bench.get(range, '--json')
    const reports = end.events().filter(({ event }) => event === 'many-missing')
    expect(reports).toEqual([{ event: 'many-missing', count: 25, first: site.page('2') }])
    expect(end.events().at(-1)).toMatchObject({ event: 'summary', saved: 2, failed: 28 })
    expect(end.err).toContain(`25 pages in a row are missing, from ${site.page('2')} on`)
  })

  it('says what was not followed in the line of the end, sets bit 2, and names it for programs', async () => {
    const site = await bench.serve(chain)
    const end = await bench.get(site.page('1'), '--no-follow')
    expect(end.code).toBe(2)
    expect(end.out).toMatch(/^Incomplete: Hills: 3 images saved, 1 further page not followed, .*, in /m)
    expect(end.out).not.toMatch(/^Done/m)
    const again = await bench.get(site.page('1'), '--no-follow', '--json')
    expect(again.events().at(-1)).toMatchObject({ event: 'summary', incomplete: ['more-pages'], exitCode: 2 })
    const list = await bench.run('list')
    expect(list.out).toMatch(/^ +1 {2}incomplete {3}3\/3 images, .*1 further page not followed {2}Hills$/m)
  })

  it('is done, and nothing else, when everything is there', async () => {
    const site = await bench.serve(chain)
    const end = await bench.get(site.page('1'), '--json')
    expect(end.code).toBe(0)
    expect(end.err).toMatch(/^Done: Hills: 9 images saved, \d/m)
    expect(end.events().at(-1)).toMatchObject({ saved: 9, incomplete: [], exitCode: 0 })
  })

  it('follows thumbnails to their pictures, into one folder', async () => {
    const site = await bench.serve(album)
    const end = await bench.get(site.page('1'), '--json')
    expect(end.err).toMatch(/^Done: Harbour: 6 images saved, /m)
    expect(end.code).toBe(0)
    const saved = end.events().filter(({ event }) => event === 'saved')
    expect(saved.map(({ url }) => String(url).includes('/large/'))).toEqual(Array(6).fill(true))
    expect(new Set(bench.images().map((file) => file.split('/')[0])).size).toBe(1)
  })

  it('stops each gallery at --limit, and says so', async () => {
    const site = await bench.serve(chain)
    const end = await bench.get(site.page('1'), '--limit', '2')
    expect(end.code).toBe(2)
    expect(bench.images()).toHaveLength(2)
    expect(end.out).toMatch(/^Incomplete: .*stopped at a limit/m)
  })

  it('says it in Chinese', async () => {
    const site = await bench.serve(chain)
    const end = await bench.get(site.page('1'), '--no-follow', '--lang', 'zh')
    expect(end.out).toMatch(/^不完整：Hills：已保存 3 张图片，1 个后续页面未读取，/m)
  })

  it('says once that a recipe finds nothing, and reads the pages automatically', async () => {
    const site = await bench.serve(chain)
    const recipe = {
      name: 'old-hills',
      title: 'Old hills',
      version: 1,
      match: [`${site.origin}/*`],
      example: site.page('1'),
      gallery: { title: { selector: 'h1' } },
      images: { selector: '.gone img' },
    }
    mkdirSync(join(bench.data, 'recipes'), { recursive: true })
    writeFileSync(join(bench.data, 'recipes', 'old-hills.json'), JSON.stringify(recipe))
    const end = await bench.get(site.page('[1-3]'), '--recipe', 'old-hills')
    expect(end.code).toBe(0)
    expect(end.err.match(/The recipe old-hills finds nothing on http/g)).toHaveLength(1)
    expect(bench.images()).toHaveLength(9)
    const probed = await bench.run('probe', site.page('1'), '--recipe', 'old-hills')
    expect(probed.out).toContain('The recipe finds nothing here: the page was read automatically.')
  })

  it('of a page that asks for a login sets bit 16 and says what to do', async () => {
    const html = () =>
      '<title>Log in</title><h1>Log in</h1><form action="/login" method="post"><input name="user"><input type="password" name="pass"><button>Log in</button></form>'
    const site = await bench.serve({ pages: 1, images: 0, html })
    const end = await bench.get(site.page('1'))
    expect(end.code).toBe(16)
    expect(end.err).toContain('The site shows a login form instead of the page')
    expect(end.err).toContain("-H 'Cookie: …'")
    expect(bench.images()).toEqual([])
  })
})

describe('probe', () => {
  it('counts videos apart from pictures', async () => {
    const html = () => `<title>Pier</title><h1>Pier</h1>
      ${[1, 2, 3].map((image) => `<p><img src="/i/${image}.png" width="900" height="600"></p>`).join('')}
      <p><video src="/v/1.mp4" controls></video></p>`
    const site = await bench.serve({ pages: 1, images: 0, html })
    const end = await bench.run('probe', site.page('1'))
    expect(end.out).toMatch(/^Reads +3 images and 1 video of this page, in this order/m)
  })

  it('says what the page is and why, what is fetched in which order, and how much is expected', async () => {
    const site = await bench.serve(album)
    const end = await bench.run('probe', site.page('1'))
    expect(end.code).toBe(0)
    expect(end.out).toMatch(/^Kind {8}Thumbnails: The page shows thumbnails/m)
    expect(end.out).toMatch(/^Because {5}\S.*\n {12}6 like pictures link to like pages of the site$/m)
    expect(end.out).toMatch(/^Thumbnails {2}6$/m)
    expect(end.out).toMatch(/^Reads {7}6 pages, one picture of each, as one gallery in this order$/m)
    expect(end.out).toMatch(/^Expected {4}1 gallery, 6 images$/m)
    expect(end.out.match(/^ {2}http.*\/g\/\d\.html$/gm)).toHaveLength(6)
    const events = (await bench.run('probe', site.page('1'), '--json')).events()
    expect(events).toContainEqual(
      expect.objectContaining({
        event: 'page',
        url: site.page('1'),
        kind: 'thumbnails',
        links: 6,
        expected: { galleries: 1, images: 6 },
        obstacle: null,
      }),
    )
    expect(events.filter(({ event }) => event === 'image')).toEqual([])
    expect(events).toContainEqual({
      event: 'left-out',
      url: `${site.origin}/i/small/2.png`,
      reason: 'thumbnail',
    })
    const linked = events.filter(({ event }) => event === 'linked').map(({ url }) => url)
    expect(linked).toEqual([2, 3, 4, 5, 6, 7].map((page) => site.page(String(page))))
  })

  it('says how many pictures the page announces and does not show', async () => {
    const html = () =>
      `<title>Pier (40 photos)</title><h1>Pier (40 photos)</h1>${[1, 2, 3].map((n) => `<p><img src="/i/${n}.png" width="900" height="600"></p>`).join('')}`
    const site = await bench.serve({ pages: 1, images: 0, html })
    const end = await bench.run('probe', site.page('1'))
    expect(end.out).toMatch(/^Lacks {7}the page announces 37 more pictures than it shows$/m)
  })

  it('reads the page as the user says', async () => {
    const site = await bench.serve(album)
    const end = await bench.run('probe', site.page('1'), '--read-as', 'gallery')
    expect(end.out).toMatch(/^Kind {8}Gallery: /m)
    expect(end.out).toMatch(/^Because {5}you chose this reading$/m)
    expect(end.out).toMatch(/^Reads {7}6 images of this page, in this order$/m)
  })

  it('names the version that is taken, its pixels, what the page shows, and what else there is', async () => {
    const html = () =>
      `<h1>Hills</h1>${[1, 2, 3, 4].map((image) => `<p><img src="/i/${image}-small.png" srcset="/i/${image}-small.png 400w, /i/${image}-mid.png 800w, /i/${image}-full.png 1600w" width="400" height="300"></p>`).join('')}`
    const site = await bench.serve({ pages: 1, images: 0, html })
    const end = await bench.run('probe', site.page('1'))
    expect(end.out).toMatch(/^ {2}http.*\/i\/1-full\.png/m)
    expect(end.out).toMatch(/^ {6}shown as http.*\/i\/1-small\.png$/m)
    expect(end.out).toMatch(/^ {6}or http.*\/i\/1-mid\.png$/m)
    const shown = await bench.run('probe', site.page('1'), '--shown', '--json')
    expect(shown.events().find(({ event }) => event === 'image')).toMatchObject({
      url: `${site.origin}/i/1-small.png`,
      media: 'picture',
    })
  })

  it('of a page with nothing but words says that, and how to read it otherwise', async () => {
    const html = () =>
      `<title>News</title><h1>News</h1>${'<p>Words and more words of a text.</p>'.repeat(20)}`
    const site = await bench.serve({ pages: 1, images: 0, html })
    const end = await bench.run('probe', site.page('1'), '--json')
    expect(end.code).toBe(4)
    expect(end.events().find(({ event }) => event === 'failed')).toMatchObject({
      failure: { kind: 'no-images', page: 'text' },
    })
    expect(end.err).toContain('--read-as')
  })
})

describe('options of reading', () => {
  it.each([
    [['--read-as', 'page'], /Allowed choices are gallery, thumbnails, index, picture\./],
    [['--format', 'png,,jpg'], /Give 1 to 10 formats, best first, such as png,jpg\./],
    [['--limit', '0'], /Give a whole number from 1 to 1000000\./],
    [['--largest', '--shown'], /give --largest or --shown, not both/],
  ])('%s are refused with what is right', async (args, message) => {
    const end = await bench.get('http://127.0.0.1:9/1', ...args)
    expect(end.code).toBe(32)
    expect(end.err).toMatch(message)
    const chinese = await bench.get('http://127.0.0.1:9/1', ...args, '--lang', 'zh')
    expect(chinese.err).not.toMatch(message)
    expect(chinese.err).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('probe', () => {
  it('says that the first page of a range is missing', async () => {
    const site = await bench.serve(chain)
    site.refuse('/g/1.html', 404)
    const end = await bench.run('probe', site.page('[1-3]'))
    expect(end.out).toContain(`Not the first page: ${site.page('1')}: `)
    const [page] = (await bench.run('probe', site.page('[1-3]'), '--json'))
      .events()
      .filter(({ event }) => event === 'page')
    expect(page).toMatchObject({ url: site.page('2'), missing: site.page('1') })
  })
})
