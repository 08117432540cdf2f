/** A stretch of a path, in UTF-16 units. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

const year = '(?:19|20)\\d\\d'
const month = '(?:0?[1-9]|1[0-2])'
const day = '(?:0?[1-9]|[12]\\d|3[01])'

/** Year, month and day with one kind of separator; year and month, or a year alone, as directories; digits run together. */
const dates = [
  new RegExp(`(?<!\\d)${year}([-/_.])${month}\\1${day}(?!\\d)`, 'g'),
  new RegExp(`(?<=/)${year}[-/_.]${month}(?=/)`, 'g'),
  new RegExp(`(?<=/)${year}(?=/)`, 'g'),
  new RegExp(`(?<=/)${year}(?:0[1-9]|1[0-2])(?=/)`, 'g'),
  new RegExp(`(?<!\\d)${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)`, 'g'),
]

/** Where a path names a day, a month or a year: numbers there do not count pages. */
export function datePlaces(path: string): readonly TextSpan[] {
  return dates.flatMap((date) =>
    Array.from(path.matchAll(date), (found) => ({ start: found.index, end: found.index + found[0].length })),
  )
}

/** A whole date in an address: a day, or a year and a month as directories. */
export interface DateInAddress extends TextSpan {
  readonly text: string
}

/** The whole dates of a path, in order; a year alone is none. */
export function wholeDates(path: string): readonly DateInAddress[] {
  const found = datePlaces(path)
    .map((place) => ({ ...place, text: path.slice(place.start, place.end) }))
    .filter(({ text }) => /^\d{8}$|^\d{4}[-/_.]/.test(text))
  // The month of a day is found too.
  return found
    .filter(
      (one) => !found.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
    )
    .sort((a, b) => a.start - b.start)
}
