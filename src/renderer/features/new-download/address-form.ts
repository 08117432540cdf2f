import {
  addressAt,
  arePagesDates,
  findPageNumbers,
  holdsDate,
  type PageNumber,
  type PageRange,
  parsePageRange,
  type RangeError,
  splitPages,
  withPages,
} from '@shared/page-range/page-range'

/**
 * What stands in the address part of the form.
 *
 * `chosen` is the index of the number that counts pages, -1 for none, null for the one that fits best. `pages` is what
 * stands in *Pages*; empty: the address alone.
 */
export interface AddressForm {
  readonly address: string
  readonly chosen: number | null
  readonly pages: string
}

/** What the form comes to. */
export interface AddressReading {
  /** Numbers that may count pages, in the order of the address. */
  readonly numbers: readonly PageNumber[]
  /** Index of the one that does; -1: none, or the range stands in the address itself. */
  readonly counting: number
  /** The address holds a date, so that pages can be dates. */
  readonly hasDate: boolean
  /** What stands behind `#`, if the only numbers of the address stand there; cut to 40 characters. */
  readonly behindHash: string | null
  readonly result:
    | { readonly kind: 'range'; readonly range: PageRange }
    | { readonly kind: 'error'; readonly error: RangeError }
    | { readonly kind: 'nothing' }
}

/** Nothing of the address can be counted: it has a range of its own, or is wrong. */
const nothingCounts = { numbers: [], counting: -1, hasDate: false, behindHash: null } as const

/** Reads the form. Pure and quick enough for every key that is pressed. */
export function readForm({ address, chosen, pages }: AddressForm): AddressReading {
  if (address.trim() === '') return { ...nothingCounts, result: { kind: 'nothing' } }
  const parsed = parsePageRange(address)
  if (parsed.ok && hasRange(parsed.range))
    return { ...nothingCounts, result: { kind: 'range', range: parsed.range } }
  // Pages can complete nothing but a star; with any other mistake a number would count in an address that is none.
  if (!parsed.ok && parsed.error.code !== 'star-needs-pages')
    return { ...nothingCounts, result: { kind: 'error', error: parsed.error } }
  const { numbers, best } = findPageNumbers(address, pages)
  const counting = chosen === null ? best : Math.min(chosen, numbers.length - 1)
  const number = numbers[counting]
  const isStar = number?.text.includes('*') ?? false
  const hasDate = holdsDate(address)
  const counts = number !== undefined || (hasDate && arePagesDates(pages))
  const read =
    !counts || (pages.trim() === '' && !isStar)
      ? parsed
      : withPages(address, number, pages.trim() === '' ? String(number?.value) : pages)
  return {
    numbers,
    counting: number === undefined ? -1 : counting,
    hasDate,
    behindHash: numbers.length === 0 ? numberedFragment(address) : null,
    result: read.ok ? { kind: 'range', range: read.range } : { kind: 'error', error: read.error },
  }
}

function hasRange({ parts }: PageRange): boolean {
  return parts.some((part) => part.kind !== 'text')
}

/** Longest fragment that is shown. */
const longestFragment = 40

/** What stands behind `#` if a number is in it. */
function numberedFragment(address: string): string | null {
  const fragment = /#(.*\d.*)$/s.exec(address.trim())?.[1]
  if (fragment === undefined) return null
  return fragment.length > longestFragment ? `${fragment.slice(0, longestFragment)}…` : fragment
}

/**
 * The form for an address that was pasted. A single range of numbers in it becomes pages, so that From and To hold it:
 * `…/[5510-5560].html` is `…/5510.html` with `5510-5560`. Everything else stays as it is.
 */
export function formOf(pasted: string): AddressForm {
  // The field has one line and drops line breaks, which would join one address to the next.
  const address = pasted.trim().replace(/\s+(?=https?:\/\/)/gi, ' ')
  const plain: AddressForm = { address, chosen: null, pages: '' }
  const parsed = parsePageRange(pasted)
  const parts = parsed.ok ? splitPages(parsed.range.canonical) : null
  if (!parsed.ok || parts === null || parts.numberIndex < 0) return plain
  const split: AddressForm = { address: parts.address, chosen: parts.numberIndex, pages: parts.pages }
  const again = readForm(split).result
  return again.kind === 'range' && again.range.canonical === parsed.range.canonical ? split : plain
}

/** From and To of pages that are one span, `to` null for an open end; null if there is more to them than that. */
export interface FromTo {
  readonly from: number
  readonly to: number | null
}

/** Reads `5510-5560`, `5510-` and `5510`; empty pages are the number that the address says. */
export function fromToOf(pages: string, number: PageNumber): FromTo | null {
  const text = pages.trim()
  if (text === '') return { from: number.value, to: number.value }
  const found = /^(\d{1,15})(?:\s*(?:-|–|\.\.)\s*(\d{1,15})?)?$/.exec(text)
  if (found?.[1] === undefined) return null
  const from = Number(found[1])
  if (/^\d+$/.test(text)) return { from, to: from }
  return { from, to: found[2] === undefined ? null : Number(found[2]) }
}

/** Pages of From and To. */
export function pagesOf({ from, to }: FromTo): string {
  if (to === null) return `${from}-`
  return from === to ? String(from) : `${from}-${to}`
}

/** More addresses than this are asked about once. */
export const manyPages = 1000

/** An address short enough for a sentence: the end of its path. */
export function shortAddress(address: string): string {
  const rest = address.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  if (rest.length <= 1) return address
  const path = rest.replace(/[?#].*$/s, '')
  const from = path.slice(0, -1).lastIndexOf('/')
  const end = rest.slice(Math.max(0, from))
  return end.length > 48 ? `…${end.slice(-47)}` : `…${end}`
}

/** First, middle and last address, without repeats; an open range has only a first. */
export function landmarks(range: PageRange): readonly string[] {
  const { count } = range
  if (count === null) return [addressAt(range, 0)]
  const places = [0, Math.floor((count - 1) / 2), count - 1]
  return [...new Set(places)].map((index) => addressAt(range, index))
}
