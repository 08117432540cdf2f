/** What of a file is to be sent; `to` is the last byte, as in the header. */
export type Portion =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'beyond' }

/** The state of a file that a visitor may hold a part of. */
export interface Validators {
  /** Strong: in quotes, without `W/`. */
  readonly etag: string
  /** An HTTP date. */
  readonly lastModified: string
}

/**
 * Which part a request wants, by its Range and If-Range (RFC 9110 §14.2, §13.1.5).
 *
 * Several ranges at once and what is no range are answered with the whole, as the RFC allows; so is a part of a file
 * that has changed since.
 */
export function decidePortion(
  range: string | undefined,
  ifRange: string | undefined,
  { etag, lastModified }: Validators,
  size: number,
): Portion {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' }
  if (ifRange !== undefined && ifRange !== etag && ifRange !== lastModified) return { kind: 'whole' }
  if (first === '') {
    const length = Math.min(size, Number(last))
    return length === 0 ? { kind: 'beyond' } : { kind: 'part', from: size - length, to: size - 1 }
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return { kind: 'whole' }
  if (from >= size) return { kind: 'beyond' }
  return { kind: 'part', from, to: last === '' ? size - 1 : Math.min(size - 1, Number(last)) }
}
