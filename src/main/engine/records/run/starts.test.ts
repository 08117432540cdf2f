import { gzipSync } from 'node:zlib'
import type { CrawlPlanInput } from '@shared/model/crawl/crawl-plan'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Site } from '../../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let site: Site

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

/** Pages by their paths; `>` before a text: a redirect there. A function makes the page for each request. */
type Pages = Readonly<Record<string, string | Buffer | (() => string)>>

async function serve(pages: Pages): Promise<void> {
  const textOf = (path: string) => {
    const page = pages[path]
    return typeof page === 'function' ? page() : (page ?? null)
  }
  site = await bench.serveSite({
    content(path) {
      const body = textOf(path)
      if (body === null) return null
      return { type: /\.xml|rss|\.gz/.test(path) ? 'text/xml' : 'text/html', body: Buffer.from(body) }
    },
    fault({ path }) {
      const text = textOf(path)
      return typeof text === 'string' && text.startsWith('>') ? { kind: 'redirect', to: text.slice(1) } : null
    },
  })
}

const details = { match: '*://*/details/*', as: 'record' } as const

async function crawl(start: CrawlPlanInput['start'], more: Partial<CrawlPlanInput> = {}): Promise<TaskId> {
  const record = { fields: { title: { selector: 'h1' } } }
  const plan = { start, follow: [details], record, ...more }
  const id = bench.add(`${site.origin}/`, { crawl: plan, options: { retries: 0 } })
  await bench.until(id, 'done', 'failed')
  return id
}

async function again(id: TaskId): Promise<readonly string[]> {
  const before = site.visits.length
  await bench.engine.commands.retryTasks([id])
  await bench.until(id, 'done', 'failed')
  return site.visits.slice(before).map(({ path }) => path)
}

async function titles(id: TaskId): Promise<readonly unknown[]> {
  const query = { taskId: id, offset: 0, limit: 1000, sort: null, descending: false, filter: '' } as const
  const { rows } = await bench.engine.commands.listRecords({ ...query, change: 'all' })
  return rows.map(({ fields }) => String(fields['title'])).toSorted((a, b) => a.localeCompare(b))
}

const counts = (id: TaskId) => bench.engine.task(id)?.progress.counts.crawl
const urls = (...entries: readonly string[]) =>
  `<urlset>${entries.map((entry) => `<url><loc>${entry}</loc></url>`).join('')}</urlset>`
const index = (...entries: readonly string[]) =>
  `<sitemapindex>${entries.map((entry) => `<sitemap><loc>${entry}</loc></sitemap>`).join('')}</sitemapindex>`

it('reads a start that has moved to a page that no rule follows', async () => {
  await serve({ '/': '>/home', '/home': '<a href="/details/1">1</a>', '/details/1': '<h1>one</h1>' })
  const id = await crawl([`${site.origin}/`])
  expect(await titles(id)).toEqual(['one'])
  expect(counts(id)).toMatchObject({ read: 2, elsewhere: 0 })
})

it('asks for nothing that is skipped, out of scope or forbidden, also where a redirect leads there', async () => {
  const others = await bench.servePages(() => '<h1>other</h1>')
  const away = [
    '/login',
    '/private/1',
    '/forbidden',
    `${others.origin.replace('127.0.0.1', 'localhost')}/details/9`,
  ]
  await serve({
    '/robots.txt': 'User-agent: *\nDisallow: /forbidden',
    '/': away.map((_, n) => `<a href="/details/${n}">`).join(''),
    ...Object.fromEntries(away.map((to, n) => [`/details/${n}`, `>${to}`])),
    ...Object.fromEntries(away.map((to) => [to, '<h1>not asked</h1>'])),
  })
  const id = await crawl([`${site.origin}/`], { skip: ['*://*/login*', '/\\/private\\//'] })
  expect(counts(id)).toMatchObject({ elsewhere: 3, robots: 1, records: 0, failed: 0 })
  const asked = site.visits.map(({ path }) => path)
  expect(asked.filter((path) => away.includes(path))).toEqual([])
  expect(others.visits).toEqual([])
})

