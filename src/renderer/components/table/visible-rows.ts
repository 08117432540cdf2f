/** Most height of an element in CSS pixels: Chromium cuts taller ones (33,554,428), which a million rows are. */
const mostHeight = 30_000_000

/** What a list of rows of one height shows. */
export interface RowWindow {
  /** Height of all rows for the scroll bar, in CSS pixels: less than they have together where they are too many. */
  readonly height: number
  /** Rows on the screen with some around them, both included; `last` is -1 for an empty list. */
  readonly first: number
  readonly last: number
  /** Distance of a row from the beginning of the list, in CSS pixels. */
  topOf(row: number): number
  /** Where the list is scrolled to, to show a row in whole; null: it is shown. */
  scrollFor(row: number): number | null
}

/** The size of a list and of what is seen of it, in CSS pixels. */
interface RowRoom {
  readonly count: number
  readonly rowHeight: number
  /** Height of what is seen of the rows. */
  readonly room: number
  /** How far the list is scrolled. */
  readonly scrolled: number
}

/** Rows around those on the screen, so that a scroll by some rows shows no gap. */
const around = 6

/**
 * Which rows are on the screen. Where all rows together are taller than an element can be, a scroll by a pixel moves them by
 * more than one, so that the end of the bar is the end of the list.
 */
export function visibleRows({ count, rowHeight, room, scrolled }: RowRoom): RowWindow {
  const whole = count * rowHeight
  const height = Math.min(whole, mostHeight)
  const way = height - room
  const scale = whole > height && way > 0 ? (whole - room) / way : 1
  const offset = Math.max(0, Math.min(whole - room, scrolled * scale))
  const first = Math.floor(offset / rowHeight)
  const last = Math.min(count - 1, Math.floor((offset + room) / rowHeight))
  return {
    height,
    first: Math.max(0, first - around),
    last: Math.min(count - 1, last + around),
    topOf: (row) => row * rowHeight - offset + Math.min(scrolled, offset / scale),
    scrollFor(row) {
      const top = row * rowHeight
      if (top < offset) return top / scale
      if (top + rowHeight <= offset + room) return null
      return Math.min(way, (top + rowHeight - room) / scale)
    },
  }
}
