import type { load } from 'cheerio'

/** Elements whose text is not shown. */
const silent = new Set(['script', 'style', 'noscript', 'template'])

/** Longest text that is gathered where nothing else is said, in UTF-16 units: titles are far shorter. */
const longestText = 20_000

/** Runs of white space as one blank, none at the ends. */
export function foldBlanks(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Text below an element, in document order, its first `most` UTF-16 units, without recursion: pages nest deeper than a stack. */
export function textOf(element: Element, most = longestText): string {
  const parts: string[] = []
  let length = 0
  const waiting: Node[] = [element]
  for (let node = waiting.pop(); node && length < most; node = waiting.pop()) {
    if (isText(node)) {
      parts.push(node.data)
      length += node.data.length
    } else if ('children' in node && (node === element || !('name' in node && silent.has(node.name)))) {
      for (let i = node.children.length - 1; i >= 0; i -= 1) {
        const child = node.children[i]
        if (child) waiting.push(child)
      }
    }
  }
  return parts.join('').slice(0, most)
}

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
