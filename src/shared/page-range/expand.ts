import { countable } from './numbers/find-numbers'
import { type PageRange, type Parsed, parseAddress } from './parse-address'
import { countOf, isOpen, valueAt } from './range-part'

function isDigit(text: string, at: number): boolean {
  return /^\d$/.test(text.charAt(at))
}

/** Offsets in `a` and `b` of the one run of digits in which they differ, as far as both are the same around it. */
function difference(a: string, b: string): { readonly start: number; readonly tail: number } {
  const digits = countable(a)
  let start = 0
  while (start < a.length && a.charAt(start) === b.charAt(start)) start += 1
  while (start > 0 && isDigit(digits, start - 1)) start -= 1
  let tail = 0
  while (tail < Math.min(a.length, b.length) - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  while (tail > 0 && isDigit(digits, a.length - tail)) tail -= 1
  return { start, tail }
}

/**
 * The range between two addresses that differ in one number of path or query, `a` first; null if they do not.
 *
 * Both ends come out in exactly the spelling that was given. Never throws.
 */
export function rangeFromTwo(a: string, b: string): Parsed | null {
  if (a === b) return null
  const { start, tail } = difference(a, b)
  const first = countable(a).slice(start, a.length - tail)
  const last = b.slice(start, b.length - tail)
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last)) return null
  const parsed = parseAddress(`${a.slice(0, start)}[${first}-${last}]${a.slice(a.length - tail)}`)
  if (!parsed.ok) return null
  const { range } = parsed
  if (range.count === null || addressAt(range, 0) !== a || addressAt(range, range.count - 1) !== b)
    return null
  return { ok: true, range: { ...range, rewritten: true } }
}

/**
 * The address at `index`, from 0, in the order of `addresses`.
 *
 * Throws a RangeError for an index that is no integer or lies outside of the range: a bug of the caller.
 */
export function addressAt(range: PageRange, index: number): string {
  if (!Number.isSafeInteger(index) || index < 0 || (range.count !== null && index >= range.count)) {
    throw new RangeError(`no address ${index} in ${range.canonical}`)
  }
  let left = index
  const values: string[] = []
  for (const part of [...range.parts].reverse()) {
    // An open part is the slowest one: all that is left is its own.
    const count = isOpen(part) ? Number.MAX_SAFE_INTEGER : countOf(part)
    values.push(valueAt(part, left % count))
    left = Math.floor(left / count)
  }
  return values.reverse().join('')
}

/** All addresses in order from index `from`, made one by one as they are asked for; endless for an open range. */
export function* addresses(range: PageRange, from = 0): Generator<string, void, undefined> {
  for (let index = from; range.count === null || index < range.count; index += 1)
    yield addressAt(range, index)
}

/** The plain address that a range begins with. */
export function firstAddress(range: PageRange): string {
  return addressAt(range, 0)
}

/** The plain address that a range ends with; null for an open one. */
export function lastAddress(range: PageRange): string | null {
  return range.count === null ? null : addressAt(range, range.count - 1)
}
