import type { SkipReason } from '@shared/model/gallery'
import type { SiteTemplate } from '../../extraction'
import { pathOf } from '../../html/resolve-address'
import type { Candidate } from '../candidates/candidates'
import type { Placed } from '../candidates/targets'
import { type AddressHints, createAddressJudge, isAdvertisingHost, regionByNames } from '../hints/noise-words'
import { isHomeAddress } from '../obstacles/obstacles'

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
 * What distinguishes decoration of a page from its pictures whatever stands beside it: it stands on the compared page too,
 * is announced small, comes from a host of advertising, or is shown again and again.
 */
export function createJudge(candidates: readonly Candidate[], template: SiteTemplate | null): JudgeCandidate {
  const sharedImages = new Set(template?.images)
  const sharedPlaces = new Set(template?.places)
  const { counts, median } = countRepetitions(candidates)
  return (candidate) => {
    const { address, place, element } = candidate
    if (sharedImages.has(address) || sharedPlaces.has(place.key)) return 'decoration'
    if (isAdvertisingHost(address)) return 'advertising'
    const bySize = judgeSize(candidate)
    if (bySize) return bySize
    if (/\.(?:ico|cur)$/i.test(pathOf(address))) return 'icon'
    // inert until a script copies it: what it holds may be a pattern
    if (place.isTemplate) return 'minor-group'
    // a bullet or a ribbon: shown again and again where pictures are not
    const shown = counts.get(address) ?? 0
    return shown >= 3 && shown > 2 * median && element.name !== 'a' ? 'icon' : null
  }
}

/** What names say of a picture: doubtful, as any picture may be called so. */
export interface Hints {
  /** Of the element and its containers, or of its folder: holds for its whole group. */
  readonly place: SkipReason | null
  /** Of its folder alone. */
  readonly isFolder: boolean
  /** Of the file's own name. */
  readonly name: SkipReason | null
  /** The word of that name that says so; empty without. */
  readonly word: string
}

/** What a picture has whose names say nothing. */
export const noHints: Hints = { place: null, isFolder: false, name: null, word: '' }

const noAddressHints: AddressHints = { folder: null, name: null, word: '' }

/** Reads the names of and around the pictures of a page. */
export function createHints(page: string): (candidate: Placed) => Hints {
  const judgeAddress = createAddressJudge(page)
  return ({ element, place, address, link, target }) => {
    const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
    const { folder, name, word } = link === 'picture' ? noAddressHints : judgeAddress(address)
    const byOwn = own === 'icon' || own === 'advertising' ? own : null
    // a button by its nature, though old pages show pictures so
    const byTag = element.name === 'input' ? 'minor-group' : null
    const byPlace = place.region === 'content' ? null : place.region
    // what leads to the home page of the site is its logo
    const byTarget = target !== null && isHomeAddress(target) && !isHomeAddress(page) ? 'icon' : null
    const around = byOwn ?? byTag ?? byPlace ?? byTarget
    return { place: around ?? folder, isFolder: around === null && folder !== null, name, word }
  }
}
