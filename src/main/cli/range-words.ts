import type { RangeError, RangeErrorCode } from '@shared/page-range'
import { plainText } from './plain-text'
import { textWidth } from './text-width'

/** What is wrong with an address or its pages, in the words of the terminal. */
const words: Readonly<Record<RangeErrorCode, string>> = {
  empty: 'nothing stands here',
  'no-scheme': 'this is no address: it should begin with http:// or https://',
  'bad-scheme': 'only http and https addresses are fetched',
  'no-host': 'the name of the site is missing',
  'bad-character': 'this character cannot stand in an address',
  'two-addresses': 'two addresses at once must differ in exactly one number',
  'in-host': 'a range cannot stand in the name of the site, its port or a user name',
  'in-escape': 'a range cannot stand inside a percent escape',
  unclosed: 'this bracket is never closed',
  unopened: 'this bracket was never opened; write \\ before it if it belongs to the address',
  nested: 'a range cannot stand inside a list',
  'empty-group': 'nothing stands between these brackets',
  'not-a-range': 'this is no range such as [1-50]; write \\ before a bracket that belongs to the address',
  'bad-number': 'a number should stand here',
  'number-too-large': 'this number is too large',
  'step-zero': 'a step of 0 leads nowhere',
  'mixed-case-letters': 'both letters of a range must be capitals, or both small',
  'open-not-last': 'an open end must be the last entry',
  'open-not-first': 'only the first range may be open: the one before it would never move on',
  'star-needs-pages': 'a * stands for pages: give them with --pages 1-50',
  'too-many': 'these are more addresses than can be counted',
}

/** A slip in an address as lines: what is wrong, the text, and carets below the place. */
export function pointAt(error: RangeError, text: string): readonly string[] {
  const before = textWidth(plainText(text.slice(0, error.at)))
  const found = textWidth(plainText(text.slice(error.at, error.at + error.length)))
  return [
    `${error.part === 'pages' ? '--pages' : 'address'}: ${words[error.code]}`,
    `  ${text}`,
    `  ${' '.repeat(before)}${'^'.repeat(Math.max(1, found))}`,
  ]
}

/** The same in a few words, for programs. */
export function rangeMessage(error: RangeError): string {
  return `${words[error.code]} (${error.part}, character ${error.at + 1}: ${JSON.stringify(error.found)})`
}
