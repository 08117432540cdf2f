import { type Element, isElement, isText, type Node } from '../html/dom'
import type { AddressResolver } from '../html/resolve-address'

/** Elements that are skipped in a record, with what stands in them. */
const dropped = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'frame',
  'object',
  'embed',
  'base',
  'meta',
  'link',
  // They set attributes of what they stand in, also to an address that is run (SVG 2, animation elements).
  'set',
  'animate',
  'animatemotion',
  'animatetransform',
])

/** WHATWG HTML §13.1.2: elements without an end tag. */
const empty = new Set('area br col hr img input source track wbr'.split(' '))

/** Attributes whose value is an address, also with a prefix: `xlink:href`. */
const references = new Set([
  'href',
  'src',
  'cite',
  'poster',
  'action',
  'formaction',
  'longdesc',
  'background',
])

/** Longest markup of a field, in UTF-16 units. */
const longestMarkup = 500_000

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function attributesOf({ attribs }: Element, { resolve }: AddressResolver): string {
  let text = ''
  for (const [name, value] of Object.entries(attribs)) {
    // Handlers are scripts, and so are documents in attributes; a name with a quote could end the tag.
    if (/^on/i.test(name) || name === 'srcdoc' || /[\s"'<>/=]/.test(name)) continue
    const isReference = references.has(name.slice(name.lastIndexOf(':') + 1).toLowerCase())
    const kept = isReference ? resolve(value) : value
    if (kept !== null) text += ` ${name}="${escaped(kept).replaceAll('"', '&quot;')}"`
  }
  return text
}

/**
 * The markup inside an element without scripts, styles, frames and handlers, its addresses absolute; those that are
 * neither http nor https are omitted. Cut between two elements at 500,000 UTF-16 units, with everything closed.
 *
 * Without recursion: pages nest deeper than a stack.
 */
export function markupInside(element: Element, resolver: AddressResolver): string {
  let markup = ''
  /** Text: an end tag whose turn comes. */
  const waiting: (Node | string)[] = element.children.toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') markup += next
    else if (markup.length > longestMarkup) continue
    else if (isText(next)) markup += escaped(next.data)
    else if (isElement(next) && !dropped.has(next.name.toLowerCase())) {
      markup += `<${next.name}${attributesOf(next, resolver)}>`
      if (empty.has(next.name)) continue
      waiting.push(`</${next.name}>`)
      for (let i = next.children.length - 1; i >= 0; i -= 1) {
        const child = next.children[i]
        if (child) waiting.push(child)
      }
    }
  }
  return markup.trim()
}
