import { beginsAsDates, isDateSpanText, readDateSpan } from './date-span'
import { beginsAsJson, beginsAsRange, isHostText, looksLikeRange } from './looks-like-range'
import { type Read, refuse, type Stretch, stretchText } from './range-error'
import { isOpen, isSpanAlone, type RangePart } from './range-part'
import { cutAtCommas, readList } from './read-list'
import { readLetterSpan, readNumberSpan } from './read-span'

/** What a backslash makes literal outside of braces: curl's four, the star of From/To, and itself. */
const escapable = '[]{}*\\'

/**
 * A bracket that was taken as a part of the address.
 *
 * `no-range`: what stands in it is none. `fragment`: it stands behind `#`, which is never sent (RFC 9110 §7.1), so that
 * every address of a range would be the same page.
 */
export interface TakenLiterally {
  readonly text: string
  readonly why: 'no-range' | 'fragment'
}

/** Path, query and fragment as they were read. */
export interface Rest {
  readonly parts: readonly RangePart[]
  readonly literal: readonly TakenLiterally[]
}

/** Longest text of one bracket that is noted, and how many are. */
const longestNoted = 40
const mostNoted = 5

/** Offset of the bracket that ends the group begun at `at`, or -1. In a list a backslash hides one. */
function groupEnd({ text, end }: Stretch, at: number): number {
  const isList = text.charAt(at) === '{'
  for (let close = at; ; ) {
    close = text.indexOf(isList ? '}' : ']', close + 1)
    if (close === -1 || close >= end) return -1
    let behind = close - 1
    while (behind > at && text.charAt(behind) === '\\') behind -= 1
    if (!isList || (close - behind) % 2 === 1) return close
  }
}

/** A span of numbers, dates or letters, as it stands between brackets; null: brackets of the address. */
function readBrackets(group: Stretch): Read<RangePart> | null {
  const text = stretchText(group)
  if (!looksLikeRange(text) && !isDateSpanText(text)) return null
  const read = readSpan(group, text)
  return read.ok || !isHostText(text) ? read : null
}

function readSpan(group: Stretch, text: string): Read<RangePart> {
  if (isDateSpanText(text) || beginsAsDates(text)) return readDateSpan(group)
  const trimmed = text.trim()
  // Both ends are hexadecimal digits and one of them has a letter: half a range of numbers, or of letters.
  const isHexLike = /^[0-9a-f]+\s*(?:-|–|\.\.)\s*[0-9a-f]+$/i.test(trimmed)
  if (isHexLike && /\d/.test(trimmed) && /[a-f]/i.test(trimmed))
    return refuse('hex-ends', group, group.start, group.end)
  if (/^\d/.test(trimmed)) return readNumberSpan(group)
  if (/^[a-z]/i.test(trimmed)) return readLetterSpan(group)
  return refuse('bad-number', group, group.start, group.end)
}

/** Offset of the first range or list inside of braces, or null. */
function rangeInside(group: Stretch): number | null {
  const text = group.text.slice(group.start, group.end + 1)
  for (const { 0: found, index } of text.matchAll(/\[[^[\]{}]*\]|\{[^[\]{}]*\}/g)) {
    const inner = found.slice(1, -1)
    if (looksLikeRange(inner) || (found.startsWith('{') && inner.includes(','))) return group.start + index
  }
  return null
}

/**
 * A list, or the range in another dialect that its only entry is: `{1-100}`, `{00..99}`, `{a..z}`. Null: braces of the
 * address, such as `{id}` and JSON.
 */
