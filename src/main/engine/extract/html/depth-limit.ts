import { FailureError, failure } from '@shared/model/failure'
import { scanMarkup, textElements } from './html-scan'
import { mostElements } from './slim-tree'

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

/** The elements that are open at one point of a page, roughly as a parser would have them. */
interface OpenElements {
  readonly depth: number
  isOpen(name: string): boolean
  push(name: string): void
  /** Pops up to the innermost element of this name; false if none is open. */
  close(name: string): boolean
  /** Pops what a start tag of this name ends implicitly. */
  closeImplied(name: string): void
}

/** Makes an empty stack; every operation is constant on average, also for end tags that never had a beginning. */
function createOpenElements(): OpenElements {
  const names: string[] = []
  const counts = new Map<string, number>()
  const isOpen = (name: string) => (counts.get(name) ?? 0) > 0
  const pop = () => {
    const name = names.pop()
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 1) - 1)
    return name
  }
  return {
    get depth() {
      return names.length
    },
    isOpen,
    push(name) {
      names.push(name)
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    close(name) {
      if (!isOpen(name)) return false
      while (pop() !== name);
      return true
    },
    closeImplied(name) {
      const ended = impliedEnds[name]
      const paragraph = endsParagraph.has(name)
      if (!ended && !paragraph) return
      let keep = names.length
      for (let i = names.length - 1; i >= Math.max(0, names.length - impliedReach); i -= 1) {
        const open = names[i] ?? ''
        if (ended?.includes(open) || (paragraph && open === 'p')) keep = i
        else if (scopes.has(open)) break
      }
      while (names.length > keep) pop()
    },
  }
}

/** Deepest nesting that is kept: browsers cap it at the same number. */
export const deepestNesting = 512

/** Elements without content (WHATWG HTML §13.1.2). */
const voidElements = new Set(
  `area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr`.split(
    ' ',
  ),
)

/**
 * Takes out the tags that nest deeper than `deepestNesting`; their content stays, in the deepest element kept.
 *
 * Parsers of HTML take quadratic time for deep nesting, and what walks a tree by recursion overflows the stack: so this
 * is done before a tree is built. Linear in the length of the text; ordinary pages come back as they are.
 */
export function limitDepth(text: string): string {
  const open = createOpenElements()
  const kept: string[] = []
  let copied = 0
  let elements = 0
  const drop = (start: number, end: number) => {
    kept.push(text.slice(copied, start))
    copied = end
  }
  scanMarkup(text, ({ kind, name, start, end, selfClosing }) => {
    if (kind === 'end-tag') {
      const tooDeep = open.depth > deepestNesting
      if (open.close(name) && tooDeep) drop(start, end)
    } else if (kind === 'start-tag') {
      elements += 1
      if (elements > mostElements) {
        throw new FailureError(failure('too-large', `a page of more than ${mostElements} elements`))
      }
      if (voidElements.has(name)) return
      open.closeImplied(name)
      const isForeign = selfClosing && (open.isOpen('svg') || open.isOpen('math'))
      if (textElements.has(name) || isForeign) return
      open.push(name)
      if (open.depth > deepestNesting) drop(start, end)
    }
  })
  return copied === 0 ? text : kept.join('') + text.slice(copied)
}
