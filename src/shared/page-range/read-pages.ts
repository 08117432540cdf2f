import { type DateSpan, isDateSpanText, readDate, readDateSpan } from './date-span'
import { halfWidth } from './parse-address'
import { type Read, rangeError, type Stretch, stretchText, trimmed } from './range-error'
import { countOf, type Literal, type NumberSpan } from './range-part'
import { cutAtCommas } from './read-list'
import { readDigits, readNumberSpan } from './read-span'

/** One entry of *Pages*: a number, or a span of numbers or dates. */
export type Entry = Literal | NumberSpan | DateSpan

function readEntry(entry: Stretch): Read<Entry> {
  const whole = stretchText(entry)
  if (isDateSpanText(whole)) return readDateSpan(entry)
  if (/^\d{4}[-/_.]\d{1,2}[-/_.]\d{1,2}$/.test(whole) && readDate(whole) !== null)
    return { ok: true, value: { kind: 'text', text: whole } }
  const from = readDigits(entry, entry.start)
  if (!from.ok) return from
  return from.value.next === entry.end
    ? { ok: true, value: { kind: 'text', text: stretchText(entry) } }
    : readNumberSpan(entry)
}

/** Reads `1-20,25,30-40:2`: numbers and spans with commas between them, those of a Chinese keyboard too. */
export function readPages(pages: string): Read<readonly Entry[]> {
  const text = halfWidth(pages)
  const whole = trimmed({ text, start: 0, end: text.length, part: 'pages' })
  if (whole.start === whole.end)
    return { ok: false, error: rangeError('empty', text, 0, text.length, 'pages') }
  const entries: Entry[] = []
  for (const piece of cutAtCommas(whole)) {
    const last = entries.at(-1)
    if (last?.kind === 'numbers' && last.to === null) {
      return { ok: false, error: rangeError('open-not-last', text, 0, piece.start, 'pages') }
    }
    const entry = readEntry(trimmed(piece))
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return { ok: true, value: entries }
}

/** Whether a number stands among pages: `begins` is stronger than `holds`. */
export type InPages = 'begins' | 'holds' | 'none'

/**
 * How a number of an address stands to the text of *Pages*: the pages begin with it, hold it, or do not. A text that is no
 * pages holds nothing.
 */
export function inPages(pages: string): (value: number) => InPages {
  const read = readPages(pages)
  const entries = read.ok ? read.value : []
  const spans = entries.flatMap((entry): readonly NumberSpan[] => {
    if (entry.kind === 'numbers') return [entry]
    if (entry.kind !== 'text' || !/^\d+$/.test(entry.text)) return []
    const value = Number(entry.text)
    return [{ kind: 'numbers', from: value, to: value, step: 1, width: 0 }]
  })
  return (value) => {
    if (spans[0]?.from === value) return 'begins'
    return spans.some((span) => holds(span, value)) ? 'holds' : 'none'
  }
}

/** Whether a span takes this value; of an open one every step from its beginning. */
export function holds(span: NumberSpan, value: number): boolean {
  const isDown = span.to !== null && span.to < span.from
  const steps = (isDown ? span.from - value : value - span.from) / span.step
  return Number.isInteger(steps) && steps >= 0 && steps < countOf(span)
}
