import { authorityEnd, isBracketedHost } from '../text/address-parts'
import { looksLikeRange } from './looks-like-range'
import { type RangeError, type Read, rangeError, refuse, type Stretch } from './range-error'
import { countOf, isOpen, partText, type RangePart, rawText } from './range-part'
import { type Rest, readRest, type TakenLiterally } from './read-rest'

/** Scheme and authority as they will stand in the canonical form, and where the rest begins in the text. */
export interface Head {
  readonly text: string
  readonly end: number
}

/** Whether an authority without a scheme can only be meant as one: a dotted name, an IP address or localhost. */
function looksLikeHost(authority: string): boolean {
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d+$/, '')
  if (isBracketedHost(host) || /^localhost$/i.test(host)) return true
  return /^[^\s.:@%<>"'`|^(){}[\]*\\]+(?:\.[^\s.:@%<>"'`|^(){}[\]*\\]+)+\.?$/.test(host)
}

/** Offset of the first character of an authority that may not stand there, or -1. */
function rangeInAuthority(text: string, start: number, end: number): number {
  const hostStart = text.slice(start, end).lastIndexOf('@') + 1 + start
  const bracketEnd = text.charAt(hostStart) === '[' ? text.indexOf(']', hostStart) : -1
  const isIpv6 = bracketEnd !== -1 && isBracketedHost(text.slice(hostStart, bracketEnd + 1))
  for (let at = start; at < end; at += 1) {
    if (isIpv6 && at >= hostStart && at <= bracketEnd) continue
    if ('[]{}*'.includes(text.charAt(at))) return at
  }
  return -1
}

/** Reads `https://host:port` or adds the scheme that is missing. Nothing in here is ever a range. */
function readHead(stretch: Stretch): Read<Head> {
  const { text, start, end } = stretch
  const rest = text.slice(start, end)
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(rest)?.[0] ?? ''
  const hasPort = /^\d+(?:[/?#]|$)/.test(rest.slice(scheme.length))
  let prefix = 'https://'
  let authorityStart = start
  if (scheme !== '' && !hasPort) {
    if (!/^https?:$/i.test(scheme)) return refuse('bad-scheme', stretch, start, start + scheme.length)
    if (!rest.startsWith('//', scheme.length)) {
      return refuse('no-host', stretch, start + scheme.length, start + scheme.length + 1)
    }
    prefix = `${scheme.toLowerCase()}//`
    authorityStart = start + scheme.length + 2
  } else if (rest.startsWith('//')) authorityStart = start + 2
  const stop = Math.min(end, authorityEnd(text, authorityStart))
  const authority = text.slice(authorityStart, stop)
  const wrong = rangeInAuthority(text, authorityStart, stop)
  const isGiven = authorityStart > start
  // also in a user name without a scheme before it: the canonical form, which has one, must read back
  const space = authority.search(/\s/)
  if (space !== -1 && (isGiven || looksLikeHost(authority)))
    return refuse('bad-character', stretch, authorityStart + space, authorityStart + space + 1)
  if (wrong !== -1 && (isGiven || stop < end || looksLikeHost(authority)))
    return refuse('in-host', stretch, wrong, wrong + 1)
  if (!isGiven && !looksLikeHost(authority)) return refuse('no-scheme', stretch, start, stop)
  if (authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '') === '') {
    return refuse('no-host', stretch, authorityStart, stop + 1)
  }
  // An escaped bracket right behind the host would be a part of it.
  if (/^\\[[\]{}*]/.test(text.slice(stop, Math.min(stop + 2, end))))
    return refuse('in-host', stretch, stop, stop + 2)
  return { ok: true, value: { text: prefix + authority, end: stop } }
}

/**
 * Groups as Chinese and Japanese input methods write them, whole or in part: brackets, digits and marks twice as wide.
 * What is between the brackets must be a range; any other text in such brackets is a part of the address.
 */
const wideGroup =
  /[[［【{｛][ \u3000]*(?:[0-9０-９]|[a-zａ-ｚ](?![a-zａ-ｚ]))[ \u30000-9０-９a-zａ-ｚ.．:：,，、\-–－—―−～〜]*[\]］】}｝]/giu

/** Marks that stand for a dash or a comma; every other wide character has its narrow one at a fixed distance. */
const marks: Readonly<Record<string, string>> = {
  '—': '-',
  '―': '-',
  '−': '-',
  '～': '-',
  '〜': '-',
  '、': ',',
  '【': '[',
  '】': ']',
  '\u3000': ' ',
}

/** Digits, letters and marks in half width (Unicode block Halfwidth and Fullwidth Forms); as long as before. */
export function halfWidth(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e—―−〜、【】\u3000]/g, (wide) => {
    return marks[wide] ?? String.fromCharCode(wide.charCodeAt(0) - 0xfee0)
  })
}

/** An address with its ranges in half width; everything outside of a range stays as it is. As long as before. */
function halfWidthRanges(address: string): string {
  return address.replaceAll(wideGroup, (group) => {
    const narrow = halfWidth(group)
    const isPaired = '[]{}'.includes(narrow.charAt(0) + narrow.charAt(narrow.length - 1))
    const inner = narrow.slice(1, -1)
    const isRange = looksLikeRange(inner) || (narrow.startsWith('{') && inner.includes(','))
    return isPaired && isRange ? narrow : group
  })
}

/**
 * An address that stands for one or many.
 *
 * `canonical` is the form that is stored and shown; parsing it again gives the same range.
 */
export interface PageRange {
  readonly canonical: string
  /** How many addresses, exactly; null: the range is open. */
  readonly count: number | null
  /** The canonical form differs from what was typed, which the user should see. */
  readonly rewritten: boolean
  /** Brackets of what was typed that were taken as a part of the address, which the user should see. */
  readonly literal: readonly TakenLiterally[]
  /** The pieces that are joined to an address; of several groups the last one moves fastest. */
  readonly parts: readonly RangePart[]
}

/** A range, or what is wrong in the text and where (UTF-16 offsets). */
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
