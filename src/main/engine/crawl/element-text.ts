import { type Element, isText, type Node } from '../extract/html/dom'

/** Elements whose text nobody reads. */
const silent = new Set(['script', 'style', 'noscript', 'template'])

/** Longest text that is gathered, in UTF-16 units: titles and fields are far shorter. */
const longestText = 20_000

/** Runs of white space as one blank, none at the ends. */
export function foldBlanks(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Text below an element, in document order, without recursion: pages nest deeper than a stack. */
export function textOf(element: Element): string {
  const parts: string[] = []
  let length = 0
  const waiting: Node[] = [element]
  for (let node = waiting.pop(); node && length < longestText; node = waiting.pop()) {
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
  return parts.join('').slice(0, longestText)
}
