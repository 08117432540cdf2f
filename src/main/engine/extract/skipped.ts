import type { SkippedAddress, SkipReason } from '@shared/model/gallery'
import type { ReferrerPolicy } from '../address/referrer-policy'
import type { FoundImage } from './extraction'
import type { AddressRewriter } from './recipes/rewrite'

/** An address as it was found, with the referrer policy for it; null where none is named. */
export interface FoundAddress {
  readonly address: string
  readonly policy: ReferrerPolicy | null
}

/** Rewrites addresses into pictures, each once, in order; a changed address leaves its thumbnail out. */
export function collectImages(
  addresses: readonly FoundAddress[],
  rewriter: AddressRewriter,
  skipped: SkippedList,
): FoundImage[] {
  const images = new Map<string, FoundImage>()
  for (const { address: found, policy } of addresses) {
    const address = rewriter.rewrite(found)
    if (images.has(address)) skipped.add(address, 'duplicate')
    else {
      if (address !== found) skipped.add(found, 'thumbnail')
      const alternatives = rewriter.alternativesOf(address)
      images.set(address, { address, alternatives, ...(policy === null ? {} : { policy }) })
    }
  }
  return [...images.values()]
}

/** Most addresses of one page that are kept with their reasons: beyond it they are of no use to the user. */
const mostSkipped = 20_000

/** Longest address that is kept, in UTF-16 units: `data:` addresses hold whole pictures. */
const longestAddress = 2000
const longestInline = 64

/** Why addresses of one page are not taken. */
export interface SkippedList {
  readonly rows: readonly SkippedAddress[]
  add(address: string, reason: SkipReason): void
}

/** Makes an empty list; an address is kept once for each reason, at most `mostSkipped` in all. */
export function createSkippedList(): SkippedList {
  const rows: SkippedAddress[] = []
  const known = new Set<string>()
  return {
    rows,
    add(address, reason) {
      const longest = /^\s*data:/i.test(address) ? longestInline : longestAddress
      const shown = address.length > longest ? `${address.slice(0, longest)}…` : address
      const key = `${reason} ${shown}`
      if (rows.length >= mostSkipped || known.has(key)) return
      known.add(key)
      rows.push({ address: shown, reason })
    },
  }
}
