/** Blocks whose characters take two columns: East Asian Width W and F (Unicode Standard Annex #11). */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo, leading consonants
  [0x2e80, 0x303e], // CJK radicals and punctuation
  [0x3041, 0x33ff], // Kana, Bopomofo, Hangul compatibility, CJK symbols
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf], // Yi
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60], // full-width forms
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff], // Tangut, Khitan
  [0x1aff0, 0x1b2ff], // Kana extensions
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
]

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0
  if (/^[\p{M}\p{Cc}\p{Cf}]/u.test(grapheme)) return 0
  // An emoji, alone or by a variation selector behind it, and a flag of two letters.
  if (/^\p{Emoji_Presentation}|\u{fe0f}|^\p{RI}/u.test(grapheme)) return 2
  return wideBlocks.some(([first, last]) => code >= first && code <= last) ? 2 : 1
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
