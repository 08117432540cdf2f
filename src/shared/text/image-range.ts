import { z } from 'zod'

/** Numbers `from`, `from + step`, … below `end`. */
interface Span {
  /** At least 1. */
  readonly from: number
  /** Excluded; Infinity for an open end. */
  readonly end: number
  readonly step: number
}

/** Which images of a gallery are wanted, by their position from 1. */
type ImageRange = readonly Span[]

const mostSpans = 1000

/**
 * Reads a range in the form of gallery-dl: numbers `5`, spans `8-20`, `-20`, `8-` with both ends, and slices `1:24:3`,
 * whose end is excluded as in Python; several are joined by commas. Null when it is none.
 */
export function parseImageRange(text: string): ImageRange | null {
  const parts = text.split(',').map((part) => part.replaceAll(' ', ''))
  const spans = parts.filter((part) => part !== '').map(parseSpan)
  if (spans.length === 0 || spans.length > mostSpans) return null
  const found: Span[] = []
  for (const span of spans) {
    if (span === null || span.step < 1 || span.end <= span.from || span.from < 1) return null
    found.push(span)
  }
  return found
}

function parseSpan(part: string): Span | null {
  if (/^\d{1,9}$/.test(part)) return { from: Number(part), end: Number(part) + 1, step: 1 }
  const span = /^(\d{0,9})-(\d{0,9})$/.exec(part)
  if (span && part !== '-') {
    const [, from, to] = span
    return { from: from ? Number(from) : 1, end: to ? Number(to) + 1 : Infinity, step: 1 }
  }
  const slice = /^(\d{0,9}):(\d{0,9})(?::(\d{0,9}))?$/.exec(part)
  if (!slice) return null
  const [, from, end, step] = slice
  return {
    from: from ? Number(from) : 1,
    end: end ? Number(end) : Infinity,
    step: step ? Number(step) : 1,
  }
}

/** Whether the image at this position, from 1, is wanted. */
export function wantsImage(range: ImageRange, position: number): boolean {
  return range.some(
    ({ from, end, step }) => position >= from && position < end && (position - from) % step === 0,
  )
}

/** How many of the first `most` images are wanted; one that several spans name counts for each, up to all of them. */
export function countWanted(range: ImageRange, most: number): number {
  const wanted = range.map(({ from, end, step }) =>
    Math.ceil(Math.max(0, Math.min(end, most + 1) - from) / step),
  )
  return Math.min(
    most,
    wanted.reduce((sum, count) => sum + count, 0),
  )
}

/** Text of an image range that can be read. */
export const ImageRangeText = z
  .string()
  .max(10_000)
  .refine((text) => parseImageRange(text) !== null, 'give positions such as 5, 8-20, 8- or 1:24:3')
