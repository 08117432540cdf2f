import { isFullWidth } from '../../locales/full-width'

/** Height of a row in CSS pixels. */
export const rowHeight = 64
const leastRows = 4

/** Height that shows this many rows, in CSS pixels; room for a few is kept, so that the first ones move nothing. */
export function roomFor(count: number): number {
  return Math.max(leastRows, count) * rowHeight
}

/** Cover, words, and what stands at the right. */
export const taskRowClass = 'group/row grid-cols-[44px_minmax(0,1fr)_auto] gap-x-3 px-2'

/** Widths of the list at which more fits into a row, in CSS pixels. */
const narrow = 640
const wide = 900

/** What a row has besides its words: margins, padding, cover, gaps and the scroll bar. */
const others = 8 * 2 + 8 * 2 + 44 + 12 * 2 + 11

/** How a row divides its width, in CSS pixels. */
export interface RowLayout {
  /** What stands at the right: percent or actions; of a finished task pictures, time and actions. */
  readonly trailing: number
  /** What is left for the words. */
  readonly words: number
  /** How many pictures of a finished task are shown. */
  readonly covers: number
  /** Buttons have icons alone. */
  readonly isNarrow: boolean
}

/** How a row divides the width of its list; the words of an unfinished task have the same width in every row. */
export function rowLayout(listWidth: number, isFinished: boolean): RowLayout {
  const isNarrow = listWidth < narrow
  const isWide = listWidth >= wide
  const ofFinished = isWide ? 344 : 212
  const trailing = isNarrow ? 124 : isFinished ? ofFinished : 176
  const covers = isNarrow ? 0 : isWide ? 5 : 3
  return { trailing, words: Math.max(0, listWidth - others - trailing), covers, isNarrow }
}

/** A fact of the second line. Those with a lower `keep` go first when it is too narrow; without one it always stays. */
export interface Fact {
  readonly key: string
  readonly text: string
  readonly keep?: number
}

/** About the width of a text at 12 px, in CSS pixels: full-width characters are twice as wide. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += isFullWidth(character) ? 12 : 6.8
  return width
}

const separator = 15

/** The facts that fit beside each other, in their order. */
export function factsThatFit<F extends Fact>(facts: readonly F[], room: number): readonly F[] {
  const kept = [...facts]
  const needs = (): number => kept.reduce((sum, { text }) => sum + widthOf(text) + separator, -separator)
  while (needs() > room) {
    const droppable = kept.filter(({ keep }) => keep !== undefined)
    const [least] = droppable.sort((a, b) => (a.keep ?? 0) - (b.keep ?? 0))
    if (least === undefined) break
    kept.splice(kept.indexOf(least), 1)
  }
  return kept
}
