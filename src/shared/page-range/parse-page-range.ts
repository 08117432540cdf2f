import { rangeFromTwo } from './expand'
import { type Parsed, parseAddress } from './parse'
import { rangeError } from './range-error'

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
