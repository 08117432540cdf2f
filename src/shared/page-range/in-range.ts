import { type DateSpan, dateText, readDate } from './date-span'
import type { PageRange } from './parse-address'
import { type NumberSpan, numberText, type RangePart } from './range-part'
import { holds } from './read-pages'

/** Most digits of a number that a range can hold exactly (2^53), without filling zeros. */
const mostDigits = 16

/** Characters that a browser sends percent-encoded, and escapes in one spelling. */
function sameSpelling(text: string): string {
  return text
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent)
    .replaceAll(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
}

/**
 * Scheme and user name cut off, host in lower case without the port that its scheme has anyway: they do not make another
 * page. A path that is empty becomes `/`.
 */
function withPlainHead(text: string): string {
  const [whole, authority = ''] = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(text) ?? ['']
  if (whole === '') return text
  const rest = text.slice(whole.length)
  const host = authority.toLowerCase().replace(/:(?:80|443)$/, '')
  return host + (/^[?#]/.test(rest) ? '/' : '') + rest
}

/** Offsets behind the values of a span of numbers that stand at `at`. */
function endsOfNumber(span: NumberSpan, text: string, at: number): readonly number[] {
  const { width, hex } = span
  const digits = hex === undefined ? /\d*/y : /[0-9a-f]*/iy
  digits.lastIndex = at
  const run = digits.exec(text.slice(0, at + Math.max(mostDigits, width)))?.[0] ?? ''
  const ends: number[] = []
  // zeros fill a number up to its width, so that no shorter one stands there
  for (let length = Math.max(1, width); length <= run.length; length += 1) {
    const spelled = run.slice(0, length)
    const value = Number.parseInt(spelled, hex === undefined ? 10 : 16)
    if (!Number.isSafeInteger(value)) break
    if (holds(span, value) && numberText(value, width, hex) === spelled) ends.push(at + length)
  }
  return ends
}

/** Offsets behind the dates of a span that stand at `at`. */
function endsOfDate(span: DateSpan, text: string, at: number): readonly number[] {
  const longest = 'yyyy-mm-dd'.length
  const ends: number[] = []
  for (let length = 6; length <= longest && at + length <= text.length; length += 1) {
    const spelled = text.slice(at, at + length)
    const { ordinal, unit } = readDate(spelled) ?? readRunTogether(spelled, span) ?? {}
    if (ordinal === undefined || unit !== span.unit || dateText(ordinal, span) !== spelled) continue
    if (holds({ ...span, kind: 'numbers', width: 0 }, ordinal)) ends.push(at + length)
  }
  return ends
}

/** A month of six digits, which alone is no date. */
function readRunTogether(spelled: string, { unit, separator }: DateSpan): ReturnType<typeof readDate> {
  if (unit !== 'month' || separator !== '' || !/^\d{6}$/.test(spelled)) return null
  return readDate(`${spelled.slice(0, 4)}-${spelled.slice(4)}`)
}

/** Offsets in `text` behind every value of a part that stands at `at`. */
function endsOf(part: RangePart, text: string, at: number): readonly number[] {
  if (part.kind === 'text') {
    return text.startsWith(part.text, at) ? [at + part.text.length] : []
  }
  if (part.kind === 'list') return part.items.flatMap((item) => endsOf(item, text, at))
  if (part.kind === 'numbers') return endsOfNumber(part, text, at)
  if (part.kind === 'dates') return endsOfDate(part, text, at)
  const [from, to] = [part.from.charCodeAt(0), part.to.charCodeAt(0)]
  const isHeld =
    at < text.length && holds({ kind: 'numbers', from, to, step: part.step, width: 0 }, text.charCodeAt(at))
  return isHeld ? [at + 1] : []
}

/** A part whose texts are spelled as those of the address that is looked at. */
function spelledAlike<P extends RangePart>(part: P): P {
  if (part.kind === 'text') return { ...part, text: sameSpelling(part.text) }
  return part.kind === 'list' ? { ...part, items: part.items.map(spelledAlike) } : part
}

/** The parts of ranges in the spelling in which addresses are compared; made once for each range. */
const spelled = new WeakMap<PageRange, readonly RangePart[]>()

function partsOf(range: PageRange): readonly RangePart[] {
  const known = spelled.get(range)
  if (known !== undefined) return known
  const [head, ...rest] = range.parts
  const plain = head?.kind === 'text' ? [{ ...head, text: withPlainHead(head.text) }, ...rest] : range.parts
  const parts = plain.map(spelledAlike)
  spelled.set(range, parts)
  return parts
}

type EndsOf = (part: RangePart, text: string, at: number) => readonly number[]

/** What can stand in place of a part that varies: digits, a letter, a date, a name. */
const forms = {
  numbers: /[0-9a-f]{1,20}/iy,
  dates: /\d[\d/_.-]{0,11}/y,
  letters: /[a-z]/iy,
  list: /[^/?#&]{1,100}/y,
}

/** Offsets behind everything that has the form of a part's values, whatever its ends are. */
const endsOfForm: EndsOf = (part, text, at) => {
  if (part.kind === 'text') return endsOf(part, text, at)
  const form = part.kind === 'numbers' && part.hex === undefined ? /\d{1,20}/y : forms[part.kind]
  form.lastIndex = at
  const length = form.exec(text)?.[0].length ?? 0
  return Array.from({ length }, (_, index) => at + index + 1)
}

/** Whether the parts, one behind the other, make exactly this text. All ways to divide it are followed at once. */
function isMadeOf(parts: readonly RangePart[], text: string, ends: EndsOf): boolean {
  let offsets: ReadonlySet<number> = new Set([0])
  for (const part of parts) {
    offsets = new Set([...offsets].flatMap((at) => ends(part, text, at)))
    if (offsets.size === 0) return false
  }
  return offsets.has(text.length)
}

function matches(range: PageRange, address: string, ends: EndsOf): boolean {
  const hasFragment = range.parts.some((part) => part.kind === 'text' && part.text.includes('#'))
  const own = sameSpelling(withPlainHead(hasFragment ? address : address.replace(/#.*$/s, '')))
  const parts = partsOf(range)
  if (isMadeOf(parts, own, ends)) return true
  if (/[?#]/.test(own)) return false
  return isMadeOf(parts, own.endsWith('/') ? own.slice(0, -1) : `${own}/`, ends)
}

/**
 * Whether an address is one of a range, without going through the range: its size costs nothing.
 *
 * What does not make another page makes no difference: the scheme, a user name, a fragment, the spelling of escapes, a slash
 * at the end of a path. Never throws.
 */
export function isInRange(range: PageRange, address: string): boolean {
  return matches(range, address, endsOf)
}

/**
 * Whether an address has the form of a range with any numbers in it: `…/51.html` of `…/[1-50].html`. What the pages of such
 * a range link so is one of its kind, beyond its ends. Of a single address that one alone. Never throws.
 */
export function hasFormOf(range: PageRange, address: string): boolean {
  return matches(range, address, endsOfForm)
}
