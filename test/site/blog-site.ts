import type { RecordFields } from '@shared/model/crawl/crawl-record'
import { encodeGbk } from './gbk.mjs'
import { type Content, etagOf, type Fault, type SiteShape, type Visit } from './site.mjs'

/** A title that breaks what pastes texts into statements; without its last character in GBK, which does not have it. */
export const hostileTitle = "x'); DROP TABLE records; -- 湖光山色 🛶"

/** What a blog is made of. */
export interface BlogShape {
  /** Articles, ten on each list page. */
  readonly articles: number
  readonly encoding: 'utf-8' | 'gbk'
  /** How often an article has been edited, by its number; absent: never. */
  readonly edits?: ReadonlyMap<number, number>
  /** Whether calendars, which have no end, stand among the lists. */
  readonly calendars?: boolean
  /** Whether pages have an `ETag`, and answer 304. */
  readonly validators?: boolean
  readonly robots?: string
}

/** A blog in the shape of a large Chinese site: lists, articles under several addresses, and traps. */
export interface Blog extends SiteShape {
  /** The fields that the articles have now, by the path of each. */
  expected(): ReadonlyMap<string, RecordFields>
}

const list = '/u/1/list/'
/** Path of an article. */
export const articlePath = (number: number): string => `/u/1/article/details/${number}`

function titleOf(number: number, { encoding, edits }: BlogShape): string {
  const edited = edits?.get(number) ?? 0
  const title = number === 7 ? hostileTitle : `湖 ${number}${edited === 0 ? '' : ` (${edited})`}`
  return encoding === 'gbk' ? title.replace(' 🛶', '') : title
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Where the traps begin: numbers of articles that are none. */
const traps = { login: 9001, away: 9002, circle: 9003, known: 9004, home: 9005 }

function listPage(page: number, shape: BlogShape): string | null {
  const last = Math.ceil(shape.articles / 10)
  if (page < 1 || page > last) return null
  const numbers = Array.from({ length: 10 }, (_, i) => (page - 1) * 10 + i + 1).filter(
    (n) => n <= shape.articles,
  )
  const links = numbers.flatMap((n) => [
    `<a href="${articlePath(n)}">${n}</a>`,
    `<a href="${articlePath(n)}#comments">c</a>`,
    `<a href="${articlePath(n)}?from=list&amp;utm_source=x">again</a>`,
  ])
  const others = Object.values(traps).map((n) => `<a href="${articlePath(n)}">trap</a>`)
  const calendars = shape.calendars
    ? `<a href="${list}calendar?month=1">c</a><a href="${list}day/1/">d</a>`
    : ''
  const next = page < last ? `<a rel="next" href="${list}${page + 1}">next</a>` : ''
  const back = `<a href="${list}1">first</a><a href="/about">about</a><a href="/login?to=${list}1">login</a>`
  return `<h1 class="title">List</h1>${links.join('')}${page === 1 ? others.join('') : ''}${calendars}${back}${next}`
}

function articlePage(number: number, shape: BlogShape): string | null {
  if (!Number.isInteger(number) || number < 1 || number > shape.articles) return null
  const tags = [`t${number % 3}`, '湖'].map((tag) => `<a href="/tag/${tag}">${tag}</a>`).join('')
  return `<link rel="canonical" href="${articlePath(number)}"><h1 class="title-article">${escaped(titleOf(number, shape))}</h1>
    <span class="read-count">阅读 ${(number * 1000 + 234).toLocaleString('en')}</span><p class="tags">${tags}</p>
    <time datetime="2024-01-31T10:20:00+08:00">January</time>${number < shape.articles ? `<a href="${articlePath(number + 1)}">next article</a>` : ''}
    <p class="ad">${performance.now()}</p>`
}

function body(path: string, shape: BlogShape): string | null {
  const url = new URL(path, 'http://site.example')
  if (url.pathname === '/robots.txt') return shape.robots ?? null
  if (url.pathname === `${list}calendar`) {
    const month = Number(url.searchParams.get('month'))
    return `<a href="?month=${month + 1}">next month</a><a href="?month=${month + 1}&amp;view=week">week</a>`
  }
  const day = /^\/u\/1\/list\/day\/(.*)$/.exec(url.pathname)?.[1]
  if (day !== undefined) return `<a href="1/">deeper</a>`
  if (url.pathname.startsWith(list)) return listPage(Number(url.pathname.slice(list.length)), shape)
  if (url.pathname.startsWith(articlePath(0).slice(0, -1)))
    return articlePage(Number(url.pathname.split('/').at(-1)), shape)
  return url.pathname === '/' || url.pathname === '/about' ? '<h1 class="title-article">Home</h1>' : null
}

function trap({ path }: Visit): Fault | null {
  const to = (target: string): Fault => ({ kind: 'redirect', to: target })
  if (path === articlePath(traps.login)) return to('/login?to=x')
  if (path === articlePath(traps.away)) return to('http://elsewhere.example/')
  if (path.startsWith(articlePath(traps.circle))) return to(`${articlePath(traps.circle)}?n=${Math.random()}`)
  if (path === articlePath(traps.known)) return to(articlePath(1))
  return path === articlePath(traps.home) ? to('/') : null
}

/** The blog; `shape` is read for every request. */
export function blogSite(shape: BlogShape): Blog {
  const content = (path: string): Content | null => {
    const html = body(path, shape)
    if (html === null) return null
    if (path === '/robots.txt') return { type: 'text/plain', body: Buffer.from(html) }
    const text = `<!doctype html><meta charset="${shape.encoding}">${html}`
    return {
      type: `text/html; charset=${shape.encoding}`,
      body: shape.encoding === 'gbk' ? encodeGbk(text) : Buffer.from(text),
      ...(shape.validators ? { etag: etagOf(Buffer.from(text.replace(/<p class="ad">.*/, ''))) } : {}),
    }
  }
  return {
    content,
    fault(visit) {
      const { etag } = content(visit.path) ?? {}
      const isKnown = etag !== undefined && visit.headers['if-none-match'] === etag
      return isKnown ? { kind: 'status', status: 304, headers: { etag } } : trap(visit)
    },
    expected: () =>
      new Map(
        Array.from({ length: shape.articles }, (_, i) => i + 1).map((number) => [
          articlePath(number),
          {
            id: String(number),
            title: titleOf(number, shape),
            reads: number * 1000 + 234,
            tags: [`t${number % 3}`, '湖'],
            at: '2024-01-31T02:20:00.000Z',
          },
        ]),
      ),
  }
}

/** The plan that the blog is crawled by. */
export function blogPlan(origin: string) {
  return {
    start: [`${origin}${list}1`],
    follow: [
      { match: `${origin}/u/1/article/details/*`, as: 'record' as const },
      { match: `${origin}${list}*`, as: 'list' as const },
    ],
    skip: ['*://*/login*'],
    identity: { drop: ['utm_*', 'from'] },
    record: {
      key: ['id'],
      fields: {
        id: { pattern: 'details/(\\d+)' },
        title: { selector: '.title-article' },
        reads: { selector: '.read-count', type: 'number' as const },
        tags: { selector: '.tags a', list: true },
        at: { selector: 'time', type: 'date' as const },
      },
    },
  }
}
