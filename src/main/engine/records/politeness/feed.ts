import { parseFeed } from 'feedsmith'
import { type ListedPage, mostEntries } from './sitemap'

/** Largest feed that is read, in UTF-16 units: beyond it its tree would fill the worker's heap. */
const longestFeed = 10 * 1024 ** 2

function entryOf(address: string | undefined, date?: unknown): ListedPage[] {
  if (address === undefined || address.trim() === '') return []
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN
  return [{ address: address.trim(), modifiedAt: Number.isFinite(at) ? at : null }]
}

/** The link of an entry of an Atom feed that leads to its page (RFC 4287 §4.2.7.2: `alternate` where no other is named). */
function pageLink(links: readonly { href?: string; rel?: string }[] | undefined): string | undefined {
  return (links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links?.[0])?.href
}

/** An RSS guid is an address unless it says otherwise. */
function guidAddress(guid: { value?: string; isPermaLink?: boolean } | undefined): string | undefined {
  return guid?.isPermaLink === false || !/^https?:/i.test(guid?.value ?? '') ? undefined : guid?.value
}

/**
 * The pages of an RSS, RDF, Atom or JSON feed, in its order; null for what is none of them.
 *
 * `modifiedAt` is what the entry says about its last change: that it was published says nothing about what came then.
 */
export function readFeed(text: string): readonly ListedPage[] | null {
  if (text.length > longestFeed) return null
  try {
    const parsed = parseFeed(text)
    switch (parsed.format) {
      case 'rss':
        return (parsed.feed.items ?? [])
          .slice(0, mostEntries)
          .flatMap(({ link, guid }) => entryOf(link ?? guidAddress(guid)))
      case 'rdf':
        return (parsed.feed.items ?? []).slice(0, mostEntries).flatMap(({ link }) => entryOf(link))
      case 'atom':
        return (parsed.feed.entries ?? [])
          .slice(0, mostEntries)
          .flatMap(({ links, updated }) => entryOf(pageLink(links), updated))
      case 'json':
        return (parsed.feed.items ?? [])
          .slice(0, mostEntries)
          .flatMap(({ url, external_url, date_modified }) => entryOf(url ?? external_url, date_modified))
    }
  } catch {
    // Neither a feed of any of the formats nor one that could be repaired
    return null
  }
}
