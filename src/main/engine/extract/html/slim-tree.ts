import { FailureError, failure } from '@shared/model/failure'
import { Element } from 'domhandler'
import { adapter } from 'parse5-htmlparser2-tree-adapter'

type TreeAdapter = typeof adapter

/** Most elements of one page: a hundred thousand pictures in eight elements each. Beyond it the worker's heap is full. */
export const mostElements = 800_000

/** Attributes of one element: no prototype, so that `constructor` and `__proto__` are names like any other. */
const Attributes = function attributes() {} as unknown as { new (): Record<string, string> }
Attributes.prototype = Object.create(null)

const none: Record<string, string> = Object.freeze(Object.create(null))

/**
 * The parser collects a text character by character, as a chain of some 30 bytes for each; to read it as a number makes
 * it one piece.
 */
function inOnePiece(text: string): string {
  if (text.length > 12) Number(text)
  return text
}

/**
 * How the parser builds its tree, in a third of the usual memory: no records of namespaces of attributes, which nothing
 * here asks for, and no chained texts.
 *
 * Throws FailureError `too-large` beyond `mostElements`, those counted that the parser adds on its own: misnested
 * formatting multiplies.
 */
export function createSlimTree(): TreeAdapter {
  let elements = 0
  return {
    ...adapter,
    createElement(name, namespace, attributes) {
      elements += 1
      if (elements > mostElements) {
        throw new FailureError(failure('too-large', `a page of more than ${mostElements} elements`))
      }
      const attribs = new Attributes()
      for (const attribute of attributes) attribs[attribute.name] = inOnePiece(attribute.value)
      const element = new Element(name, attribs, [])
      element.namespace = namespace
      element['x-attribsNamespace'] = none
      element['x-attribsPrefix'] = none
      return element
    },
    adoptAttributes(recipient, attributes) {
      for (const { name, value } of attributes) recipient.attribs[name] ??= value
    },
    insertText(parent, text) {
      const last = parent.children.at(-1)
      const before = last && adapter.isTextNode(last) ? last.data.length : 0
      adapter.insertText(parent, inOnePiece(text))
      // words come one by one: made one piece whenever the whole has doubled, which keeps the work linear
      if (last && adapter.isTextNode(last) && Math.clz32(before) !== Math.clz32(last.data.length)) {
        inOnePiece(last.data)
      }
    },
    insertBefore(parent, child, reference) {
      // a table's stray content goes before the table, which is the last child: found from the end at once
      const at = parent.children.lastIndexOf(reference)
      const { prev } = reference
      if (prev) {
        prev.next = child
        child.prev = prev
      }
      reference.prev = child
      child.next = reference
      parent.children.splice(at, 0, child)
      child.parent = parent
    },
    insertTextBefore(parent, text, reference) {
      const before = parent.children[parent.children.lastIndexOf(reference) - 1]
      if (before && adapter.isTextNode(before)) before.data += text
      else this.insertBefore(parent, adapter.createTextNode(text), reference)
    },
  }
}
