import { endOfContent, textElements } from '../html/html-scan'
import { encodingOf } from './charset-label'

/** How far a declaration is looked for: browsers stop at 1,024 bytes, pages with long scripts declare it later. */
const prescanBytes = 1024 * 1024

const attribute =
  /[\t\n\f\r /]*([^\t\n\f\r />=]+)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]+)))?/y

/** The encoding in a `content` such as `text/html; charset=gbk` (WHATWG HTML, extracting a character encoding). */
export function charsetInContentType(content: string | null): string | null {
  const match =
    content && /charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r ;"']+))/i.exec(content)
  return match ? encodingOf(match[1] ?? match[2] ?? match[3]) : null
}

/** Attributes of a tag by lower-case name, the first of each; `at` is where its name ended. */
function readAttributes(text: string, at: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>()
  attribute.lastIndex = at
  let end = at
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    const name = match[1]?.toLowerCase() ?? ''
    if (!attributes.has(name)) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? '')
    end = attribute.lastIndex
  }
  return { attributes, end }
}

function declaredBy(attributes: ReadonlyMap<string, string>): string | null {
  const charset = encodingOf(attributes.get('charset'))
  if (charset) return charset
  if (attributes.get('http-equiv')?.toLowerCase() !== 'content-type') return null
  return charsetInContentType(attributes.get('content') ?? null)
}

/** Where the mark-up that begins at `at` (`<!--`, `<!`, `</`, `<?`) ends. */
function endOfOther(text: string, at: number): number {
  const comment = text.startsWith('<!--', at)
  // `<!-->` is a whole comment: its two dashes open and close it
  const end = comment ? text.indexOf('-->', at + 2) : text.indexOf('>', at)
  return end < 0 ? text.length : end + (comment ? 3 : 1)
}

/**
 * The encoding that a page declares in a meta element, by the WHATWG prescan of a byte stream; null if none. Unlike the
 * prescan it passes over the content of scripts and styles.
 *
 * A page that could be read so far cannot be in UTF-16, hence a declared UTF-16 means UTF-8.
 */
export function prescanMeta(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, prescanBytes)).toString(
    'latin1',
  )
  let at = text.indexOf('<')
  while (at >= 0) {
    const next = text.charAt(at + 1)
    let end = at + 1
    if (next === '!' || next === '/' || next === '?') end = endOfOther(text, at)
    else if (/[a-z]/i.test(next)) {
      const nameEnd = at + 1 + text.slice(at + 1, at + 65).search(/[\t\n\f\r />]|$/)
      const name = text.slice(at + 1, nameEnd).toLowerCase()
      const tag = readAttributes(text, nameEnd)
      const declared = name === 'meta' ? declaredBy(tag.attributes) : null
      if (declared) return declared.startsWith('utf-16') ? 'utf-8' : declared
      // what a script writes is no declaration: the parser, which has the last word in browsers, sees none in it
      end = textElements.has(name) ? endOfContent(text, name, tag.end) : tag.end
    }
    at = text.indexOf('<', end)
  }
  return null
}
