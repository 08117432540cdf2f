import { parsePageRange } from '@shared/page-range'

/**
 * The address in what was pasted or dropped: the whole text if it reads as one, or as two that differ in a number, else
 * its first http or https address; null if there is none.
 *
 * A text without a scheme counts only if it looks like a host with a path: a person who pastes a sentence wants nothing
 * fetched.
 */
export function findAddress(text: string): string | null {
  const whole = text.trim()
  if (whole === '' || whole.length > 8192) return null
  if (/^https?:\/\//i.test(whole) && parsePageRange(whole).ok) return whole
  const found = /https?:\/\/[^\s"'<>]+/i.exec(whole)?.[0]
  if (found !== undefined) return found
  return /^[\w-]+(\.[\w-]+)+(:\d+)?\/\S*$/.test(whole) && parsePageRange(whole).ok ? whole : null
}
