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
