import { parsePageRange } from '@shared/page-range/page-range'

/** Longest text that is searched, in UTF-16 units. */
const longestSearched = 8192

/**
 * The address in what was pasted or dropped: the whole text if it reads as one, or as two that differ in a number; else
 * its http or https address, several of them with a space between; null if there is none.
 *
 * Several are one text, so that *New download* shows all of them and says what can be done: none is dropped in silence. A
 * text without a scheme counts only if it looks like a host with a path: a user who pastes a sentence wants nothing
 * fetched.
 */
export function findAddress(text: string): string | null {
  const whole = text.trim()
  const isShort = whole.length <= longestSearched
  if (isShort && /^https?:\/\//i.test(whole) && parsePageRange(whole).ok) return whole
  const found = whole.slice(0, longestSearched).match(/https?:\/\/[^\s"'<>]+/gi)
  if (found !== null) return [...new Set(found)].join(' ')
  return isShort && /^[\w-]+(\.[\w-]+)+(:\d+)?\/\S*$/.test(whole) && parsePageRange(whole).ok ? whole : null
}
