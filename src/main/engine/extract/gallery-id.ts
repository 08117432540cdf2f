import { percentDecoded } from '../address/address-text'
import type { SiteTemplate } from './extraction'

/** File names that say nothing about a gallery: the number of its query, or the folder above, does. */
export const plainStems =
  /^(?:index|default|home|main|view|show|viewer|gallery|album|photo|photos|image|picture|post|page|read|detail|article|content|item|thread|viewthread|showthread)$/i

function pathAndQuery(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

/** The number of an address at the place where the compared pages differ; null when they differ in more than one. */
function differingNumber(address: string, [a, b]: readonly [string, string]): string | null {
  const [shape, shapeA, shapeB] = [address, a, b].map((one) => pathAndQuery(one).split(/\d+/).join('#'))
  if (shape !== shapeA || shape !== shapeB) return null
  const [numbers = [], numbersA = [], numbersB = []] = [address, a, b].map(
    (one) => pathAndQuery(one).match(/\d+/g) ?? [],
  )
  const places = numbers.flatMap((_, i) => (numbersA[i] === numbersB[i] ? [] : [i]))
  return places.length === 1 ? (numbers[places[0] ?? 0] ?? null) : null
}

/** Segments of a path that stands in the query, as programs without rewritten addresses have it: `picture.php?/212/fog`. */
function routeOf(url: URL): string[] {
  const route = /^\?(\/[^&]*)/.exec(url.search)?.[1] ?? ''
  return route.split('/').filter((segment) => segment !== '')
}

/** The identity of a gallery by its address: the number that differs from page to page, else the last segment's stem, decoded as the page is. */
export function galleryIdOf(
  address: string,
  template: SiteTemplate | null,
  encoding: string | null = null,
): string | null {
  const number = template && differingNumber(address, template.pages)
  if (number) return number
  const url = new URL(address)
  const routed = routeOf(url)
  if (routed.length > 0) return routed.find((segment) => /^\d+$/.test(segment)) ?? routed.at(-1) ?? null
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const stems = segments.map((segment) =>
    percentDecoded(segment, encoding).replace(/\.[a-z][a-z0-9]{1,4}$/i, ''),
  )
  const last = stems.at(-1) ?? ''
  const named = /[?&](?:[a-z]*id|p|t|n|no|num)=(\d+)(?=&|$)/i.exec(url.search)?.[1]
  if (named && !/\d/.test(last)) return named
  if (last !== '' && !plainStems.test(last)) return last
  const inQuery = /[?&][^=&]*=(\d+)(?=&|$)/.exec(url.search)?.[1]
  return inQuery ?? stems.findLast((stem) => !plainStems.test(stem)) ?? (last || null)
}
