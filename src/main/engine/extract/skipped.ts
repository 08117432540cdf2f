import type { LeftOut, LeftOutReason } from '@shared/model/gallery'

/** Most addresses of one page that are kept with their reasons: beyond it they are of no use to a person. */
export const mostLeftOut = 20_000

/** Longest address that is kept, in UTF-16 units: `data:` addresses hold whole pictures. */
const longestAddress = 2000
const longestInline = 64

/** Why addresses of one page are not taken. */
export interface LeftOutList {
  readonly rows: readonly LeftOut[]
  add(address: string, reason: LeftOutReason): void
}

/** Makes an empty list; an address is kept once for each reason, at most `mostLeftOut` in all. */
export function createLeftOut(): LeftOutList {
  const rows: LeftOut[] = []
  const known = new Set<string>()
  return {
    rows,
    add(address, reason) {
      const longest = /^\s*data:/i.test(address) ? longestInline : longestAddress
      const shown = address.length > longest ? `${address.slice(0, longest)}…` : address
      const key = `${reason} ${shown}`
      if (rows.length >= mostLeftOut || known.has(key)) return
      known.add(key)
      rows.push({ address: shown, reason })
    },
  }
}
