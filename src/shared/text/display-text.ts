/** Longest text that is shown or logged, in UTF-16 units. */
const longestText = 500

/** Marks that are kept on one letter: scripts that stack them need four or five. */
const mostMarks = 8

/**
 * Characters that are not seen but change what is: those that turn the direction of the text around them (Unicode
 * Standard Annex #9 §2), blanks without width and noncharacters. Joiners stay, emoji and several scripts need them.
 */
const misleading =
  /[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]/gu

/**
 * Text of a site, such as a gallery's title, as it may be shown in a list, a notification or a dialog: one line
 * without control characters, nothing that turns its surroundings round, no towers of marks, cut between characters.
 * Empty if nothing of it can be seen.
 */
export function displayText(text: string, longest: number = longestText): string {
  const line = text
    // Far behind the cut nothing is looked at: a title may have a hundred thousand characters.
    .slice(0, longest * 4)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(misleading, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu'), '$1')
    .replace(/[\u200c\u200d]{2,}/gu, '\u200d')
    .trim()
  if (!/[^\p{Cf}\p{M}\s]/u.test(line)) return ''
  if (line.length <= longest) return line
  const kept = line.slice(0, longest - 1)
  // Never between the halves of a character, nor between a letter and its marks.
  return `${kept.replace(/[\ud800-\udbff]$/, '').replace(/\P{M}?\p{M}+$/u, '')}…`
}
