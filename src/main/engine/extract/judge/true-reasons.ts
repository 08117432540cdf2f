import type { SkippedAddress } from '@shared/model/gallery'
import type { Extraction, LinkedPage } from '../extraction'
import { longestAddress, mostSkipped } from '../skipped'

/** What of an extraction says whether its skipped addresses are skipped. */
type Taking = Pick<Extraction, 'images' | 'items' | 'own' | 'galleries' | 'next' | 'moved' | 'skipped'>

function followed({ items, galleries, next, moved }: Taking): Set<string> {
  const addresses = [...items, ...galleries].map(({ address }) => address)
  for (const one of [next, moved]) if (one !== null) addresses.push(one)
  return new Set(addresses)
}

/** Thumbnails and covers that stand for pages. */
function coversOf(links: readonly LinkedPage[]): Set<string> {
  const covers = links.flatMap(({ thumbnail }) => thumbnail?.address ?? [])
  return new Set(covers.filter((address) => address.length <= longestAddress))
}

/**
 * The skipped addresses of an extraction as it is now: an answer may have made a picture of what was passed over, or a cover
 * of a picture. None is taken or followed, and what stands for a page that is followed is its thumbnail.
 */
export function trueReasons(extraction: Taking): readonly SkippedAddress[] {
  const { images, own = [], items, galleries, skipped } = extraction
  const links = followed(extraction)
  const taken = new Set([...images, ...own].map(({ address }) => address))
  const covers = coversOf([...items, ...galleries])
  const isTrue = ({ address, reason }: SkippedAddress) =>
    // That a picture stands on the page twice is true of what is taken
    taken.has(address)
      ? reason === 'duplicate'
      : !links.has(address) && (reason === 'thumbnail' || !covers.has(address))
  const known = new Set(skipped.filter(isTrue).map(({ address }) => address))
  const isMissing = (address: string) => !taken.has(address) && !links.has(address) && !known.has(address)
  const missing = [...covers].filter(isMissing).slice(0, Math.max(0, mostSkipped - skipped.length))
  if (missing.length === 0 && skipped.every(isTrue)) return skipped
  return [...skipped.filter(isTrue), ...missing.map((address) => ({ address, reason: 'thumbnail' as const }))]
}
