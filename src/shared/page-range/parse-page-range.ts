import { rangeFromTwo } from './from-two'
import { type PageRange, type Parsed, parseAddress } from './parse'
import { rangeError } from './range-error'

/** The two addresses of a text that holds exactly two, each with its scheme. */
function twoAddresses(text: string): readonly [string, string] | null {
  const [a, b, ...more] = text.trim().split(/\s+/)
  if (a === undefined || b === undefined || more.length > 0) return null
  return /^https?:\/\//i.test(a) && /^https?:\/\//i.test(b) ? [a, b] : null
}

/**
 * Reads whatever a person gives as an address: one with ranges in any dialect, or two, with white space between them,
 * that differ in one number. See `parseAddress` for the rules. Never throws.
 */
export function parsePageRange(text: string): Parsed {
  const two = twoAddresses(text)
  if (two === null) return parseAddress(text)
  const range = rangeFromTwo(two[0], two[1])
  const start = text.length - text.trimStart().length
  return range ?? { ok: false, error: rangeError('two-addresses', text, start, text.trimEnd().length) }
}

/** The range of an address that was parsed before, as a request carries it. Throws a TypeError for any other text. */
export function rangeOf(canonical: string): PageRange {
  const parsed = parseAddress(canonical)
  if (parsed.ok) return parsed.range
  throw new TypeError(`no canonical address at ${parsed.error.at}: ${parsed.error.code}`)
}
