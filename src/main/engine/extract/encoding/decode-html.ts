import { isUtf8 } from 'node:buffer'
import { decode, encodingOf } from './charset-label'
import { detectEncoding } from './detect-encoding'
import { charsetInContentType, prescanMeta } from './meta-prescan'

/** Bytes that are looked at for the pattern of UTF-16: the mark-up at the front of a page is ASCII. */
const headBytes = 256

/** Escape sequences that only ISO-2022-JP has (RFC 1468): a switch to Japanese characters. */
const toJapanese = ['$@', '$B', '(I', '(J'].map((code) => `\u001b${code}`)

/** Units of mark-up that a page begins with at least: `<p>` and a little. */
const leastUnits = 4
const leastMarkup = 8

/**
 * UTF-16 that nothing declares: the page begins with mark-up, of which every other byte is NUL. WHATWG name, or null.
 *
 * NULs in the other half are few: characters such as U+4E00. A page of binary rubbish has as many of both.
 */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, Math.min(headBytes, bytes.length & ~1))
  /** Units whose first, or second, byte alone is NUL. */
  const nuls: [number, number] = [0, 0]
  for (let at = 0; at < head.length; at += 2) {
    if (head[at] === 0 && head[at + 1] !== 0) nuls[0] += 1
    else if (head[at] !== 0 && head[at + 1] === 0) nuls[1] += 1
    const units = at / 2 + 1
    if (units === leastUnits && Math.max(...nuls) < leastUnits) return null
  }
  const [first, second] = nuls
  if (second >= leastMarkup && first * 4 <= second) return 'utf-16le'
  return first >= leastMarkup && second * 4 <= first ? 'utf-16be' : null
}

/** Whether bytes that are all ASCII switch to Japanese by escape sequences. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  if (!bytes.includes(0x1b)) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return toJapanese.some((code) => text.includes(code)) && !bytes.some((byte) => byte >= 0x80)
}

/** Most characters that may be valid UTF-8 by accident; a longer text never is. */
const mostAccidental = 32

/**
 * Whether valid UTF-8 is more likely GBK: a handful of two-byte sequences that are common Chinese characters of GB 2312
 * in words of their own, and in UTF-8 would be rare letters side by side (`CD BC C6 AC` is 图片, or ͼƬ).
 */
function isAccidentalUtf8(bytes: Uint8Array): boolean {
  const isLetter = (at: number) => /[a-z]/i.test(String.fromCharCode(bytes[at] ?? 0))
  let characters = 0
  let rare = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue
    const start = at
    for (; (bytes[at] ?? 0) >= 0x80; at += 2) {
      const first = bytes[at] ?? 0
      if (first > 0xdf || (bytes[at + 1] ?? 0) < 0xa1) return false
      characters += 1
      if ((first >= 0xc6 && first <= 0xcd) || first >= 0xdc) rare += 1
    }
    const isWord = at - start >= 4 && !isLetter(start - 1) && !isLetter(at)
    if (!isWord || characters > mostAccidental) return false
  }
  return rare > 0 && rare * 2 >= characters
}

/** What is known about a page's encoding besides its bytes. */
interface EncodingHints {
  /** The `Content-Type` header as it came. */
  readonly contentType: string | null
  /** The recipe's encoding: `auto`, or a label that wins over header and meta. */
  readonly pin: string
  /** Label for pages that say nothing and fit nothing. */
  readonly fallback: string
}

/** The text of a page and the WHATWG name of its encoding. */
interface DecodedHtml {
  readonly text: string
  /** WHATWG name, such as `gbk`. */
  readonly encoding: string
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** What bytes that nothing declares look like; null when nothing fits. */
function guess(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return detectEncoding(bytes)
  if (isAccidentalUtf8(bytes)) return 'gbk'
  return isIso2022Jp(bytes) ? 'iso-2022-jp' : 'utf-8'
}

function chooseEncoding(bytes: Uint8Array, hints: EncodingHints): string {
  return (
    byteOrderMark(bytes) ??
    (hints.pin === 'auto' ? null : encodingOf(hints.pin)) ??
    charsetInContentType(hints.contentType) ??
    unmarkedUtf16(bytes) ??
    prescanMeta(bytes) ??
    guess(bytes) ??
    encodingOf(hints.fallback) ??
    'windows-1252'
  )
}

/**
 * Reads a page's bytes: byte order mark, the recipe's pin, the HTTP header, the meta element, UTF-8 if they are valid
 * UTF-8, a detector, the fallback (WHATWG HTML §13.2.3.2, Encoding §6, with steps of our own for undeclared pages).
 *
 * Never throws: an unknown label counts as none, bytes that do not fit become U+FFFD.
 */
export function decodeHtml(bytes: Uint8Array, hints: EncodingHints): DecodedHtml {
  const encoding = chooseEncoding(bytes, hints)
  return { text: decode(bytes, encoding), encoding }
}
