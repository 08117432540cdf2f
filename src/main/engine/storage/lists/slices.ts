import { countIn } from '../columns'
import type { Database, Value } from '../database/database'

/** Answers the column `n` of a counting question. */
export type Count = (sql: string, ...values: readonly Value[]) => number

/**
 * Keeps what was read, by a key, for as long as the database stays the same.
 *
 * A connection that does not know its version reads every time.
 */
export function createKept<T>(database: Database): (key: string, read: () => T) => T {
  const known = new Map<string, { readonly value: T }>()
  let of: number | null = null
  return (key, read) => {
    const version = database.version?.() ?? null
    if (version === null || version !== of) known.clear()
    of = version
    const found = known.get(key) ?? { value: read() }
    known.set(key, found)
    return found.value
  }
}

/** Counts once for each state of the database: a scroll through a list counts once. */
export function createCounts(database: Database): Count {
  const kept = createKept<number>(database)
  return (sql, ...values) => kept(JSON.stringify([sql, values]), () => countIn(database.get(sql, ...values)))
}

/** Rows of a list to read: in its direction from its beginning, or against it from its end, whichever is nearer. */
export interface Stretch {
  readonly reversed: boolean
  readonly skip: number
  readonly take: number
}

/** The way to rows `offset` to `offset + limit` of `total` that skips the fewest. */
export function stretchOf(total: number, offset: number, limit: number): Stretch {
  const take = Math.max(0, Math.min(limit, total - offset))
  const behind = total - offset - take
  return take > 0 && behind < offset
    ? { reversed: true, skip: behind, take }
    : { reversed: false, skip: offset, take }
}

/** Rows in the order of the list, however they were read. */
export function inListOrder<T>({ reversed }: Stretch, rows: readonly T[]): readonly T[] {
  return reversed ? rows.toReversed() : rows
}

/** Terms of an ORDER BY in one direction or the other; equal rows come in the order of their ids. */
export function directed(order: string, descending: boolean): string {
  if (!descending) return `${order}, id`
  const turned = order
    .split(', ')
    .map((term) => (term.endsWith(' DESC') ? term.slice(0, -5) : `${term} DESC`))
  return `${turned.join(', ')}, id DESC`
}

/** The place of a row in a list that is sorted by time, then by id. */
export interface SortPosition {
  readonly at: number
  readonly id: number
}

/** A sorted list that is read by position. */
export interface SortedList {
  readonly total: number
  /** At most `limit` places behind the first `skip` that do not come before `from`; null: from the beginning. */
  read(from: SortPosition | null, skip: number, limit: number): readonly SortPosition[]
}

/**
 * Places `skip` to `skip + take` of two sorted lists merged, each with the list that it is of: 0 or 1.
 *
 * Nothing is merged but what is answered: a binary search finds how many of the places before the slice are of the one
 * list and how many of the other. Each step reads on from the nearest place known, so that all of them together skip
 * no more places than are before the slice. `precedes` says whether a place of the list 1 comes before one of 0.
 */
export function mergedSlice(
  lists: readonly [SortedList, SortedList],
  precedes: (second: SortPosition, first: SortPosition) => boolean,
  skip: number,
  take: number,
): readonly (SortPosition & { readonly list: 0 | 1 })[] {
  const [first, second] = [reading(lists[0]), reading(lists[1])]
  let low = Math.max(0, skip - lists[0].total)
  let high = Math.min(skip, lists[1].total)
  // The nearest places known at the beginning: every later step starts from one of them.
  second.place(low)
  first.place(skip - high)
  while (low < high) {
    const middle = (low + high) >> 1
    const [two, one] = [second.place(middle), first.place(skip - middle - 1)]
    // Rows can be gone since they were counted: then both lists are short, and so is the answer.
    if (two !== null && (one === null || precedes(two, one))) low = middle + 1
    else high = middle
  }
  const ones = first.from(skip - low, take)
  const twos = second.from(low, take)
  const merged: (SortPosition & { readonly list: 0 | 1 })[] = []
  for (let one = 0, two = 0; merged.length < take; ) {
    const [a, b] = [ones[one], twos[two]]
    if (b !== undefined && (a === undefined || precedes(b, a))) {
      merged.push({ ...b, list: 1 })
      two += 1
    } else if (a !== undefined) {
      merged.push({ ...a, list: 0 })
      one += 1
    } else break
  }
  return merged
}

/** Reads places of a list from the nearest one before them that was read. */
function reading(list: SortedList) {
  const known = new Map<number, SortPosition>()
  const from = (position: number, limit: number): readonly SortPosition[] => {
    const nearest = Math.max(-1, ...[...known.keys()].filter((at) => at <= position))
    const start = known.get(nearest) ?? null
    const places = list.read(start, start === null ? position : position - nearest, limit)
    if (places[0] !== undefined) known.set(position, places[0])
    return places
  }
  return { from, place: (position: number): SortPosition | null => from(position, 1)[0] ?? null }
}
