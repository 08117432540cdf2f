import { z } from 'zod'
import { withoutUserinfo } from '../text/address-parts'
import { type PageRange, parseAddress } from './parse'
import { parsePageRange } from './parse-page-range'

/** Longest address, in UTF-16 units. */
const longestAddress = 8192

/**
 * The address of a request: typed in any notation of ranges, and canonical from here on.
 *
 * What this schema lets through always has a range: `rangeOf` reads it, and no caller handles a failure again. It stays
 * text, so that a stored request and one that is sent as JSON keep their form.
 */
export const RangeAddress = z
  .string()
  .trim()
  .min(1)
  .max(longestAddress)
  .transform((text, context) => {
    const parsed = parsePageRange(text)
    if (parsed.ok) return parsed.range.canonical
    context.addIssue({ code: 'custom', message: parsed.error.code, params: { ...parsed.error } })
    return z.NEVER
  })
  .brand<'RangeAddress'>()
export type RangeAddress = z.output<typeof RangeAddress>

/** The range of an address that its schema has read. */
export function rangeOf(address: RangeAddress): PageRange {
  const parsed = parseAddress(address)
  if (parsed.ok) return parsed.range
  throw new TypeError(`no canonical address at ${parsed.error.at}: ${parsed.error.code}`)
}

/** The groups of a range as text, to compare two; null for what is no range. */
function groupsOf(address: string): string | null {
  const parsed = parseAddress(address)
  return parsed.ok ? JSON.stringify(parsed.range.parts.filter(({ kind }) => kind !== 'text')) : null
}

/**
 * The same range without names and passwords: neither its own nor those of addresses in its query. The same text when it
 * has none.
 *
 * Where a login in the query overlaps a group, only the address's own login is removed: without the group it would be
 * another range.
 */
export function withoutLogin(address: RangeAddress): RangeAddress {
  const shown = withoutUserinfo(address)
  if (shown === address || groupsOf(shown) === groupsOf(address)) return shown as RangeAddress
  // Nothing in an authority is a range, so that the rest stays one.
  return address.replace(/^(\w+:\/\/)[^/?#\\]*@/, '$1') as RangeAddress
}
