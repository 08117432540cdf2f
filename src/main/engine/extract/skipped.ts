import type { SkippedAddress, SkipReason } from '@shared/model/gallery'
import type { ReferrerPolicy } from '../address/referrer-policy'
import type { FoundImage } from './extraction'
import type { AddressRewriter } from './recipes/rewrite'

/** An address as it was found, with the referrer policy for it; null where none is named. */
export interface FoundAddress {
  readonly address: string
  readonly policy: ReferrerPolicy | null
  /** Other addresses of it, in falling order of size. */
  readonly alternatives?: readonly string[]
  /** What the page shows, where that is another address. */
  readonly shown?: string | null
  /** Announced area of `shown` in square CSS pixels; null when unknown. */
  readonly shownArea?: number | null
  /** Announced pixels; null when unknown. */
  readonly width?: number | null
  readonly height?: number | null
  readonly media?: 'video'
  readonly poster?: string
  /** See `FoundImage.byScript`. */
  readonly byScript?: true
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The picture at an address; absent is what is not known of it. Filled step by step: pages list a hundred thousand. */
function imageAt(address: string, alternatives: readonly string[], found: FoundAddress): FoundImage {
  const { policy, shown, shownArea, width, height, media, poster } = found
  const image: Writable<FoundImage> = { address, alternatives }
  if (shown) image.shown = shown
  if (shown && shownArea) image.shownArea = shownArea
  if (width) image.width = width
  if (height) image.height = height
  if (found.byScript && shown) image.byScript = true
  if (media) image.media = media
  if (poster) image.poster = poster
  if (policy !== null) image.policy = policy
  return image
}

/** A picture as it was found. */
export function imageOf(found: FoundAddress): FoundImage {
  return imageAt(found.address, found.alternatives ?? none, found)
}

const none: readonly string[] = []

/** What to try when an address fails: what a recipe names, then what the page offers. */
function alternativesOf(address: string, found: FoundAddress, rewriter: AddressRewriter): readonly string[] {
  const named = rewriter.alternativesOf(address)
  const offered = found.alternatives ?? none
  if (named.length + offered.length === 0) return none
  return [...new Set([...named, ...offered])].filter((one) => one !== address)
}

/** Rewrites addresses into pictures, each once, in order; a changed address leaves its thumbnail out. */
export function collectImages(
  addresses: readonly FoundAddress[],
  rewriter: AddressRewriter,
  skipped: SkippedList,
): FoundImage[] {
  const images = new Map<string, FoundImage>()
  for (const found of addresses) {
    const address = rewriter.rewrite(found.address)
    const known = images.get(address)
    if (known) skipped.add(address, 'duplicate')
    if (address !== found.address) skipped.add(found.address, 'thumbnail')
    const alternatives = alternativesOf(address, found, rewriter)
    // A link in words and a thumbnail lead to the same picture: the one that knows more of it counts, at the first place
    if (!known || (known.alternatives.length === 0 && alternatives.length > 0))
      images.set(address, imageAt(address, alternatives, found))
  }
  return [...images.values()]
}

/** Most addresses of one page that are kept with their reasons: beyond it they are of no use to the user. */
export const mostSkipped = 20_000

/** Longest address that is kept, in UTF-16 units: `data:` addresses hold whole pictures. */
export const longestAddress = 2000
const longestInline = 64

/** Why addresses of one page are not taken. */
export interface SkippedList {
  readonly rows: readonly SkippedAddress[]
  add(address: string, reason: SkipReason): void
  /** Whether nothing more is kept. */
  isFull(): boolean
}

/** Makes an empty list; an address is kept once for each reason, at most `mostSkipped` in all. */
export function createSkippedList(): SkippedList {
  const rows: SkippedAddress[] = []
  const known = new Set<string>()
  return {
    rows,
    isFull: () => rows.length >= mostSkipped,
    add(address, reason) {
      if (rows.length >= mostSkipped) return
      const longest = /^\s*data:/i.test(address) ? longestInline : longestAddress
      const shown = address.length > longest ? `${address.slice(0, longest)}…` : address
      const key = `${reason} ${shown}`
      if (known.has(key)) return
      known.add(key)
      rows.push({ address: shown, reason })
    },
  }
}
