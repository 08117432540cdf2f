import { CrawlPlan, type CrawlPlanInput } from '@shared/model/crawl/crawl-plan'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { crawlRulesOf } from '../../records/frontier/crawl-rules'
import { pageIdentity } from '../../records/frontier/page-identity'
import { type CrawledPage, readCrawledPage } from './crawled-page'

const hostile = "x'); DROP TABLE records; -- 湖光山色 🛶"

const basic: CrawlPlanInput = {
  start: ['http://blog.test/'],
  follow: [
    { match: 'http://blog.test/details/*', as: 'record' },
    { match: 'http://blog.test/list/*', as: 'list' },
  ],
  skip: ['*://*/*share_token=*'],
  identity: { drop: ['from'] },
  record: {
    key: ['id'],
    fields: {
      id: { pattern: 'details/(\\d+)' },
      title: { selector: 'h1' },
      reads: { selector: '.reads', type: 'number' },
      tags: { selector: '.tags a', list: true },
      at: { selector: 'time', type: 'date' },
      author: { selector: '.author', type: 'address' },
      text: { selector: '#content', as: 'html' },
    },
  },
}

interface Asked {
  readonly address?: string
  /** What was asked for, if it was redirected. */
  readonly asked?: string
  readonly plan?: CrawlPlanInput
  readonly isStart?: boolean
  readonly robotsTag?: string | null
}

function read(html: string | Uint8Array, options: Asked = {}): CrawledPage {
  const { address = 'http://blog.test/details/7', plan = basic, robotsTag = null } = options
  const { asked = address, isStart = false } = options
  const parsed = CrawlPlan.parse(plan)
  const rules = crawlRulesOf(parsed)
  const bytes = typeof html === 'string' ? new TextEncoder().encode(html) : html
  return readCrawledPage(
    { address, bytes, contentType: 'text/html' },
    { identity: pageIdentity(asked, rules.identity) ?? '', use: 'list', isStart, robotsTag },
    {
      rules,
      record: parsed.record ?? null,
      images: parsed.images ?? null,
      encoding: 'auto',
      fallbackEncoding: 'windows-1252',
      obeysRobots: true,
    },
  )
}

const article = `<html lang="zh"><link rel="canonical" href="/details/7"><h1> ${hostile} </h1><span class="reads">阅读 3.2万</span>
  <p class="tags"><a href="/t/1">a</a> <a href="/t/2">b</a></p><time datetime="2024-01-31T10:20:00+08:00">31.1.</time>
  <a class="author" href="/u/9">N</a>
  <div id="content"><p onclick="x()">Hello<script>alert(1)</script> <img src="a.jpg" alt='"'> <a href="javascript:x()">y</a></p></div>`

describe('the record of a page', () => {
  it('has the fields in their types', () => {
    expect(read(article).record).toMatchObject({
      key: '["7"]',
      fields: {
        id: '7',
        title: hostile,
        reads: 32000,
        tags: ['a', 'b'],
        at: '2024-01-31T02:20:00.000Z',
        author: 'http://blog.test/u/9',
        text: '<p>Hello <img src="http://blog.test/details/a.jpg" alt="&quot;"> <a>y</a></p>',
      },
    })
  })

  it.each([
    ['<svg><a xlink:href="javascript:x()">y</a></svg>', '<svg><a>y</a></svg>'],
    ['<p XLink:HREF=" java&#10;script:x()">y</p>', '<p>y</p>'],
    [
      '<svg><a xlink:href="b"><set attributeName="href" to="javascript:x()"/>y</a></svg>',
      '<svg><a href="http://blog.test/details/b">y</a></svg>',
    ],
    [
      '<svg><a><animateTransform values="javascript:x()"></animateTransform>y</a></svg>',
      '<svg><a>y</a></svg>',
    ],
    ['<math><mi href="data:text/html,x">y</mi></math>', '<math><mi>y</mi></math>'],
  ])('keeps no address in its markup that a browser would run: %s', (content, kept) => {
    const { record } = read(`<h1>t</h1><div id="content">${content}</div>`)
    expect(record?.fields['text']).toBe(kept)
  })

  it('is the same in GBK, but for what GBK does not have', () => {
    const gbk = iconv.encode(`<meta charset="gbk">${article.replace(' 🛶', '')}`, 'gbk')
    expect(read(gbk).record?.fields['title']).toBe(hostile.replace(' 🛶', ''))
  })

  it('is none where a field of the key is absent, and where only the address gave fields', () => {
    expect(read('<h1>T</h1>', { address: 'http://blog.test/details/x' }).record).toBeNull()
    expect(read('<p>nothing</p>').record).toBeNull()
  })

  it('has a hash that only its fields change', () => {
    const [one, other] = [read(article), read(`<!-- other --><p>ad</p>${article}`)]
    expect(one.record?.textHash).toBe(other.record?.textHash)
    expect(read(article.replace('3.2', '3.3')).record?.textHash).not.toBe(one.record?.textHash)
  })

  it('lacks a value that is not of its type', () => {
    const { record } = read(article.replace('3.2万', '—'))
    expect(record?.fields).not.toHaveProperty('reads')
  })

  it('is read from no list page', () => {
    expect(read(article, { address: 'http://blog.test/list/1' }).record).toBeNull()
  })
})

