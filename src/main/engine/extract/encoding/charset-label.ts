import iconv from 'iconv-lite'

/** Encodings that `TextDecoder` reads the same way on every runtime; all others are read by iconv-lite. */
const unicode = new Set(['utf-8', 'utf-16le', 'utf-16be'])

/**
 * Our codec for a WHATWG encoding where its name alone would read less than browsers do: gbk is read as its superset
 * gb18030, euc-kr as windows-949, big5 with the Hong Kong extension (WHATWG Encoding §10–14).
 */
const codecs: Readonly<Record<string, string>> = {
  gbk: 'gb18030',
  'euc-kr': 'cp949',
  big5: 'big5hkscs',
  shift_jis: 'cp932',
  'iso-8859-8-i': 'iso-8859-8',
  'x-mac-cyrillic': 'maccyrillic',
}

function codecOf(encoding: string): string {
  return codecs[encoding] ?? encoding
}

/** WHATWG name of the encoding that a label means (`gb2312` → `gbk`); null for no label or an unknown one. */
export function encodingOf(label: string | null | undefined): string | null {
  if (!label) return null
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

/**
 * Reads bytes in an encoding that `encodingOf` named; what does not fit becomes U+FFFD, never an error.
 *
 * Not `TextDecoder` for everything: that of Node 20 takes windows-1252 for ISO-8859-1, and its euc-kr and big5 lack
 * the characters that browsers added.
 */
export function decode(bytes: Uint8Array, encoding: string): string {
  const codec = codecOf(encoding)
  if (unicode.has(encoding) || !iconv.encodingExists(codec)) return new TextDecoder(encoding).decode(bytes)
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), codec)
}

/** Bytes of one character in an encoding that `encodingOf` named; null if the encoding has no such character. */
export function encodeCharacter(character: string, encoding: string): Uint8Array | null {
  const codec = codecOf(encoding)
  if (!iconv.encodingExists(codec)) return null
  const bytes = iconv.encode(character, codec)
  return iconv.decode(bytes, codec) === character ? bytes : null
}
