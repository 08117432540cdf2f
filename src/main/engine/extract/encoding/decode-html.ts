import { isUtf8 } from 'node:buffer'
import { decode, encodingOf } from './charset-label'
import { detectEncoding } from './detect-encoding'
import { charsetInContentType, prescanMeta } from './meta-prescan'
import { isAccidentalUtf8, isIso2022Jp, unmarkedUtf16 } from './unmarked-encoding'

/** What is known about a page's encoding besides its bytes. */
export interface EncodingHints {
  /** The `Content-Type` header as it came. */
  readonly contentType: string | null
  /** The recipe's encoding: `auto`, or a label that wins over header and meta. */
  readonly pin: string
  /** Label for pages that say nothing and fit nothing. */
  readonly fallback: string
}

/** The text of a page and the WHATWG name of its encoding. */
export interface DecodedHtml {
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
