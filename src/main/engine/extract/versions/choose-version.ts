import type { VersionChoice } from '../extraction'
import { type AnnouncedSize, sizeInAddress } from './addresses/announced-size'
import { formatOf, rankOfFormat } from './addresses/picture-address'
import { isSameInOtherSize } from './addresses/size-variants'
import type { Offer } from './offers/offer'

/** An offer with its absolute address. */
export interface AddressOffer extends Offer {
  readonly address: string
}

interface Weighed {
  readonly offer: AddressOffer
  /** Announced width, else height, in pixels; null when unknown. An original counts just above what is made of it. */
  readonly side: number | null
  /** Place of its format; it decides between equals alone. */
  readonly format: () => number
}

/** Most offers of one picture that are compared with each other: a page may list a thousand candidates. */
const mostCompared = 40

function sizeOf(one: AddressOffer): AnnouncedSize {
  return one.width !== null || one.height !== null ? one : sizeInAddress(one.address)
}

function weigh(offers: readonly AddressOffer[], preferred: readonly string[]): Weighed[] {
  const sides = offers.map((one) => {
    const { width, height } = sizeOf(one)
    return width ?? height
  })
  return offers.map((one, index) => {
    const format = () => rankOfFormat(formatOf(one.address), preferred)
    let side = sides[index] ?? null
    if (side === null && index < mostCompared) {
      for (const [at, other] of offers.slice(0, mostCompared).entries()) {
        const known = sides[at] ?? null
        if (known === null || known <= (side ?? 0) || !isSameInOtherSize(one.address, other.address)) continue
        side = known + 0.5
      }
    }
    return { offer: one, side, format }
  })
}

const byRank = (a: Weighed, b: Weighed) =>
  a.offer.rank - b.offer.rank ||
  (b.side ?? 0) - (a.side ?? 0) ||
  b.offer.density - a.offer.density ||
  a.format() - b.format()

const bySide = (a: Weighed, b: Weighed) => (b.side ?? 0) - (a.side ?? 0) || a.format() - b.format()

/** The offers, each address once: with the best place that it has, and the size that any of them announces. */
function merge(offers: readonly AddressOffer[]): AddressOffer[] {
  const merged = new Map<string, AddressOffer>()
  for (const one of offers) {
    const known = merged.get(one.address)
    if (!known) merged.set(one.address, one)
    else {
      const best = one.rank < known.rank ? one : known
      const other = best === one ? known : one
      merged.set(one.address, {
        ...best,
        width: best.width ?? other.width,
        height: best.height ?? other.height,
      })
    }
  }
  return [...merged.values()]
}

/**
 * Sorts what is offered for one picture, the largest first: by where it is named, and among those that announce a size by
 * that size. At equal size the original format, or the one that is preferred, comes first.
 */
export function sortOffers(offers: readonly AddressOffer[], choice: VersionChoice): AddressOffer[] {
  const once = merge(offers)
  if (once.length < 2) return once
  const sorted = weigh(once, choice.formats).sort(byRank)
  // those with a size exchange their places; what announces none keeps the place that its name gives it
  const sized = sorted.filter(({ side }) => side !== null).sort(bySide)
  let next = 0
  const placed = sorted.map((one) => (one.side === null ? one : (sized[next++] ?? one)))
  return placed.map(({ offer }) => offer)
}
