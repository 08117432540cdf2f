import { FailureError, failure } from '@shared/model/failure'
import { scanMarkup, textElements } from './html-scan'
import { createOpenElements } from './open-elements'
import { mostElements } from './slim-tree'

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
