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

/** The element around an element; that of a template's content is the template. */
export function parentOf(element: Element): Element | null {
  const { parent } = element
  if (isElement(parent)) return parent
  return parent && isElement(parent.parent) ? parent.parent : null
}

/** Whether a node is text. */
export function isText(node: Node): node is Extract<Node, { nodeType: 3 }> {
  return node.nodeType === 3
}

/**
 * Whether an element of HTML takes part in its page: not one of the same name in a drawing (`<title>` of an SVG), and
 * not in a `<template>`, whose content is a page of its own.
 */
export function isLive(element: Element): boolean {
  if (element.namespace !== undefined && element.namespace !== 'http://www.w3.org/1999/xhtml') return false
  for (let at: Node | null = element.parent; at; at = at.parent) {
    if (at.parent && !isElement(at)) return false
  }
  return true
}
