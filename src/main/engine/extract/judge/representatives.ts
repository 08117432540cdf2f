import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import type { PolicyOf } from '../page-head'
import type { FoundAddress } from '../skipped'

/** Where a page names a picture as its own, for others that link to it; best first. */
const representatives = [
  ['meta[property="og:image" i], meta[name="og:image" i], meta[property="og:image:url" i]', 'content'],
  ['meta[property="og:image:secure_url" i]', 'content'],
  [
    'meta[name="twitter:image" i], meta[property="twitter:image" i], meta[name="twitter:image:src" i]',
    'content',
  ],
  ['link[rel~="image_src" i]', 'href'],
  ['meta[itemprop="image" i]', 'content'],
  ['link[itemprop="image" i], link[rel~="preload" i][as="image" i]', 'href'],
] as const

/** The pictures that the page names as its own: all of the first form that it uses, each once. */
export function representativesOf(page: PageDocument, policyOf: PolicyOf): FoundAddress[] {
  for (const [selector, attribute] of representatives) {
    const found = page.select(selector, selector).flatMap((element) => {
      const reference = element.attribs[attribute] ?? ''
      const address = reference.trim() === '' ? null : page.resolve(reference)
      return address && address !== page.address
        ? [[address, { address, policy: policyOf(element, attribute) }] as const]
        : []
    })
    if (found.length > 0) return [...new Map(found).values()]
  }
  return []
}

/** A picture that the site has for links to any of its pages, by its whole name: `og-image.png`, `share.jpg`. */
export const isForSharing = (address: string) =>
  /\/(?:og|opengraph|open-graph|share|sharing|social|twitter|facebook|fb)(?:[-_]?(?:image|img|card|share|preview|default|cover))?\.\w+$/i.test(
    pathOf(address),
  )
