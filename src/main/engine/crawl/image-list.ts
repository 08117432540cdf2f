import type { FoundImage } from './extraction'
import type { LeftOutList } from './left-out'
import type { AddressRewriter } from './rewrite'

/** Rewrites addresses into pictures, each once, in order; a changed address leaves its thumbnail out. */
export function collectImages(
  addresses: readonly string[],
  rewriter: AddressRewriter,
  leftOut: LeftOutList,
): FoundImage[] {
  const images = new Map<string, FoundImage>()
  for (const found of addresses) {
    const address = rewriter.rewrite(found)
    if (images.has(address)) leftOut.add(address, 'duplicate')
    else {
      if (address !== found) leftOut.add(found, 'thumbnail')
      images.set(address, { address, alternatives: rewriter.alternativesOf(address) })
    }
  }
  return [...images.values()]
}
