import type { ReferrerPolicy } from '../address/referrer-policy'
import type { FoundImage } from '../extract/extraction'
import type { AddressRewriter } from '../extract/recipes/rewrite'
import type { LeftOutList } from '../extract/skipped'

/** An address as it was found, with the referrer policy for it; null where none is named. */
export interface FoundAddress {
  readonly address: string
  readonly policy: ReferrerPolicy | null
}

/** Rewrites addresses into pictures, each once, in order; a changed address leaves its thumbnail out. */
export function collectImages(
  addresses: readonly FoundAddress[],
  rewriter: AddressRewriter,
  leftOut: LeftOutList,
): FoundImage[] {
  const images = new Map<string, FoundImage>()
  for (const { address: found, policy } of addresses) {
    const address = rewriter.rewrite(found)
    if (images.has(address)) leftOut.add(address, 'duplicate')
    else {
      if (address !== found) leftOut.add(found, 'thumbnail')
      const alternatives = rewriter.alternativesOf(address)
      images.set(address, { address, alternatives, ...(policy === null ? {} : { policy }) })
    }
  }
  return [...images.values()]
}