function readBraces(group: Stretch): Read<RangePart> | null {
  const text = stretchText(group)
  if (beginsAsJson(text)) return null
  if (/(?<!\\)(?:\\\\)*[[\]{]/.test(text)) {
    const inner = rangeInside(group)
    return inner === null ? null : refuse('nested', group, inner, inner + 1)
  }
  if (isSpanAlone(text)) return readBrackets(group)
  return cutAtCommas(group).length > 1 ? readList(group) : readBrackets(group)
}

/** Reads the group whose opening bracket stands at `at`, and the offset behind its closing one; null: it is none. */
function readGroupAt(
  stretch: Stretch,
  at: number,
): Read<{ readonly part: RangePart; readonly next: number }> | null {
  const bracket = stretch.text.charAt(at)
  const close = groupEnd(stretch, at)
  if (close === -1) {
    const behind = stretch.text.slice(at + 1, stretch.end)
    return beginsAsRange(behind, bracket) ? refuse('unclosed', stretch, at, at + 1) : null
  }
  const group = { ...stretch, start: at + 1, end: close }
  const read = bracket === '[' ? readBrackets(group) : readBraces(group)
  if (read === null || !read.ok) return read
  return { ok: true, value: { part: read.value, next: close + 1 } }
}

/** A star outside of groups. */
function refuseStar(stretch: Stretch, at: number): Read<never> {
  const { text } = stretch
  const isBraced = text.charAt(at - 1) === '(' && text.charAt(at + 1) === ')'
  return isBraced
    ? refuse('star-needs-pages', stretch, at - 1, at + 2)
    : refuse('star-needs-pages', stretch, at, at + 1)
}

/** The bracket at `at` with what it holds, as far as that is short. */
function bracketText(stretch: Stretch, at: number): string {
  const close = groupEnd(stretch, at)
  return stretch.text.slice(at, close === -1 ? at + 1 : Math.min(close + 1, at + longestNoted))
}

/** Notes of brackets that were taken literally: each text once, a bounded number, none for what lies in another one. */
function createNotes() {
  const literal: TakenLiterally[] = []
  let coveredTo = 0
  return {
    literal,
    note(stretch: Stretch, at: number, why: TakenLiterally['why']): void {
      const text = bracketText(stretch, at)
      if (at < coveredTo) return
      coveredTo = at + text.length
      const isKnown = literal.some((other) => other.text === text && other.why === why)
      if (!isKnown && literal.length < mostNoted) literal.push({ text, why })
    },
  }
}

/**
 * Reads path, query and fragment: literal text and groups, in order.
 *
 * Brackets that cannot be a range belong to the address. Those that look like one and are wrong are refused: taken
 * literally, a typing error would fetch a page that was not meant. Behind `#` nothing is a range.
 */
export function readRest(stretch: Stretch): Read<Rest> {
  const { text, end } = stretch
  const parts: RangePart[] = []
  const notes = createNotes()
  let literal = ''
  let inFragment = false
  const endLiteral = () => {
    if (literal !== '') parts.push({ kind: 'text', text: literal })
    literal = ''
  }
  for (let at = stretch.start; at < end; ) {
    const char = text.charAt(at)
    const next = at + 1 < end ? text.charAt(at + 1) : ''
    if (char === '*' && !inFragment) return refuseStar(stretch, at)
    const group = char === '[' || char === '{' ? readGroupAt(stretch, at) : null
    if (group !== null && !inFragment) {
      if (!group.ok) return group
      if (/%[0-9a-f]?$/i.test(literal.slice(-2))) return refuse('in-escape', stretch, at, at + 1)
      const isFirst = parts.every((part) => part.kind === 'text')
      if (!isFirst && isOpen(group.value.part)) return refuse('open-not-first', stretch, at, group.value.next)
      endLiteral()
      parts.push(group.value.part)
      at = group.value.next
    } else if (char === '\\' && next !== '' && escapable.includes(next)) {
      literal += next
      at += 2
    } else {
      if (char === '[' || char === '{') notes.note(stretch, at, group === null ? 'no-range' : 'fragment')
      if (char === '#') inFragment = true
      literal += char
      at += 1
    }
  }
  endLiteral()
  return { ok: true, value: { parts, literal: notes.literal } }
}
