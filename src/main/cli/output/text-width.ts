import { eastAsianWidth } from 'get-east-asian-width'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function graphemeWidth(grapheme: string): number {
  if (/^[\p{M}\p{Cc}\p{Cf}]/u.test(grapheme)) return 0
  // An emoji, alone or by a variation selector behind it, and a flag of two letters.
  if (/^\p{Emoji_Presentation}|\u{fe0f}|^\p{RI}/u.test(grapheme)) return 2
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0)
}

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  // Printable ASCII is its own width, and nearly everything is that.
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** The text cut to so many columns, with `…` where something is missing; never between two halves of a character. */
export function fitWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  if (columns < 1) return ''
  let kept = ''
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += graphemeWidth(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** The text cut or filled with blanks to exactly so many columns. */
export function padWidth(text: string, columns: number): string {
  const fitting = fitWidth(text, columns)
  return fitting + ' '.repeat(Math.max(0, columns - textWidth(fitting)))
}

/** Rows that a line takes on a terminal of so many columns; a wide character is never halved at the edge. */
export function wrappedHeight(line: string, columns: number): number {
  let rows = 1
  let width = 0
  for (const { segment } of graphemes.segment(line)) {
    const added = graphemeWidth(segment)
    if (width + added > columns) {
      rows += 1
      width = 0
    }
    width += added
  }
  return rows
}
