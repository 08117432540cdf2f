import {
  findPageNumbers,
  type PageRange,
  parsePageRange,
  type RangeError,
  withPages,
} from '@shared/page-range/page-range'

/** Longest address that a request takes, in UTF-16 units. */
export const longestAddress = 8192

/** What is wrong with what a person typed; `at` says where, as far as it is one place. */
export type RangeSlip =
  | { readonly kind: 'range'; readonly text: string; readonly error: RangeError }
  | { readonly kind: 'other'; readonly message: string }

export type ReadRange =
  | { readonly ok: true; readonly range: PageRange }
  | { readonly ok: false; readonly slip: RangeSlip }

function slip(message: string): ReadRange {
  return { ok: false, slip: { kind: 'other', message } }
}

function noNumber(address: string): string {
  const reason = 'no number of this address counts pages'
  return /#.*[\d*]/s.test(address)
    ? `${reason}: what is behind # never reaches the site, which sends the same page whatever stands there`
    : `${reason}; write * or a range such as [1-50] in its place`
}

/**
 * Reads an address as it was typed, with its pages if they were given apart.
 *
 * With `pages`, the number that counts pages is found in the address, and a range may not stand there already.
 */
export function readRange(address: string, pages: string | undefined): ReadRange {
  if (address.length > longestAddress) {
    return slip(`the address is longer than ${longestAddress} characters`)
  }
  // Bytes that were no UTF-8; no site has such an address.
  if (address.includes('\ufffd')) return slip('this address is not text in UTF-8')
  if (pages === undefined) {
    const parsed = parsePageRange(address)
    if (parsed.ok) return parsed
    return { ok: false, slip: { kind: 'range', text: address, error: parsed.error } }
  }
  const { numbers, best } = findPageNumbers(address)
  const plain = parsePageRange(address)
  if (plain.ok && plain.range.parts.some((part) => part.kind !== 'text')) {
    return slip('the address holds a range already; leave out --pages')
  }
  if (!plain.ok && plain.error.code === 'two-addresses') {
    return { ok: false, slip: { kind: 'range', text: address, error: plain.error } }
  }
  const parsed = withPages(address, numbers[best], pages)
  if (parsed.ok) return parsed
  if (parsed.error.code === 'no-number') return slip(noNumber(address))
  const text = parsed.error.part === 'pages' ? pages : address
  return { ok: false, slip: { kind: 'range', text, error: parsed.error } }
}
