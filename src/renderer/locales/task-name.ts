import type { DownloadRequest } from '@shared/model/download-request'
import type { Task } from '@shared/model/task'
import {
  numberText,
  type PageRange,
  type RangeAddress,
  rangeOf,
  spanText,
} from '@shared/page-range/page-range'
import { splitAddress } from '@shared/text/address-parts'
import { isFullWidth } from './full-width'

/** Parts of a request's address for the screen. */
export interface RequestWords {
  readonly host: string
  /** The path of an address without a range. */
  readonly path: string
  /** Path and query with the range as it is read: `/a/5510–5560`; what every page has at the end is dropped. */
  readonly place: string
}

const known = new WeakMap<DownloadRequest, RequestWords>()

/** Reads a request's address once; rows ask for it at every change. */
export function requestWords(request: DownloadRequest): RequestWords {
  let words = known.get(request)
  if (words === undefined) {
    words = read(request.address)
    known.set(request, words)
  }
  return words
}

function read(address: RangeAddress): RequestWords {
  const parts = splitAddress(address)
  if (parts === null) return { host: address, path: '/', place: '/' }
  const host = parts.host + (parts.port === '' ? '' : `:${parts.port}`)
  const path = address.slice(parts.pathStart, parts.queryStart)
  return { host, path: path === '' ? '/' : path, place: placeText(address, parts.pathStart) }
}

/** Path and query for the screen: ranges with an en dash, an ellipsis for an open end. */
function placeText(address: RangeAddress, pathStart: number): string {
  const text = rangeOf(address).parts.map(wordsOf).join('')
  const origin = address.slice(0, pathStart)
  const place = text.startsWith(origin) ? text.slice(origin.length) : address.slice(pathStart)
  return readable(place.replace(/\.html?$/, '')) || '/'
}

/** Without escapes, where they can be read. */
function readable(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

type Span = PageRange['parts'][number]

function stepText(step: number): string {
  return step === 1 ? '' : ` (+${step})`
}

function wordsOf(span: Span): string {
  switch (span.kind) {
    case 'text':
      return span.text
    case 'letters':
      return `${span.from}–${span.to}`
    case 'dates':
      return spanText({ ...span, step: 1 }, 'brackets').replace('..', '–') + stepText(span.step)
    case 'numbers': {
      if (span.to === null) return `${numberText(span.from, span.width, span.hex)} …`
      const ends = [span.from, span.to].map((end) => numberText(end, span.width, span.hex))
      return ends.join('–') + stepText(span.step)
    }
    case 'list':
      return span.items.map((item) => wordsOf(item)).join(', ')
  }
}

/** Ends of a stem that say nothing: numbers, spaces, and what leads to them. */
const tail = /[\s\d\-–—_:：,，.。#([（【/|第卷]+$/u

/** What two titles of a series begin with, without its numbers; null if that says too little. */
function commonStem(first: string, last: string): string | null {
  const [one, other] = [Array.from(first), Array.from(last)]
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  const isWord = (character: string | undefined) =>
    character !== undefined && /[a-z\u00c0-\u024f]/i.test(character)
  // Not in the middle of a word: of "Harbour" and "Hardly" nothing is common.
  if (isWord(one[same]) || isWord(other[same])) while (same > 0 && isWord(one[same - 1])) same -= 1
  const stem = one.slice(0, same).join('').replace(tail, '')
  const weight = Array.from(stem).reduce((sum, character) => sum + (isFullWidth(character) ? 2 : 1), 0)
  return weight < 4 ? null : stem
}

/**
 * The name of a task on the screen: the title of its gallery; of several what their titles have in common, else the first
 * and the last; without a title where its pages are.
 */
export function taskName({ title, lastTitle, request }: Task): string {
  if (title === null || title === '') return requestWords(request).place
  if (lastTitle === null || lastTitle === '' || lastTitle === title) return title
  return commonStem(title, lastTitle) ?? `${title} … ${lastTitle}`
}
