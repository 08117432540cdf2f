import type { FailureKind } from '@shared/model/failure'
import {
  findPageNumbers,
  type PageRange,
  parsePageRange,
  type RangeError,
  type RangeErrorCode,
  suggestedFix,
  type TakenLiterally,
  withPages,
} from '@shared/page-range/page-range'
import type { Context } from '../context'
import { exitBits } from '../exit-code'
import { plainText } from '../output/terminal'
import { textWidth } from '../output/text-width'
import type { GivenAddress } from './read-addresses'

/** Longest address that a request takes, in UTF-16 units. */
export const longestAddress = 8192

/** What is wrong with what a user typed; `at` says where, as far as it is one place. */
export type RangeSlip =
  | { readonly kind: 'range'; readonly text: string; readonly error: RangeError }
  | { readonly kind: 'other'; readonly message: string }

/** A range that was read, or why it could not be. */
export type ReadRange =
  | { readonly ok: true; readonly range: PageRange }
  | { readonly ok: false; readonly slip: RangeSlip }

function slip(message: string): ReadRange {
  return { ok: false, slip: { kind: 'other', message } }
}

function noNumber(address: string): string {
  const reason = 'no number of this address counts pages'
  return /#.*[\d*]/s.test(address)
    ? `${reason}: what is behind # never reaches the site, which sends the same page whatever stands there`
    : `${reason}; write * or a range such as [1-50] in its place`
}

/**
 * Reads an address as it was typed, with its pages if they were given apart.
 *
 * With `pages`, the number that counts pages is found in the address, and a range may not stand there already.
 */
export function readRange(address: string, pages: string | undefined): ReadRange {
  if (address.length > longestAddress) {
    return slip(`the address is longer than ${longestAddress} characters`)
  }
  // Bytes that were no UTF-8; no site has such an address.
  if (address.includes('\ufffd')) return slip('this address is not text in UTF-8')
  if (pages === undefined) {
    const parsed = parsePageRange(address)
    if (parsed.ok) return parsed
    return { ok: false, slip: { kind: 'range', text: address, error: parsed.error } }
  }
  const { numbers, best } = findPageNumbers(address, pages)
  const plain = parsePageRange(address)
  if (plain.ok && plain.range.parts.some((part) => part.kind !== 'text')) {
    return slip('the address holds a range already; omit --pages')
  }
  if (!plain.ok && plain.error.code === 'two-addresses') {
    return { ok: false, slip: { kind: 'range', text: address, error: plain.error } }
  }
  const parsed = withPages(address, numbers[best], pages)
  if (parsed.ok) return parsed
  if (parsed.error.code === 'no-number') return slip(noNumber(address))
  const text = parsed.error.part === 'pages' ? pages : address
  return { ok: false, slip: { kind: 'range', text, error: parsed.error } }
}

/** What is wrong with an address or its pages, in the words of the terminal. */
const words: Readonly<Record<RangeErrorCode, string>> = {
  empty: 'nothing stands here',
  'no-scheme': 'this is no address: it should begin with http:// or https://',
  'bad-scheme': 'only http and https addresses are fetched',
  'no-host': 'the name of the site is missing',
  'bad-character': 'this character cannot stand in an address',
  'two-addresses':
    'write one address, or two that differ in exactly one number; list several addresses in a file, one per line, and give it with -i FILE',
  'in-host': 'a range cannot stand in the name of the site, its port or a user name',
  'in-escape': 'a range cannot stand inside a percent escape',
  unclosed: 'this bracket is never closed',
  nested: 'a range cannot stand inside a list',
  'not-a-range':
    'this is not a valid range such as [1-50]; write \\ before a bracket that belongs to the address',
  'hex-ends': 'hexadecimal numbers must begin with 0x at both ends, as in [0x08-0x0f]',
  'bad-date': 'these are not two dates of the calendar in one shape, as in [2024-01-01..2024-01-31]',
  'no-number': 'no number of this address counts pages; write * or a range such as [1-50] in its place',
  'no-date': 'the address holds no date; write * or a range such as [2024-01-01..2024-01-31] in its place',
  'date-shape': 'dates without zeros must begin or end with a month or day below 10, or lie in one month',
  'bad-number': 'a number should stand here',
  'number-too-large': 'this number is too large',
  'step-zero': 'a step of 0 leads nowhere',
  'mixed-case-letters': 'both letters of a range must be capitals, or both small',
  'open-not-last': 'an open end must be the last entry',
  'open-not-first': 'only the first range may be open: the one before it would never move on',
  'star-needs-pages': 'a * stands for pages: give them with --pages 1-50',
  'too-many': 'these are more addresses than can be counted',
}

