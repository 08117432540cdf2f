import type { ReadAt } from './read-at'
import type { EndCheck } from './walk'

/** Drawings in SVG (SVG 2 §1, XML 1.0 §2.8): the one type of image that is text. */

/** Bytes within which the root of a drawing begins. */
export const svgHeadBytes = 4096

/** Bytes of UTF-16 that hold the last 1,024 characters: the end and the comments behind it. */
const tailBytes = 2048

/** The byte order that a mark at the beginning says; null: an encoding that contains ASCII. */
function byteOrder(head: Uint8Array): 'little' | 'big' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'little'
  return head[0] === 0xfe && head[1] === 0xff ? 'big' : null
}

/** Bytes as text in which at least ASCII is right. */
function textOf(bytes: Uint8Array, order: ReturnType<typeof byteOrder>): string {
  if (order === null) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const units = Buffer.from(bytes.subarray(0, bytes.length & ~1))
  return (order === 'big' ? units.swap16() : units).toString('utf16le')
}

/** Where a declaration of a type ends (XML 1.0 §2.8); its own part in brackets has declarations and comments. -1: not here. */
function endOfDoctype(text: string, from: number): number {
  let inside = false
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '"' || char === "'") at = text.indexOf(char, at + 1)
    else if (text.startsWith('<!--', at)) at = text.indexOf('-->', at + 4)
    else if (char === '[') inside = true
    else if (char === ']') inside = false
    else if (char === '>' && !inside) return at + 1
    if (at === -1) return -1
  }
  return -1
}

const root = /^<svg(?::svg)?[\s/>]/
/** Beginnings that are too short to decide. */
const unfinished = ['<!--', '<?xml', '<!DOCTYPE svg', '<svg:svg ']

/** Where the root of a drawing begins; `open`: the text ends before that shows; null: it is no drawing. */
function rootAt(text: string): number | 'open' | null {
  let at = /^(?:\ufeff|\xef\xbb\xbf)?/.exec(text)?.[0].length ?? 0
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1
    const start = text.slice(at, at + 64)
    if (unfinished.some((one) => one.length > start.length && one.startsWith(start))) return 'open'
    if (root.test(start)) return at
    if (start.startsWith('<?xml')) at = after(text, '?>', at)
    else if (start.startsWith('<!--')) at = after(text, '-->', at + 4)
    else if (/^<!DOCTYPE\s+svg/.test(start)) at = endOfDoctype(text, at + 9)
    else return null
    if (at === -1) return 'open'
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found === -1 ? -1 : found + mark.length
}

/**
 * Whether a file begins as a drawing: mark of the encoding, white space, XML declaration, comments and document type,
 * then the root, all within the first 4 KB. `open`: more bytes are needed. A page of HTML with a drawing in it is none.
 */
export function svgStart(bytes: Uint8Array): 'svg' | 'open' | null {
  const head = bytes.subarray(0, svgHeadBytes)
  const found = rootAt(textOf(head, byteOrder(head)))
  if (found === 'open') return bytes.length < svgHeadBytes ? 'open' : null
  return found === null ? null : 'svg'
}

/** Whether bytes that do not decide yet say that XML or a drawing comes; a comment alone also begins pages of HTML. */
export function mayBecomeSvg(bytes: Uint8Array): boolean {
  return svgStart(bytes) === 'open' && /<(?:\?xml|!DOCTYPE|svg?)/.test(textOf(bytes, byteOrder(bytes)))
}

/** The start tag of the root as far as it is in the text, and whether it is an empty element. */
function rootTag(text: string): { readonly tag: string; readonly isEmpty: boolean } | null {
  const start = rootAt(text)
  if (typeof start !== 'number') return null
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '>') return { tag: text.slice(start, at), isEmpty: text.charAt(at - 1) === '/' }
    if (char !== '"' && char !== "'") continue
    at = text.indexOf(char, at + 1)
    if (at === -1) break
  }
  return null
}

/** Text without the white space and comments at its end. */
function withoutComments(text: string): string {
  let rest = text.trimEnd()
  while (rest.endsWith('-->')) {
    const comment = rest.lastIndexOf('<!--')
    if (comment === -1) return rest
    rest = rest.slice(0, comment).trimEnd()
  }
  return rest
}

/**
 * Whether a drawing came to its end: it ends with the end tag of its root, white space and comments behind it aside. A
 * file that was cut right behind a drawing inside of the drawing is not seen.
 */
export function createSvgEndCheck(): EndCheck {
  let head: Uint8Array = new Uint8Array()
  let tail: Uint8Array = new Uint8Array()
  let bytes = 0
  return {
    push(chunk) {
      if (head.length < svgHeadBytes)
        head = Buffer.concat([head, chunk.subarray(0, svgHeadBytes - head.length)])
      const end = chunk.subarray(-tailBytes)
      tail = Buffer.concat([tail.subarray(-(tailBytes - end.length || tailBytes)), end]).subarray(-tailBytes)
      bytes += chunk.length
    },
    isWhole() {
      const order = byteOrder(head)
      // A half unit at the beginning of the tail would turn all that follows into noise.
      const skipped = order === null ? 0 : (bytes - tail.length) % 2
      if (order !== null && bytes % 2 !== 0) return false
      const text = withoutComments(textOf(tail.subarray(skipped), order).slice(-1024))
      if (/<\/svg(?::svg)?[ \t\r\n]*>$/.test(text)) return true
      return text.endsWith('/>') && rootTag(textOf(head, order))?.isEmpty === true
    },
  }
}

/** CSS pixels of the absolute units (CSS Values 3 §6.2). */
const units = new Map([
  ['', 1],
  ['px', 1],
  ['pt', 4 / 3],
  ['pc', 16],
  ['mm', 96 / 25.4],
  ['cm', 96 / 2.54],
  ['in', 96],
])

/** A length in CSS pixels; null for none and for one that depends on the place, such as `100%`. */
function lengthOf(value: string | undefined): number | null {
  const [, number, unit = ''] =
    /^\s*(\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})([a-z]{0,2})\s*$/i.exec(value ?? '') ?? []
  const pixels = Number(number) * (units.get(unit.toLowerCase()) ?? Number.NaN)
  return pixels > 0 ? pixels : null
}

/** Width and height of a view box; null for none. */
function boxOf(value: string | undefined): readonly [number, number] | null {
  const [, , width = 0, height = 0] = (value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return width > 0 && height > 0 && width < 1e9 && height < 1e9 ? [width, height] : null
}

const attribute = /([^\s=/>"']{1,100})\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Bytes in which the start tag of the root ends. */
const tagBytes = 16 * 1024

/**
 * Size in CSS pixels by `width` and `height`, where they are absolute, or by `viewBox`; null where neither says it.
 */
export async function svgSize(read: ReadAt): Promise<{ width: number; height: number } | null> {
  const bytes = await read(0, tagBytes)
  const found = rootTag(textOf(bytes, byteOrder(bytes)))
  if (found === null) return null
  const values = new Map(Array.from(found.tag.matchAll(attribute), ([, name, a, b]) => [name, a ?? b]))
  const [width, height] = [lengthOf(values.get('width')), lengthOf(values.get('height'))]
  const box = boxOf(values.get('viewBox'))
  if (width !== null && height !== null) return { width: Math.ceil(width), height: Math.ceil(height) }
  if (box === null) return null
  const scale = width === null ? (height ?? box[1]) / box[1] : width / box[0]
  return { width: Math.ceil(box[0] * scale), height: Math.ceil(box[1] * scale) }
}