describe('the links of a page', () => {
  const page = `<base href="/list/"><a href="../details/1#c">1</a><a href="../details/1?from=x">again</a>
    <a rel="nofollow" href="../details/2">2</a><map><area href="../details/3"></map><link rel="next" href="2">
    <a href="../details/4?share_token=1">s</a><a href="/about">o</a><a href="mailto:a@b">m</a><a href="//other.test/details/1">x</a>
    <template><a href="/details/9">t</a></template>`
  const found = read(page, { address: 'http://blog.test/list/1' })

  it('are followed by the rules, each page once', () => {
    expect(found.followed.map(({ address, use, rule }) => [address, use, rule])).toEqual([
      ['http://blog.test/details/1', 'record', 0],
      ['http://blog.test/details/2', 'record', 0],
      ['http://blog.test/details/3', 'record', 0],
      ['http://blog.test/list/2', 'list', 1],
    ])
  })

  it('are counted with examples where they are not followed', () => {
    expect(found.skipped).toEqual({ count: 1, examples: ['http://blog.test/details/4?share_token=1'] })
    expect(found.others).toEqual({
      count: 2,
      examples: ['http://blog.test/about', 'http://other.test/details/1'],
    })
  })

  it('are not followed where the page says so', () => {
    const address = 'http://blog.test/list/1'
    const meta = '<meta name="robots" content="noindex, NOFOLLOW">'
    expect(read(meta + page, { address }).followed).toEqual([])
    expect(read(page, { address, robotsTag: 'none' }).followed).toEqual([])
    expect(read(page, { address, robotsTag: 'googlebot: nofollow' }).followed).toHaveLength(4)
    expect(read(`<meta name="googlebot" content="nofollow">${page}`, { address }).followed).toHaveLength(4)
  })
})

it('keeps a record of bounded length, whatever its elements repeat', () => {
  const html = `${'<div>'.repeat(400)}${'a'.repeat(50_000)}${'</div>'.repeat(400)}<h1>t</h1>`
  const fields = {
    texts: { selector: 'div', list: true },
    markup: { selector: 'div', list: true, as: 'html' },
    title: { selector: 'h1' },
  } as const
  const plan = { ...basic, record: { fields } }
  const { record } = read(html, { plan })
  expect(record?.fields['title']).toBe('t')
  // Longer texts than titles are kept whole.
  expect(record?.fields['texts']).toEqual(Array.from({ length: 19 }, () => 'a'.repeat(50_000)))
  expect(JSON.stringify(record?.fields).length).toBeLessThan(1_001_000)
})

describe('where a page is', () => {
  it('says its canonical link, if a record may be there', () => {
    const address = 'http://blog.test/details/7?page=2'
    expect(read(article, { address })).toMatchObject({
      address: 'http://blog.test/details/7',
      answered: 'http://blog.test/details/7?page=2',
    })
    for (const href of ['/', '/list/1', 'http://other.test/details/7']) {
      const named = article.replace('href="/details/7"', `href="${href}"`)
      expect(read(named, { address }).address).toBe(address)
    }
  })

  it('takes nothing of a page that was redirected to what no rule follows', () => {
    const moved = read(article, { address: 'http://blog.test/home', asked: 'http://blog.test/details/8' })
    expect(moved).toMatchObject({ use: null, record: null, followed: [] })
  })

  it('reads a start wherever it has moved, but to what is skipped', () => {
    const page = '<a href="/details/1">1</a>'
    const moved = { asked: 'http://blog.test/', isStart: true }
    const home = read(page, { ...moved, address: 'https://www.blog.test/home' })
    expect(home.use).toBe('list')
    const wall = read(page, { ...moved, address: 'http://blog.test/in?share_token=1' })
    expect(wall).toMatchObject({ use: null, followed: [] })
  })

  it('reads a page that was redirected to another record as that one', () => {
    const moved = read(article, { asked: 'http://blog.test/details/8' })
    expect(moved).toMatchObject({ use: 'record', identity: 'http://blog.test/details/7' })
    expect(moved.record?.fields['id']).toBe('7')
  })
})

it('finds the pictures of a record', () => {
  const { images } = read(article, { plan: { ...basic, images: '#content img' } })
  expect(images.map(({ address }) => address)).toEqual(['http://blog.test/details/a.jpg'])
})