/** A slip in an address as lines: what is wrong, the text, carets below the place, and the corrected address. */
export function pointAt(error: RangeError, text: string): readonly string[] {
  const fix = suggestedFix(text, error)
  const before = textWidth(plainText(text.slice(0, error.at)))
  const found = textWidth(plainText(text.slice(error.at, error.at + error.length)))
  return [
    `${error.part === 'pages' ? '--pages' : 'address'}: ${words[error.code]}`,
    `  ${text}`,
    `  ${' '.repeat(before)}${'^'.repeat(Math.max(1, found))}`,
    ...(fix === null ? [] : [`  write: ${fix}`]),
  ]
}

/** The same in a few words, for programs. */
export function rangeMessage(error: RangeError): string {
  return `${words[error.code]} (${error.part}, character ${error.at + 1}: ${JSON.stringify(error.found)})`
}

/** What was taken as a part of the address although it stands in brackets, as notes for the user. */
export function literalNotes(literal: readonly TakenLiterally[]): readonly string[] {
  const named = (why: TakenLiterally['why']) =>
    literal
      .filter((one) => one.why === why)
      .map(({ text }) => text)
      .join(' ')
  const [brackets, fragment] = [named('no-range'), named('fragment')]
  return [
    ...(brackets === ''
      ? []
      : [`${brackets} is not a range and is taken as part of the address; a range is written [1-50]`]),
    ...(fragment === ''
      ? []
      : [`${fragment} stands behind #, and what is behind # never reaches the site: the page is read once`]),
  ]
}

/** Most errors, and most notes, of one command that are shown to the user: a list may hold millions of lines. */
const mostShown = 20

/** All addresses read, or null when one could not be: then every error was reported and nothing may begin. */
export function readRanges(
  context: Context,
  addresses: readonly GivenAddress[],
  pages: string | undefined,
): readonly PageRange[] | null {
  const { terminal } = context
  const ranges: PageRange[] = []
  const notes: string[] = []
  let slips = 0
  for (const given of addresses) {
    const read = readRange(given.text, pages)
    if (read.ok) {
      ranges.push(read.range)
      for (const note of literalNotes(read.range.literal)) notes.push(`note: ${placeOf(given)}${note}`)
    } else {
      slips++
      reportSlip(context, given, read.slip, slips <= mostShown)
    }
  }
  for (const note of notes.slice(0, mostShown)) terminal.say(note, 'faint')
  if (notes.length > mostShown) terminal.say(`note: ${notes.length - mostShown} more of the same`, 'faint')
  if (slips > mostShown) terminal.warn(`galleon: ${moreErrors(slips - mostShown)} in addresses`)
  return slips === 0 ? ranges : null
}

function moreErrors(count: number): string {
  return `${count.toLocaleString('en')} more ${count === 1 ? 'error' : 'errors'}`
}

/** `list.txt:3: `, or nothing for an address of the command line. */
function placeOf({ place }: GivenAddress): string {
  return place === null ? '' : `${place}: `
}

function reportSlip(
  { terminal, count }: Context,
  given: GivenAddress,
  slip: RangeSlip,
  isShown: boolean,
): void {
  count.failed++
  count.bits |= exitBits.input
  const badScheme = slip.kind === 'range' && slip.error.code === 'bad-scheme'
  const kind: FailureKind = badScheme ? 'blocked-scheme' : 'bad-url'
  const place = placeOf(given)
  const message = place + (slip.kind === 'range' ? rangeMessage(slip.error) : slip.message)
  terminal.emit({ event: 'failed', url: given.text, failure: { kind, message } })
  if (!isShown) return
  const [what, ...where] =
    slip.kind === 'range' ? pointAt(slip.error, slip.text) : [slip.message, `  ${given.text.slice(0, 200)}`]
  terminal.warn(`galleon: ${place}${what}`)
  for (const line of where) terminal.warn(line)
}
