import { type RangeError, rangeError } from './range-error'
import { countOf, isSpanAlone, partText, type RangePart } from './range-part'
import { readHead } from './read-head'
import { readList } from './read-list'
import { type Read, readLetterSpan, readNumberSpan, refuse, type Stretch, stretchText } from './read-span'

/**
 * An address that stands for one or many.
 *
 * `canonical` is the form that is stored and shown; parsing it again gives the same range.
 */
export interface PageRange {
  readonly canonical: string
  /** How many addresses, exactly; null: the range is open. */
  readonly count: number | null
  /** The canonical form differs from what was typed, which the person should see. */
  readonly rewritten: boolean
  /** The pieces that are joined to an address; of several groups the last one moves fastest. */
  readonly parts: readonly RangePart[]
}

export type Parsed =
  | { readonly ok: true; readonly range: PageRange }
  | { readonly ok: false; readonly error: RangeError }

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

function readGroup(group: Stretch): Read<RangePart> {
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
  return isSpanAlone(text) ? readGroup(group) : readList(group)
}

function isOpen(part: RangePart): boolean {
  return countOf(part) === Number.POSITIVE_INFINITY
}

/** Makes the range of parts that were read from `typed`. */
function assemble(typed: string, canonical: string, parts: readonly RangePart[]): PageRange | 'too-many' {
  const groups = parts.filter((part) => part.kind !== 'text')
  const open = groups.some(isOpen)
  let count = 1
  for (const group of groups.filter((part) => !isOpen(part))) {
    count *= countOf(group)
    if (count > Number.MAX_SAFE_INTEGER) return 'too-many'
  }
  return { canonical, count: open ? null : count, rewritten: canonical !== typed, parts }
}

interface Pieces {
  readonly parts: readonly RangePart[]
}

/** Reads path, query and fragment: literal text and groups. */
function readRest(stretch: Stretch): Read<Pieces> {
  const { text, end } = stretch
  const parts: RangePart[] = []
  let literal = ''
  let groups = 0
  for (let at = stretch.start; at < end; at += 1) {
    const char = text.charAt(at)
    const next = at + 1 < end ? text.charAt(at + 1) : ''
    if (char === '\\' && next !== '' && escapable.includes(next)) {
      literal += next
      at += 1
      continue
    }
    if (char === '*') {
      const braced = text.charAt(at - 1) === '(' && next === ')'
      return refuse('star-needs-pages', stretch, braced ? at - 1 : at, braced ? at + 2 : at + 1)
    }
    if (char === ']' || char === '}') return refuse('unopened', stretch, at, at + 1)
    if (char !== '[' && char !== '{') {
      literal += char
      continue
    }
    if (/%[0-9a-f]?$/i.test(literal)) return refuse('in-escape', stretch, at, at + 1)
    const close = groupEnd(stretch, at)
    if (close === -1) return refuse('unclosed', stretch, at, at + 1)
    if (close === at + 1) return refuse('empty-group', stretch, at, close + 1)
    const group = { ...stretch, start: at + 1, end: close }
    const read = char === '[' ? readGroup(group) : readBraces(group)
    if (!read.ok) return read
    if (groups > 0 && isOpen(read.value)) return refuse('open-not-first', stretch, at, close + 1)
    groups += 1
    if (literal !== '') parts.push({ kind: 'text', text: literal })
    literal = ''
    parts.push(read.value)
    at = close
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal })
  return { ok: true, value: { parts } }
}

function controlCharacter(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 32 || code === 127) return at
  }
  return -1
}

/**
 * Reads one address with any number of ranges, in any dialect, and gives the canonical form.
 *
 * Canonical is curl's URL globbing: `[1-50]`, `[001-100]`, `[1-100:10]`, `[a-z]`, `{one,two}`, and beyond it `[60-10]`
 * (down), `[5560-]` (open; only as the first group) and spans of numbers in a list, `{1-20,25,30-40:2}`. A backslash
 * makes `[ ] { } * \` literal. Host, port and user name never hold a range. White space around the text is ignored;
 * error offsets count from the beginning of `text` nevertheless. Never throws.
 */
export function parseAddress(text: string): Parsed {
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  const stretch: Stretch = { text, start, end, part: 'address' }
  if (start >= end) return { ok: false, error: rangeError('empty', text, 0, text.length) }
  const control = controlCharacter(text.slice(start, end))
  if (control !== -1) {
    return { ok: false, error: rangeError('bad-character', text, start + control, start + control + 1) }
  }
  const head = readHead(stretch)
  if (!head.ok) return head
  const rest = readRest({ ...stretch, start: head.value.end })
  if (!rest.ok) return rest
  const canonical = head.value.text + rest.value.parts.map(partText).join('')
  const parts: RangePart[] = [{ kind: 'text', text: head.value.text }, ...rest.value.parts]
  const range = assemble(text.slice(start, end), canonical, parts)
  if (range === 'too-many') return { ok: false, error: rangeError('too-many', text, start, end) }
  return { ok: true, range }
}
