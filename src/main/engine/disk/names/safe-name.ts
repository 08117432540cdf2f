import { createHash } from 'node:crypto'
import { cleanText } from './clean-text'

/** Most bytes of a name in ext4, APFS and others, less the five of `.part`. In UTF-16 units a name is never longer. */
const longestBytes = 255 - '.part'.length
/** Longest end that is kept whole; what is longer is no extension. */
const longestEndBytes = 64
/** Name when nothing is left of the text and of its fallback. */
const lastResort = 'untitled'

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}

/** Device names of Windows, with any extension and with spaces before it; superscript digits count as digits. */
const device = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/iu

/** Names that a desktop obeys instead of showing, and our own record of a gallery. */
const special = /^(?:desktop\.ini|thumbs\.db|ehthumbs\.db|autorun\.inf|folder\.htt|icon|gallery\.json)$/iu

/** Ends that turn a folder into a program, a link or a view of the shell, and that of our partial files. */
const obeyedEnd =
  /\.(app|bundle|framework|kext|pkg|plugin|prefpane|lnk|pif|scf|url|desktop|part|\{[0-9a-f-]{36}\})$/iu

/** As many leading characters as fit: whole ones, or code points when a single character is longer than a name. */
function cut(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text
  let kept = ''
  let left = bytes
  for (const { segment } of graphemes.segment(text.slice(0, 2 * bytes))) {
    const isLonger = kept === '' && bytesOf(segment) > bytes
    for (const piece of isLonger ? Array.from(segment) : [segment]) {
      left -= bytesOf(piece)
      if (left < 0) return kept
      kept += piece
    }
  }
  return kept
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

/** The end in a form that can stand in a name; a dot or a space keeps it from joining with what is before it. */
function cleanEnd(end: string): string {
  const first = /^[. ]/.exec(end)?.[0] ?? '.'
  const rest = cleanText(end)
  return rest === '' ? '' : cut(first + rest, longestEndBytes).replace(/[. ]+$/u, '')
}

function endsWith(text: string, end: string): boolean {
  return end !== '' && text.toLowerCase().endsWith(end.toLowerCase())
}

/** The cleaned text in front of the end, however often the end stands there already. */
function stemOf(text: string, end: string): string {
  let stem = text
  do {
    if (endsWith(stem, end)) stem = stem.slice(0, stem.length - end.length)
    stem = cleanText(stem)
  } while (endsWith(stem, end))
  return stem
}

/** Marks names that Windows takes for a device and names that a desktop obeys. */
function disarm(stem: string, end: string): string {
  const shown = end === '' ? stem.replace(obeyedEnd, '_$1') : stem
  return device.test(shown + end) || special.test(shown + end) ? `_${shown}` : shown
}

/** What the end of a name may keep, and what stands in for a text of which nothing is left. */
export interface SafeNameOptions {
  /** Survives trimming and is not doubled: `.jpg`, ` (2).jpg`; begins with a dot or a space. At most 64 bytes of it are kept. */
  readonly keepEnd?: string
  readonly fallback: string
  /** Most bytes, 40 to 250. */
  readonly longest?: number
}

/**
 * Makes one path segment that Windows, macOS and Linux accept alike and that cannot mislead: no separator, not hidden,
 * no device, NFC, at most 250 bytes of UTF-8 (so that `.part` fits behind it).
 *
 * A text that is too long is cut between characters and gets a short hash of the whole, because two long titles often
 * differ at their ends only. Idempotent with the same options. Never throws.
 */
export function safeName(
  text: string,
  { keepEnd = '', fallback, longest = longestBytes }: SafeNameOptions,
): string {
  const end = cleanEnd(keepEnd)
  const stem = disarm(
    stemOf(text, end) || stemOf(fallback, end) || stemOf(lastResort, end) || lastResort,
    end,
  )
  const room = longest - bytesOf(end)
  if (bytesOf(stem) <= room) return stem + end
  const mark = `_${shortHash(stem)}`
  return cut(stem, room - mark.length).replace(/[. ]+$/u, '') + mark + end
}
