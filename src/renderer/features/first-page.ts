import { addressAt, parsePageRange } from '@shared/page-range/page-range'

/** The first address of a range: a browser does not know ranges. */
export function firstPage(address: string): string {
  const parsed = parsePageRange(address)
  return parsed.ok ? addressAt(parsed.range, 0) : address
}
