/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Reads a `Range` header for a file of `size` bytes (RFC 9110 §14.1.2, §14.2).
 *
 * null when there is none or when it must be ignored (another unit, several ranges, bad syntax): the whole file is
 * answered; `unsatisfiable` when no byte of it exists.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const count = Number(to)
    if (count === 0 || size === 0) return 'unsatisfiable'
    return { first: Math.max(0, size - count), last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first < size ? { first, last } : 'unsatisfiable'
}
