/**
 * Bounds a page before a tree is built of it: parsers of HTML take quadratic time for deep nesting, and what walks the
 * tree by recursion overflows the stack. This is a scanner of tags, not a parser: it only has to see how deep a page
 * nests, roughly, and to leave an ordinary page exactly as it is.
 */

/** Deepest nesting that is kept: browsers cap it at the same number. */
export const deepestNesting = 512

/** Most tags of one page: beyond this a tree does not fit into the worker's memory. */
export const mostTags = 1_500_000

/** Elements without content (WHATWG HTML §13.1.2). */
const voidElements = new Set(
  'area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr'.split(
    ' ',
  ),
)

/** Elements whose content is text up to their own end tag (WHATWG HTML §13.2.6.4). */
const textElements = new Set('iframe noembed noframes plaintext script style textarea title xmp'.split(' '))

/** Start tags that end an open element of these names (WHATWG HTML §13.1.2.4, optional tags). */
const impliedEnds: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  option: ['option'],
  optgroup: ['option', 'optgroup'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tbody: ['tr', 'td', 'th', 'thead', 'tbody'],
  tfoot: ['tr', 'td', 'th', 'thead', 'tbody'],
}
const endsParagraph = new Set(
  `address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2
   h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul`.split(/\s+/),
)
/** Elements beyond which no end tag is implied. */
const scopes = new Set(['table', 'ul', 'ol', 'dl', 'select', 'template', 'body', 'html', 'object', 'button'])

/** How many open elements are looked at for an implied end: keeps the scan linear. */
const impliedReach = 24

export interface BoundedHtml {
  readonly text: string
  /** Number of tags seen. */
  readonly tags: number
}

/** Stack of open elements with a count of each name, so that an end tag without a beginning costs nothing. */
function createOpenElements() {
  const names: string[] = []
  const counts = new Map<string, number>()
  const pop = () => {
    const name = names.pop()
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 1) - 1)
    return name
  }
  return {
    get depth() {
      return names.length
    },
    isOpen: (name: string) => (counts.get(name) ?? 0) > 0,
    push(name: string) {
      names.push(name)
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    /** Pops up to the innermost element of this name; false if none is open. */
    close(name: string): boolean {
      if (!counts.get(name)) return false
      while (pop() !== name);
      return true
    },
    /** Pops what the start tag ends by itself. */
    closeImplied(name: string) {
      const ended = impliedEnds[name]
      const paragraph = endsParagraph.has(name)
      if (!ended && !paragraph) return
      const floor = Math.max(0, names.length - impliedReach)
      let keep = names.length
      for (let i = names.length - 1; i >= floor; i -= 1) {
        const open = names[i] ?? ''
        if (ended?.includes(open) || (paragraph && open === 'p')) keep = i
        else if (scopes.has(open)) break
      }
      while (names.length > keep) pop()
    },
  }
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

/** Index where the text of a raw text element ends: at its end tag. */
function endOfText(text: string, name: string, at: number): number {
  const end = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  end.lastIndex = at
  return end.exec(text)?.index ?? text.length
}

const tag = /<(\/?)([a-z][^\t\n\f\r />]{0,63})|<!--|<[!?]/gi

/**
 * Takes out the start tags, with their end tags, that nest deeper than `deepestNesting`; their content stays, as text
 * and elements of the deepest one kept. Linear in the length of the text; ordinary pages come back as they are.
 */
export function limitDepth(text: string): BoundedHtml {
  const open = createOpenElements()
  const kept: string[] = []
  let copied = 0
  let tags = 0
  const drop = (from: number, to: number) => {
    kept.push(text.slice(copied, from))
    copied = to
  }
  tag.lastIndex = 0
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const name = match[2]?.toLowerCase()
    if (name === undefined) {
      const end = match[0] === '<!--' ? text.indexOf('-->', match.index + 2) : text.indexOf('>', match.index)
      if (end < 0) break
      tag.lastIndex = end + 1
      continue
    }
    tags += 1
    const end = endOfTag(text, tag.lastIndex)
    tag.lastIndex = end
    if (match[1]) {
      const tooDeep = open.depth > deepestNesting
      if (open.close(name) && tooDeep) drop(match.index, end)
    } else if (!voidElements.has(name)) {
      open.closeImplied(name)
      if (textElements.has(name)) tag.lastIndex = endOfText(text, name, end)
      else if (text.charAt(end - 2) !== '/' || !(open.isOpen('svg') || open.isOpen('math'))) {
        open.push(name)
        if (open.depth > deepestNesting) drop(match.index, end)
      }
    }
  }
  return { text: copied === 0 ? text : kept.join('') + text.slice(copied), tags }
}
