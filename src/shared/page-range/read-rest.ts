import { isOpen, isSpanAlone, type RangePart } from './range-part'
import { readList } from './read-list'
import { type Read, readLetterSpan, readNumberSpan, refuse, type Stretch, stretchText } from './read-span'

/** What a backslash makes literal outside of braces: curl's four, the star of From/To, and itself. */
const escapable = '[]{}*\\'

/** Offset of the bracket that ends the group begun at `at`, or -1. In a list a backslash hides one. */
function groupEnd(stretch: Stretch, at: number): number {
  const isList = stretch.text.charAt(at) === '{'
  for (let next = at + 1; next < stretch.end; next += 1) {
    const char = stretch.text.charAt(next)
    if (isList && char === '\\') next += 1
    else if (char === (isList ? '}' : ']')) return next
  }
  return -1
}

/** A span of numbers or letters, as it stands between brackets. */
function readBrackets(group: Stretch): Read<RangePart> {
  const text = stretchText(group)
  const first = text.trimStart().charAt(0)
  if (/\d/.test(first)) return readNumberSpan(group)
  if (/[a-z]/i.test(first)) return readLetterSpan(group)
  return refuse('not-a-range', group, group.start, group.end)
}

/** A list of one entry that is a span is a range in another dialect: `{1-100}`, `{00..99}`, `{a..z}`. */
function readBraces(group: Stretch): Read<RangePart> {
  const text = stretchText(group)
  const nested = /(?<!\\)(?:\\\\)*[[\]{]/.exec(text)
  if (nested !== null) {
    const at = group.start + nested.index + nested[0].length - 1
    return refuse('nested', group, at, at + 1)
  }
  return isSpanAlone(text) ? readBrackets(group) : readList(group)
}

/** Reads the group whose opening bracket stands at `at`, and the offset behind its closing one. */
function readGroupAt(
  stretch: Stretch,
  at: number,
): Read<{ readonly part: RangePart; readonly next: number }> {
  const close = groupEnd(stretch, at)
  if (close === -1) return refuse('unclosed', stretch, at, at + 1)
  if (close === at + 1) return refuse('empty-group', stretch, at, close + 1)
  const group = { ...stretch, start: at + 1, end: close }
  const read = stretch.text.charAt(at) === '[' ? readBrackets(group) : readBraces(group)
  return read.ok ? { ok: true, value: { part: read.value, next: close + 1 } } : read
}

/** Why a character cannot stand outside of groups without a backslash; null if it can. */
function refuseAt(stretch: Stretch, at: number): Read<never> | null {
  const { text } = stretch
  const char = text.charAt(at)
  if (char === ']' || char === '}') return refuse('unopened', stretch, at, at + 1)
  if (char !== '*') return null
  const isBraced = text.charAt(at - 1) === '(' && text.charAt(at + 1) === ')'
  return isBraced
    ? refuse('star-needs-pages', stretch, at - 1, at + 2)
    : refuse('star-needs-pages', stretch, at, at + 1)
}

/** Reads path, query and fragment: literal text and groups, in order. */
export function readRest(stretch: Stretch): Read<readonly RangePart[]> {
  const { text, end } = stretch
  const parts: RangePart[] = []
  let literal = ''
  const endLiteral = () => {
    if (literal !== '') parts.push({ kind: 'text', text: literal })
    literal = ''
  }
  for (let at = stretch.start; at < end; ) {
    const char = text.charAt(at)
    const next = at + 1 < end ? text.charAt(at + 1) : ''
    const refused = refuseAt(stretch, at)
    if (refused !== null) return refused
    if (char === '[' || char === '{') {
      if (/%[0-9a-f]?$/i.test(literal.slice(-2))) return refuse('in-escape', stretch, at, at + 1)
      const group = readGroupAt(stretch, at)
      if (!group.ok) return group
      const isFirst = parts.every((part) => part.kind === 'text')
      if (!isFirst && isOpen(group.value.part)) return refuse('open-not-first', stretch, at, group.value.next)
      endLiteral()
      parts.push(group.value.part)
      at = group.value.next
    } else if (char === '\\' && next !== '' && escapable.includes(next)) {
      literal += next
      at += 2
    } else {
      literal += char
      at += 1
    }
  }
  endLiteral()
  return { ok: true, value: parts }
}
