import {
  type RangeError,
  type RangeErrorCode,
  suggestedFix,
  type TakenLiterally,
} from '@shared/page-range/page-range'
import { textWidth } from './output/text-width'
import { plainText } from './plain-text'

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
