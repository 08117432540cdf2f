import { isLive } from './html/dom'
import type { PageDocument } from './html/page-document'

/** Longest wait, in seconds, of a refresh that means "the page is over there" and not "look again later". */
const immediateSeconds = 10

/** A time, and behind it an address with or without `url=` (WHATWG HTML, shared declarative refresh steps). */
const form = /^\s*(?:(\d+)|(?=\.))[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(.*)$/is

/** The address in the `content` of an immediate refresh; null if there is none. */
function referenceIn(content: string): string | null {
  const [, seconds = '0', rest = ''] = form.exec(content) ?? []
  if (rest === '' || Number(seconds) > immediateSeconds) return null
  const quote = rest.charAt(0)
  if (quote !== '"' && quote !== "'") return rest
  const end = rest.indexOf(quote, 1)
  return rest.slice(1, end < 0 ? rest.length : end)
}

/**
 * Where an immediate `Refresh` field or `<meta http-equiv=refresh>` leads; null if none of them leads to another page.
 */
export function refreshTarget(page: PageDocument): string | null {
  const metas = page.select('meta[http-equiv="refresh" i]', 'refresh').filter(isLive)
  for (const content of [page.refresh ?? '', ...metas.map((meta) => meta.attribs['content'] ?? '')]) {
    const reference = referenceIn(content.slice(0, 70_000))
    const target = reference === null || reference === '' ? null : page.resolve(reference)
    if (target) return target === page.address ? null : target
  }
  return null
}
