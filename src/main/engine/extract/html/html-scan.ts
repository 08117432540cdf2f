/** Elements whose content is text up to their own end tag (WHATWG HTML §13.2.6.4). */
export const textElements: ReadonlySet<string> = new Set([
  'iframe',
  'noembed',
  'noframes',
  'plaintext',
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
])

/** A piece of mark-up; offsets are UTF-16 units, `end` is behind the last one. */
interface Markup {
  readonly kind: 'start-tag' | 'end-tag' | 'comment'
  /** Lower case; empty for a comment, doctype or processing instruction. */
  readonly name: string
  readonly start: number
  readonly end: number
  /** The tag ends in `/>`, which only foreign elements heed. */
  readonly selfClosing: boolean
}

/** Index just behind the tag whose name ends at `at`; quoted attributes may hold `>`. */
function endOfTag(text: string, at: number): number {
  let quote = 0
  let valueBegins = false
  for (let i = at; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (quote) {
      if (code === quote) quote = 0
    } else if (code === 0x3e) return i + 1
    else if ((code === 0x22 || code === 0x27) && valueBegins) {
      quote = code
      valueBegins = false
    } else if (code === 0x3d) valueBegins = true
    else if (code !== 0x20 && (code < 9 || code > 13)) valueBegins = false
  }
  return text.length
}

/** Index where the content of a text element that begins at `at` ends: at its end tag. */
export function endOfContent(text: string, name: string, at: number): number {
  const end = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  end.lastIndex = at
  return end.exec(text)?.index ?? text.length
}

function endOfComment(text: string, start: number, isComment: boolean): number {
  // `<!-->` is a whole comment: its two dashes open and close it
  const end = isComment ? text.indexOf('-->', start + 2) : text.indexOf('>', start)
  return end < 0 ? text.length : end + (isComment ? 3 : 1)
}

const opening = /<(\/?)([a-z][^\t\n\f\r />]{0,63})|<!--|<[!?]/gi

/**
 * Calls `visit` for each piece of mark-up in order; what lies between is text, the content of scripts and styles too.
 *
 * A scanner, not a parser, linear in the length of the text: it knows tags, not what they mean.
 */
export function scanMarkup(text: string, visit: (markup: Markup) => void): void {
  let at = 0
  for (;;) {
    opening.lastIndex = at
    const match = opening.exec(text)
    if (!match) return
    const start = match.index
    const name = match[2]?.toLowerCase() ?? ''
    if (name === '') {
      at = endOfComment(text, start, match[0] === '<!--')
      visit({ kind: 'comment', name, start, end: at, selfClosing: false })
      continue
    }
    const end = endOfTag(text, start + match[0].length)
    const kind = match[1] ? 'end-tag' : 'start-tag'
    visit({ kind, name, start, end, selfClosing: text.charAt(end - 2) === '/' })
    at = kind === 'start-tag' && textElements.has(name) ? endOfContent(text, name, end) : end
  }
}
