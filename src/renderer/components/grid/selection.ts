/** Where a key of navigation leads from row `from` of `count`; null if it does not navigate. */
export function rowAfterKey(key: string, from: number, count: number, rowsPerPage: number): number | null {
  if (count === 0) return null
  const last = count - 1
  const clamp = (row: number): number => Math.max(0, Math.min(last, row))
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return from < 0 ? last : clamp(from - 1)
    case 'PageDown':
      return clamp(from + rowsPerPage)
    case 'PageUp':
      return clamp(from - rowsPerPage)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** The chosen rows. `current` has the focus of the keyboard, `anchor` begins a range. */
export interface Selection<K> {
  readonly keys: ReadonlySet<K>
  readonly anchor: K | null
  readonly current: K | null
}

/** The selection without rows. */
export function noSelection<K>(): Selection<K> {
  return { keys: new Set(), anchor: null, current: null }
}

/** The selection of one row, as a click makes it. */
export function selectOne<K>(key: K): Selection<K> {
  return { keys: new Set([key]), anchor: key, current: key }
}

/** Adds a row or takes it away, as a click with Ctrl does. */
export function toggle<K>(selection: Selection<K>, key: K): Selection<K> {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, anchor: key, current: key }
}

/** The rows between the anchor and `current` instead of what was chosen, as a click with Shift does. */
export function selectRange<K>(selection: Selection<K>, between: readonly K[], current: K): Selection<K> {
  return { keys: new Set(between), anchor: selection.anchor ?? current, current }
}

/** Without the rows that are gone; the same object if none is. */
export function keepOnly<K>(selection: Selection<K>, exists: (key: K) => boolean): Selection<K> {
  const keys = [...selection.keys].filter(exists)
  const gone = (key: K | null): boolean => key !== null && !exists(key)
  if (keys.length === selection.keys.size && !gone(selection.anchor) && !gone(selection.current))
    return selection
  return {
    keys: new Set(keys),
    anchor: gone(selection.anchor) ? null : selection.anchor,
    current: gone(selection.current) ? null : selection.current,
  }
}
