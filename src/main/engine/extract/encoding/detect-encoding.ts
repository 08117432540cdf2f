import { analyse } from 'chardet'
import { decode, encodingOf } from './charset-label'

/** Bytes that the detector looks at: enough for a verdict, few enough for a page of any length. */
const sampleBytes = 256 * 1024

/** Below this the detector has seen a handful of characters, and the language that the page names knows better. */
const sureConfidence = 30

/** Legacy encoding that undeclared pages of a language were written in (WHATWG HTML §13.2.3.2, table of locales). */
const encodingOfLanguage: ReadonlyArray<readonly [RegExp, string]> = [
  [/^zh-(?:tw|hk|mo|hant)/, 'big5'],
  [/^zh/, 'gbk'],
  [/^ja/, 'shift_jis'],
  [/^ko/, 'euc-kr'],
  [/^(?:ru|uk|bg|be)/, 'windows-1251'],
  [/^(?:cs|hu|pl|sk|sl)/, 'windows-1250'],
  [/^el/, 'iso-8859-7'],
  [/^tr/, 'windows-1254'],
  [/^(?:he|iw)/, 'windows-1255'],
  [/^(?:ar|fa)/, 'windows-1256'],
  [/^vi/, 'windows-1258'],
  [/^th/, 'windows-874'],
]

/** Encodings of two bytes a character, likeliest first: what few characters are taken for when nothing else decides. */
const doubleByte = ['gbk', 'shift_jis', 'big5', 'euc-kr', 'euc-jp']

/** Encodings of letters with accents among plain ones. */
const latin = /^(?:windows-125[0247]|iso-8859-(?:1|2|9|15))$/

/** Fewer accents than this distinguish no encodings. */
const leastScattered = 8

/** The page's words without its tags, which are ASCII and would drown them. */
function wordsOf(bytes: Uint8Array): Buffer {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sampleBytes))
  const words = Buffer.from(sample.toString('latin1').replaceAll(/<[^<>]*>/g, '\n'), 'latin1')
  return words.some((byte) => byte >= 0x80) ? words : sample
}

/** How many bytes are not ASCII, and whether they mostly stand alone as accented letters do. */
function highBytesOf(words: Buffer): { count: number; isScattered: boolean } {
  let count = 0
  let alone = 0
  for (const [i, byte] of words.entries()) {
    if (byte < 0x80) continue
    count += 1
    if ((words[i - 1] ?? 0) < 0x80 && (words[i + 1] ?? 0) < 0x80) alone += 1
  }
  return { count, isScattered: alone * 2 > count }
}

function fits(words: Buffer, encoding: string): boolean {
  // the sample may end within a character
  return !decode(words, encoding).slice(0, -2).includes('\uFFFD')
}

/** Whether the bytes are UTF-8 but for a few that do not fit: a page cut off, or one with a pasted comment. */
function isNearlyUtf8(words: Buffer): boolean {
  const text = decode(words, 'utf-8')
  let whole = 0
  let bad = 0
  for (const character of text) {
    if (character === '\uFFFD') bad += 1
    else if (character > '\u07ff') whole += 2
    else if (character > '\x7f') whole += 1
  }
  return whole >= 8 && bad * 10 <= whole
}

function languageFor(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString(
    'latin1',
  )
  return /<html[^<>]{0,500}\slang=["']?([a-z-]{2,12})/i.exec(head)?.[1]?.toLowerCase() ?? null
}

/** WHATWG name of the encoding that the bytes look like; null when nothing fits. Never slow, never throws. */
export function detectEncoding(bytes: Uint8Array): string | null {
  const words = wordsOf(bytes)
  if (isNearlyUtf8(words)) return 'utf-8'
  const matches = analyse(words).flatMap((match) => {
    const encoding = encodingOf(match.name)
    return encoding && encoding !== 'utf-8' && !encoding.startsWith('utf-16') && fits(words, encoding)
      ? [{ encoding, confidence: match.confidence }]
      : []
  })
  const best = matches[0]
  if (
    best &&
    best.confidence >= sureConfidence &&
    doubleByte.includes(best.encoding.replace('gb18030', 'gbk'))
  ) {
    return best.encoding === 'gb18030' ? 'gbk' : best.encoding
  }
  const language = languageFor(bytes)
  const expected = language && encodingOfLanguage.find(([pattern]) => pattern.test(language))?.[1]
  if (expected && fits(words, expected)) return expected
  const isSure = best !== undefined && best.confidence >= sureConfidence
  const { count, isScattered } = highBytesOf(words)
  if (isScattered) return isSure && count >= leastScattered ? best.encoding : null
  if (isSure && !latin.test(best.encoding)) return best.encoding
  return doubleByte.find((encoding) => fits(words, encoding)) ?? best?.encoding ?? null
}
