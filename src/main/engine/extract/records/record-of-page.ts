import { createHash } from 'node:crypto'
import type { RecordField } from '@shared/model/crawl/crawl-plan'
import type { FieldValue, RecordFields } from '@shared/model/crawl/crawl-record'
import { createFieldText } from '../extract'
import { type Element, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { markupInside } from './html-of'
import { typedValue, type ValueContext } from './values/typed-value'

/** Most elements of a field that are looked at, and most values of a list. */
const mostTried = 1000

/** Longest text of a field, in UTF-16 units. */
const longestText = 100_000

/**
 * Longest text of all values of a record: elements inside one another repeat their text, and a record has to fit into the
 * memory of each thread that it passes.
 */
const longestRecord = 1_000_000

/** The fields of a record and its key, as a plan has them. */
export interface RecordReading {
  readonly key: readonly string[]
  readonly fields: Readonly<Record<string, RecordField>>
}

/** What a page gave. */
export interface PageRecord {
  /** The values of the key; null: the plan names none, and the page itself identifies it. */
  readonly key: string | null
  readonly fields: RecordFields
  /** SHA-256 of the fields as JSON with sorted names, hexadecimal. */
  readonly textHash: string
}

/** Where the address of an element stands when the field does not name an attribute. */
const ownAddresses = ['href', 'src', 'content'] as const

function rawOf(element: Element, field: RecordField): string {
  const { attribs } = element
  if (field.attribute !== 'text') return attribs[field.attribute] ?? ''
  const named =
    field.type === 'address' ? ownAddresses.find((name) => attribs[name] !== undefined) : undefined
  // `<time>` and `<meta>` say for programs what they show to readers, or show nothing.
  const forPrograms =
    field.type === 'date' && element.name === 'time'
      ? 'datetime'
      : element.name === 'meta'
        ? 'content'
        : undefined
  const attribute = named ?? forPrograms
  return (attribute === undefined ? undefined : attribs[attribute]) ?? textOf(element, longestText)
}

/** The values of a field in the order of the page; those that are not of its type are absent. */
function* valuesOf(
  field: RecordField,
  page: PageDocument,
  place: string,
  context: ValueContext,
): Iterable<FieldValue> {
  const clean = createFieldText(field, place, longestText)
  if (field.selector === undefined) {
    const value = typedValue(clean(page.address), field.type, context)
    if (value !== null) yield value
    return
  }
  for (const element of page.select(field.selector, `${place}.selector`).slice(0, mostTried)) {
    const value =
      field.as === 'html'
        ? markupInside(element, page)
        : typedValue(clean(rawOf(element, field)), field.type, context)
    if (value !== null && value !== '') yield value
  }
}

function readFields({ fields }: RecordReading, page: PageDocument): RecordFields {
  const language = page.first('html[lang]')?.attribs['lang'] ?? ''
  const context = { language, resolve: page.resolve }
  const read: Record<string, FieldValue | FieldValue[]> = {}
  let room = longestRecord
  // Lists last: a long one leaves room for the key.
  const inTurn = Object.entries(fields).toSorted(([, a], [, b]) => Number(a.list) - Number(b.list))
  for (const [name, field] of inTurn) {
    const values: FieldValue[] = []
    for (const value of valuesOf(field, page, `crawl.record.fields.${name}`, context)) {
      room -= String(value).length
      if (room < 0) break
      values.push(value)
      if (!field.list) break
    }
    const [first] = values
    if (first !== undefined) read[name] = field.list ? values : first
  }
  return read
}

/** JSON of the fields that is equal for equal fields. */
function canonical(fields: RecordFields): string {
  return JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The record of a page; null for a page that has none: no field besides those that come from its address was found, or
 * one of its key is absent.
 *
 * Throws FailureError `invalid-input` for a selector or an expression that is none.
 */
export function recordOfPage(reading: RecordReading, page: PageDocument): PageRecord | null {
  const fields = readFields(reading, page)
  const onPage = Object.entries(reading.fields).filter(([, { selector }]) => selector !== undefined)
  const hasAny = onPage.length === 0 || onPage.some(([name]) => fields[name] !== undefined)
  if (!hasAny || Object.keys(fields).length === 0) return null
  const parts = reading.key.map((name) => fields[name])
  if (parts.includes(undefined)) return null
  return {
    key: parts.length === 0 ? null : JSON.stringify(parts),
    fields,
    textHash: createHash('sha256').update(canonical(fields)).digest('hex'),
  }
}
