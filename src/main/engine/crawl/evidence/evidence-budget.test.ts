import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import {
  type AlbumPages,
  albumPage,
  albumSite,
  shownInFull,
  thumbnails,
} from '../../../../../test/site/album-site'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

// The most that one shape of pages of a site may cost besides what is wanted: three pages, eight requests for the first
// bytes of pictures.

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const mostPages = 3
const mostRanges = 8
/** Many more than both: what each page costs besides would show. */
const pagesOfRange = 20

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1))
const view = (name: string) => albumPage(`IMG ${name}`, shownInFull([name]))
const set = (name: string) => albumPage(`Set ${name}`, shownInFull([`${name}a`, `${name}b`]))
/** Pictures that may be there in a larger version by their names, which never is. */
const guessed = (name: string) =>
  `<div class="content">${['a', 'b', 'c', 'd'].map((one) => `<p><img src="/full/${name}${one}-300x200.png"></p>`).join('')}</div>`

/** What a page of each kind shows under `/g/N`, and what stands behind its links. */
const kinds: readonly (readonly [string, AlbumPages])[] = [
  ['a gallery', (path) => (path.startsWith('/g/') ? set(path.slice(3)) : null)],
  [
    'thumbnails',
    (path) =>
      page(path, (name) =>
        thumbnails(
          ['a', 'b', 'c', 'd'].map((x) => name + x),
          (x) => `/view/${x}`,
        ),
      ),
  ],
  [
    'an index',
    (path) =>
      page(path, (name) =>
        thumbnails(
          ['a', 'b', 'c', 'd'].map((x) => name + x),
          (x) => `/set/${x}`,
        ),
      ),
  ],
  [
    'a lone linked picture',
    (path) => page(path, (name) => `<a href="/view/${name}"><img src="/thumb/x${name}.png"></a>`),
  ],
  ['pictures of guessed versions', (path) => page(path, guessed)],
  ['words', (path) => page(path, () => '<p>Only words.</p>')],
]

function page(path: string, body: (name: string) => string): string | null {
  const [, kind, name = ''] = path.split('/')
  if (kind === 'g') return albumPage(`Album ${name}`, body(name))
  if (kind === 'view') return view(name)
  return kind === 'set' ? set(name) : null
}

it.each(isExhaustive ? kinds : kinds.slice(0, 1))(
  'a range of many pages of %s asks once for its shape',
  async (_, pages) => {
    const site = await bench.serveSite(albumSite(pages))
    const { progress } = await bench.until(
      bench.add(`${site.origin}/g/[1-${pagesOfRange}]`),
      'done',
      'failed',
    )
    const asked = site.visits.map(({ path }) => path)
    const pagesAsked = asked.filter((path) => !path.startsWith('/full/') && !path.startsWith('/thumb/'))
    // No page is fetched twice: those that were asked as evidence are used
    expect(pagesAsked).toHaveLength(new Set(pagesAsked).size)
    const beside = new Set(pagesAsked.filter((path) => !path.startsWith('/g/')))
    const ranges = site.visits.filter(
      ({ path, headers }) => path.includes('.png') && headers['range'] !== undefined,
    )
    expect(ranges.length).toBeLessThanOrEqual(mostRanges)
    expect(beside.size - Math.max(0, progress.counts.pagesRead - pagesOfRange)).toBeLessThanOrEqual(mostPages)
    expect(numbers(pagesOfRange).every((name) => asked.includes(`/g/${name}`))).toBe(true)
  },
)
