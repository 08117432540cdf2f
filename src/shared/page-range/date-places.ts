/** A stretch of a path, in UTF-16 units. */
export interface Place {
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
export function datePlaces(path: string): readonly Place[] {
  return dates.flatMap((date) =>
    Array.from(path.matchAll(date), (found) => ({ start: found.index, end: found.index + found[0].length })),
  )
}
