import type { SkipReason } from '@shared/model/gallery'
import type { SiteTemplate } from '../extraction'
import type { Candidate } from './candidates'
import { createAddressJudge, regionByNames } from './noise-words'

/** A picture that announces less than this on a side, or less than its square in all, is no picture of a gallery. */
const leastSide = 48
const leastArea = 80 * 80

/** Sizes of the common formats of advertising. */
const bannerSizes = new Set([
  '468x60',
  '728x90',
  '970x90',
  '970x250',
  '300x250',
  '336x280',
  '160x600',
  '120x600',
  '234x60',
  '88x31',
])

/** Judges candidates one by one. */
type JudgeCandidate = (candidate: Candidate) => SkipReason | null

function judgeSize({ width, height, link, shown }: Candidate): SkipReason | null {
  // the size of a thumbnail says nothing about what its link opens
  if (link === 'picture' || shown !== 'image') return null
  if ((width !== null && width <= 3) || (height !== null && height <= 3)) return 'spacer'
  if (width !== null && height !== null && bannerSizes.has(`${width}x${height}`)) return 'advertising'
  if ((width !== null && width <= leastSide) || (height !== null && height <= leastSide)) return 'too-small'
  return width !== null && height !== null && width * height < leastArea ? 'too-small' : null
}

/** How often each address is shown, and how often one is in the middle of the list. */
function countRepetitions(candidates: readonly Candidate[]): { counts: Map<string, number>; median: number } {
  const counts = new Map<string, number>()
  for (const { address } of candidates) counts.set(address, (counts.get(address) ?? 0) + 1)
  const sorted = [...counts.values()].sort((a, b) => a - b)
  return { counts, median: sorted[sorted.length >> 1] ?? 0 }
}

/**
 * What distinguishes decoration of a page from its pictures, surest first: it stands on the compared page too, is announced
 * small, or its names and place say so.
 */
export function createJudge(
  page: string,
  candidates: readonly Candidate[],
  template: SiteTemplate | null,
): JudgeCandidate {
  const judgeAddress = createAddressJudge(page)
  const sharedImages = new Set(template?.images)
  const sharedPlaces = new Set(template?.places)
  const { counts, median } = countRepetitions(candidates)
  return (candidate) => {
    const { address, place, element, link } = candidate
    if (sharedImages.has(address) || sharedPlaces.has(place.key)) return 'decoration'
    const bySize = judgeSize(candidate)
    if (bySize) return bySize
    const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
    if (own === 'icon' || own === 'advertising') return own
    // a button by its nature, though old pages show pictures so
    if (element.name === 'input') return 'minor-group'
    if (place.region && place.region !== 'content') return place.region
    const byAddress = link === 'picture' ? null : judgeAddress(address)
    if (byAddress) return byAddress
    // a bullet or a ribbon: shown again and again where pictures are not
    const shown = counts.get(address) ?? 0
    return shown >= 3 && shown > 2 * median ? 'icon' : null
  }
}
