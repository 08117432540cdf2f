import { type Read, refuse, type Stretch, stretchText } from './range-error'

/**
 * How an address writes a date: year first, one separator or none, months and days of two digits or without zeros.
 */
interface DateShape {
  readonly unit: 'day' | 'month'
  readonly separator: '-' | '/' | '_' | '.' | ''
  readonly padded: boolean
}

/** Days or months from `from` to `to`, both included, down if `to` is earlier. */
export interface DateSpan extends DateShape {
  readonly kind: 'dates'
  /** Days since 1970-01-01, or months since year 0. */
  readonly from: number
  readonly to: number
  /** At least 1, also for a span that goes back. */
  readonly step: number
}

const dayMs = 86_400_000
const date = String.raw`\d{4}(?:([-/_.])\d{1,2}(?:\K\d{1,2})?|\d{4})`

/** The pattern of one date whose separator is group `group` of the whole expression. */
function dateAs(group: number): string {
  return date.replace(String.raw`\K`, `\\${group}`)
}

const spanForm = new RegExp(
  `^\\s*(${dateAs(2)})\\s*\\.\\.\\s*(${dateAs(4)})\\s*(?:(?::|\\.\\.)\\s*(\\d*)\\s*)?$`,
)
const beginning = new RegExp(String.raw`^\s*\d{4}([-/_.])\d{1,2}(?:\1\d{1,2})?\s*\.\.`)
const dashed = /^\s*(\d{4}-\d{1,2}-\d{1,2})\s*[-–:]\s*(\d{4}-\d{1,2}-\d{1,2})\s*$/

interface ReadDate {
  readonly ordinal: number
  readonly unit: DateShape['unit']
  readonly separator: DateShape['separator']
  /** A month or day below 10 shows whether zeros are written; null: neither does. */
  readonly padded: boolean | null
}

/** The one date of a text; null if it is none, or if the calendar (proleptic Gregorian) has no such day. */
export function readDate(text: string): ReadDate | null {
  const found = /^(\d{4})(?:([-/_.])(\d{1,2})(?:\2(\d{1,2}))?|(\d\d)(\d\d))$/.exec(text.trim())
  if (found === null) return null
  const [, yearText = '', separator = '', monthText = found[5] ?? '', dayText = found[6]] = found
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText ?? 1)]
  if (year < 1000 || month < 1 || month > 12) return null
  const places = [monthText, dayText ?? '']
  const padded = places.some((place) => /^0\d$/.test(place))
    ? true
    : places.some((place) => /^\d$/.test(place))
      ? false
      : null
  const shape = { separator: separator as DateShape['separator'], padded: separator === '' ? true : padded }
  if (dayText === undefined) return { ...shape, unit: 'month', ordinal: year * 12 + month - 1 }
  const time = Date.UTC(year, month - 1, day)
  if (new Date(time).getUTCDate() !== day || day === 0) return null
  return { ...shape, unit: 'day', ordinal: time / dayMs }
}

/** Whether a text is meant as a span of dates; eight digits together are dates only if the calendar has both. */
export function isDateSpanText(text: string): boolean {
  const found = spanForm.exec(text)
  if (found === null) return false
  const isRunTogether = found[2] === undefined && found[4] === undefined
  return (
    !isRunTogether ||
    [found[1], found[3]].every((end) => /^(?:19|20)/.test(end ?? '') && readDate(end ?? '') !== null)
  )
}

/** Whether a text begins as a span of dates does, so that it is meant as one even if the rest is wrong. */
export function beginsAsDates(text: string): boolean {
  return beginning.test(text)
}

/** The text with two dots between two dates that a dash divides, or null. */
export function withDots(text: string): string | null {
  const found = dashed.exec(text)
  return found === null ? null : `${found[1]}..${found[2]}`
}

/** Reads `2024-01-01..2024-01-31`, `2024/1..2024/12` and the like, with `:7` or `..7` as a step. */
export function readDateSpan(stretch: Stretch): Read<DateSpan> {
  const found = spanForm.exec(stretchText(stretch))
  if (found === null) return refuse('bad-date', stretch, stretch.start, stretch.end)
  const from = readDate(found[1] ?? '')
  const to = readDate(found[3] ?? '')
  if (from === null || to === null || from.unit !== to.unit || from.separator !== to.separator)
    return refuse('bad-date', stretch, stretch.start, stretch.end)
  const step = found[5] === undefined ? 1 : Number(found[5])
  if (step === 0) return refuse('step-zero', stretch, stretch.end - (found[5]?.length ?? 0), stretch.end)
  if (!Number.isSafeInteger(step)) return refuse('number-too-large', stretch, stretch.start, stretch.end)
  const { unit, separator } = from
  const padded = from.padded === true || to.padded === true || (from.padded ?? to.padded ?? true)
  return {
    ok: true,
    value: { kind: 'dates', from: from.ordinal, to: to.ordinal, step, unit, separator, padded },
  }
}

/** A day or a month in its shape. */
export function dateText(ordinal: number, { unit, separator, padded }: DateShape): string {
  const two = (value: number) => String(value).padStart(padded ? 2 : 1, '0')
  if (unit === 'month') return `${Math.floor(ordinal / 12)}${separator}${two((ordinal % 12) + 1)}`
  const day = new Date(ordinal * dayMs)
  return [day.getUTCFullYear(), two(day.getUTCMonth() + 1), two(day.getUTCDate())].join(separator)
}

/** A span of dates as it stands in brackets, in a list and in the text of *Pages*. */
export function dateSpanText(span: DateSpan): string {
  const step = span.step === 1 ? '' : `:${span.step}`
  return `${dateText(span.from, span)}..${dateText(span.to, span)}${step}`
}
