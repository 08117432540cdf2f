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
