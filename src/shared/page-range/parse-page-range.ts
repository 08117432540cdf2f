import { z } from 'zod'
import { withoutUserinfo } from '../text/address-parts'
import { rangeFromTwo } from './expand'
import { type PageRange, type Parsed, parseAddress } from './parse-address'
import { rangeError } from './range-error'

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

/** White space and then a scheme: where another address begins. */
const nextAddress = /\s+(?=https?:\/\/)/i

/** The addresses of a text that holds more than one, each with its scheme; null for every other text. */
function severalAddresses(text: string): readonly string[] | null {
  const trimmed = text.trim()
  const addresses = trimmed.split(nextAddress)
  return addresses.length > 1 && /^https?:\/\//i.test(trimmed) ? addresses : null
}

/**
 * Reads whatever the user gives as an address: one with ranges in any dialect, or two, with white space between them,
 * that differ in one number. More than two are an error. See `parseAddress` for the rules. Never throws.
 */
export function parsePageRange(text: string): Parsed {
  const addresses = severalAddresses(text)
  if (addresses === null) return parseAddress(text)
  const [first, last, ...more] = addresses
  // Any other text between them would become part of the address that the range makes.
  const isPair = first !== undefined && last !== undefined && more.length === 0 && !/\s/.test(first + last)
  const range = isPair ? rangeFromTwo(first, last) : null
  const start = text.length - text.trimStart().length
  return range ?? { ok: false, error: rangeError('two-addresses', text, start, text.trimEnd().length) }
}
