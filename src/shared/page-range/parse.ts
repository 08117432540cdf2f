import { halfWidthRanges } from './half-width'
import { type RangeError, rangeError } from './range-error'
import { countOf, isOpen, partText, type RangePart, rawText } from './range-part'
import { readHead } from './read-head'
import { type Rest, readRest, type TakenLiterally } from './read-rest'
import type { Stretch } from './stretch'

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
  /** Brackets of what was typed that were taken as a part of the address, which the user should see. */
  readonly literal: readonly TakenLiterally[]
  /** The pieces that are joined to an address; of several groups the last one moves fastest. */
  readonly parts: readonly RangePart[]
}

export type Parsed =
  | { readonly ok: true; readonly range: PageRange }
  | { readonly ok: false; readonly error: RangeError }

/** Makes the range of parts that were read from `typed`. */
function assemble(typed: string, head: string, { parts: rest, literal }: Rest): PageRange | 'too-many' {
  const canonical = head + canonicalRest(rest)
  const parts: RangePart[] = [{ kind: 'text', text: head }, ...rest]
  const groups = parts.filter((part) => part.kind !== 'text')
  const open = groups.some(isOpen)
  let count = 1
  for (const group of groups.filter((part) => !isOpen(part))) {
    count *= countOf(group)
    if (count > Number.MAX_SAFE_INTEGER) return 'too-many'
  }
  return { canonical, count: open ? null : count, rewritten: canonical !== typed, literal, parts }
}

/**
 * Path, query and fragment in canonical form: brackets of the address stand as they are if that reads back as the same
 * parts, else every one of them is escaped.
 */
function canonicalRest(parts: readonly RangePart[]): string {
  const plain = parts.map(rawText).join('')
  const again = readRest({ text: plain, start: 0, end: plain.length, part: 'address' })
  const isSame = again.ok && JSON.stringify(again.value.parts) === JSON.stringify(parts)
  return isSame ? plain : parts.map(partText).join('')
}

/** Offset of the first control character, or -1. */
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
 * (down), `[5560-]` (open; only as the first group), `[0x08-0x0f]` (hexadecimal, written without `0x`),
 * `[2024-01-01..2024-01-31]` (dates) and spans of numbers or dates in a list, `{1-20,25,30-40:2}`. Brackets that cannot be
 * a range belong to the address (`tags[]`, `args[0]`, `{id}`), and so does everything behind `#`: `literal` names them.
 * A backslash makes `[ ] { } * \` literal. Ranges that an input method wrote in full width, `［１－５０］`, are understood. Host, port
 * and user name never hold a range. White space around the text is ignored; error offsets count from the beginning of
 * `text` nevertheless. Never throws.
 */
export function parseAddress(typed: string): Parsed {
  const text = halfWidthRanges(typed)
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
  const range = assemble(typed.slice(start, end), head.value.text, rest.value)
  if (range === 'too-many') return { ok: false, error: rangeError('too-many', text, start, end) }
  return { ok: true, range }
}
