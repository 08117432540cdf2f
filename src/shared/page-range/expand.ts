import type { PageRange } from './parse'
import { countOf, isOpen, valueAt } from './range-part'

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
