import type { load } from 'cheerio'

type Content = Parameters<typeof load>[0]

/** Any node of a parsed page. */
export type Node = Exclude<Content, string | Uint8Array | readonly unknown[]>

/** An element of a parsed page. */
export type Element = Extract<Node, { attribs: unknown }>

/** Whether a node is an element. */
export function isElement(node: Node | null): node is Element {
  return node !== null && 'attribs' in node
}

/** The element's parent if it is an element. */
export function parentOf(element: Element): Element | null {
  return isElement(element.parent) ? element.parent : null
}

/** Whether a node is text. */
export function isText(node: Node): node is Extract<Node, { nodeType: 3 }> {
  return node.nodeType === 3
}
