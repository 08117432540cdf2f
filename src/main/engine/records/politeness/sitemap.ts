import { SaxesParser } from 'saxes'
import { longestAddress } from '../frontier/page-identity'

/** An entry of a sitemap or a feed. */
export interface ListedPage {
  /** As it is written: absolute, or relative to the address of the list. */
  readonly address: string
  /** When it changed last at the latest, in epoch milliseconds; null: not said. */
  readonly modifiedAt: number | null
}

/** What a sitemap lists. */
export interface Sitemap {
  /** `index`: its entries are sitemaps. */
  readonly kind: 'pages' | 'index'
  readonly entries: readonly ListedPage[]
}

/** Most entries of one file (sitemaps.org protocol). */
export const mostEntries = 50_000

const datetime = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(T\d{2}:\d{2}(:\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/

/** A day ends so much later than in UTC where it ends last. */
const lastZoneMs = 12 * 3_600_000

/**
 * The last second that a W3C datetime may mean (sitemaps.org `lastmod`): a day, a month or a year is over everywhere then, a minute is over.
 * Null for what is none.
 */
export function modifiedAtOf(text: string): number | null {
  const written = text.trim()
  const [, year, month, day, time, seconds] = datetime.exec(written) ?? []
  const from = Date.parse(written)
  if (year === undefined || !Number.isFinite(from)) return null
  if (time !== undefined) return seconds === undefined ? from + 59_000 : from
  const [y, m, d] = [Number(year), Number(month ?? 12), Number(day ?? 0)]
  // Day 0 is the last one of the month before.
  const last = day === undefined ? Date.UTC(y, m, 0) : Date.UTC(y, m - 1, d)
  return last + 24 * 3_600_000 + lastZoneMs
}

/** Text sitemaps have one address a line. */
function textSitemap(text: string): Sitemap {
  const lines = text.split(/\r?\n/, mostEntries).map((line) => line.trim())
  const entries = lines.filter((line) => /^https?:\/\//i.test(line) && line.length <= longestAddress)
  return { kind: 'pages', entries: entries.map((address) => ({ address, modifiedAt: null })) }
}

/**
 * Reads a sitemap, an index of sitemaps, or a text file of addresses (sitemaps.org), at most 50,000 entries; null for
 * what is none of them.
 */
export function readSitemap(text: string): Sitemap | null {
  const begin = text.slice(0, 1000).trimStart()
  if (/^https?:\/\//i.test(begin)) return textSitemap(text)
  if (!begin.startsWith('<')) return null
  const parser = new SaxesParser({ xmlns: false })
  let kind: Sitemap['kind'] | null = null
  const entries: ListedPage[] = []
  const path: string[] = []
  let address = ''
  let modified = ''
  parser.on('opentag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1).toLowerCase()
    if (path.length === 0) kind = local === 'urlset' ? 'pages' : local === 'sitemapindex' ? 'index' : null
    path.push(local)
    if (path.length === 2) [address, modified] = ['', '']
  })
  const take = (piece: string) => {
    if (path.length !== 3) return
    if (path[2] === 'loc' && address.length <= longestAddress) address += piece
    if (path[2] === 'lastmod' && modified.length < 100) modified += piece
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => {
    const isEntry = path.length === 2 && (path[1] === 'url' || path[1] === 'sitemap')
    const found = address.trim()
    if (isEntry && found !== '' && found.length <= longestAddress && entries.length < mostEntries)
      entries.push({ address: found, modifiedAt: modifiedAtOf(modified) })
    path.pop()
  })
  // A file that ends within an element, or is damaged: what stands before it counts.
  parser.on('error', () => {})
  try {
    parser.write(text).close()
  } catch {
    // A parser that has met an error may give up.
  }
  return kind === null ? null : { kind, entries }
}
