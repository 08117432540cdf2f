import type { Element } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { unknownSize } from '../addresses/announced-size'
import { pictureOfValue } from '../lists/literal-pictures'
import { literalsIn } from '../lists/script-literal'
import { type Offer, offer } from './offer'

/** Longest attribute that is read, in UTF-16 units. */
const longest = 8000

/** Most addresses of one object that are offered. */
const mostOffers = 8

/**
 * Versions of a picture that an object in a `data-` attribute names: `data-photo='{"thumb": …, "original": {"url": …}}'`.
 * Only where it names one of those that are `shown` too: an object of a card may be about anything else.
 */
export function objectOffers(
  element: Element,
  shown: readonly { readonly address: string }[],
  page: PageDocument,
  rank: number,
): Offer[] {
  return Object.entries(element.attribs).flatMap(([name, text]) => {
    if (!name.startsWith('data-') || text.length > longest || !text.trimStart().startsWith('{')) return []
    const [value] = literalsIn(text)
    const picture = pictureOfValue(value, (reference) => page.resolve(reference))
    if (!picture) return []
    const { address, alternatives, width = null, height = null } = picture
    const others = new Set(shown.map((one) => one.address))
    const larger = [address, ...alternatives]
    const end = larger.findIndex((one) => others.has(one))
    // What stands behind that which is shown is smaller
    return larger
      .slice(0, Math.max(0, Math.min(end, mostOffers)))
      .map((one, at) =>
        offer(element, 'container', one, rank + at / 100, at === 0 ? { width, height } : unknownSize),
      )
  })
}