it('asks what was never read before what is known, so that runs with a limit come to an end', async () => {
  const chain = Array.from({ length: 12 }, (_, i) => [
    `/details/${i}`,
    `<h1>${i}</h1><a href="/details/${i + 1}">`,
  ])
  await serve(Object.fromEntries(chain))
  const id = await crawl([`${site.origin}/details/0`], { limits: { pages: 4 } })
  expect(counts(id)).toMatchObject({ records: 4 })
  await again(id)
  await again(id)
  expect(counts(id)?.records).toBeGreaterThanOrEqual(10)
})

describe('a crawl from lists of a site', () => {
  it('reads nested and packed sitemaps and all kinds of feeds, with relative addresses', async () => {
    const item = (path: string) => `<item><link>${path}</link></item>`
    await serve({
      '/robots.txt': 'User-agent: *\nDisallow:\nSitemap: /deep/index.xml',
      '/deep/index.xml': index('a.xml', '/b.xml.gz', '/deep/index.xml'),
      '/deep/a.xml': urls('/details/1', '../details/1#top', '/about'),
      '/b.xml.gz': gzipSync(urls('/details/2')),
      '/rss': `<rss version="2.0"><channel><title>t</title>${item('/details/3')}</channel></rss>`,
      '/rss/atom':
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="../details/4"/></entry></feed>',
      '/rss.json': JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 't',
        items: [{ id: '5', url: '/details/5' }],
      }),
      ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`/details/${n}`, `<h1>${n}</h1>`])),
    })
    const feeds = ['/rss', '/rss/atom', '/rss.json'].map((path) => ({ feed: `${site.origin}${path}` }))
    const id = await crawl([{ sitemap: 'auto' }, ...feeds], { limits: { depth: 0 } })
    expect(await titles(id)).toEqual(['1', '2', '3', '4', '5'])
    expect(counts(id)).toMatchObject({ read: 11, failed: 0, queued: 0 })
    expect(bench.engine.task(id)?.progress.counts.shortfalls).toBeUndefined()
  })

  it('counts lists of lists without end as pages, and reads the pages of a list before further ones', async () => {
    let number = 0
    const next = () => index(`/more.xml?${number++}`)
    const lists = Array.from({ length: 99 }, (_, i) => [`/more.xml?${i}`, next])
    await serve({ '/start.xml': next, ...Object.fromEntries(lists) })
    const id = await crawl([{ sitemap: `${site.origin}/start.xml` }], { limits: { pages: 5 } })
    expect(site.visits.filter(({ path }) => path.startsWith('/more'))).toHaveLength(5)
    expect(bench.engine.task(id)?.progress.counts.shortfalls).toEqual({ limited: 1 })
  })

  it('follows no listed page out of the scope', async () => {
    await serve({ '/s.xml': urls('/details/1'), '/details/1': '>http://elsewhere.example/details/1' })
    const id = await crawl([{ sitemap: `${site.origin}/s.xml` }])
    expect(counts(id)).toMatchObject({ elsewhere: 1, failed: 0 })
  })

  it('asks again what may have changed, and what a sitemap calls unchanged not', async () => {
    let title = 'old'
    const entry = (path: string, lastmod: string) =>
      `<url><loc>${path}</loc><lastmod>${lastmod}</lastmod></url>`
    const today = new Date().toISOString().slice(0, 10)
    await serve({
      '/s.xml': `<urlset>${entry('/details/1', '2024-01-31')}${entry('/details/2', today)}</urlset>`,
      '/rss': `<rss version="2.0"><channel><title>t</title><item><link>/details/3</link>
        <pubDate>Wed, 31 Jan 2024 00:00:00 GMT</pubDate></item></channel></rss>`,
      ...Object.fromEntries([1, 2, 3].map((n) => [`/details/${n}`, () => `<h1>${title} ${n}</h1>`])),
    })
    const id = await crawl([{ sitemap: `${site.origin}/s.xml` }, { feed: `${site.origin}/rss` }])
    title = 'new'
    expect(await again(id)).not.toContain('/details/1')
    expect(await titles(id)).toEqual(['new 2', 'new 3', 'old 1'])
    expect(counts(id)).toMatchObject({ records: 3, changed: 2, unchanged: 1, read: 5 })
  })
})
