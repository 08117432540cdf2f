import { type Element, isElement, type Node } from './dom'

/** All elements of a page, found by their names: a selector then looks at few of them, not at the whole tree. */
export interface ElementIndex {
  /** In document order, those inside templates too. */
  readonly all: readonly Element[]
  /** The elements of these names, in document order. */
  named(names: readonly string[]): readonly Element[]
}

/** Walks a document once, without recursion: pages nest deeper than a stack. */
export function indexElements(root: readonly Node[]): ElementIndex {
  const all: Element[] = []
  const places = new Map<string, number[]>()
  const waiting: Node[] = [...root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isElement(node)) {
      const known = places.get(node.name)
      if (known) known.push(all.length)
      else places.set(node.name, [all.length])
      all.push(node)
    }
    if (!('children' in node)) continue
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i]
      if (child && 'children' in child) waiting.push(child)
    }
  }
  return {
    all,
    named(names) {
      const found = names.flatMap((name) => places.get(name) ?? [])
      if (names.length > 1) found.sort((a, b) => a - b)
      const elements: Element[] = []
      for (const place of found) {
        const element = all[place]
        if (element) elements.push(element)
      }
      return elements
    },
  }
}

/** One part of a list of selectors that begins with the name of an element and has nothing but attributes behind it. */
const plainPart =
  /^([a-z][a-z\d]*)(?:\[[a-z-]+(?:[~^$*|]?=(?:"[^"\\]*"|[a-z\d]+)(?: i)?)?\]|:not\(\[[a-z-]+\]\))*$/

/** Names of the elements that a selector can match; null where that takes a reading of the selector. */
export function namesIn(selector: string): readonly string[] | null {
  const names = new Set<string>()
  for (const part of selector.split(',')) {
    const name = plainPart.exec(part.trim())?.[1]
    if (name === undefined) return null
    names.add(name)
  }
  return [...names]
}

/** Parts that ask for a name and for attributes that are there, whatever they hold: `a[href]`, `link[rel][href]`. */
const presencePart = /^([a-z][a-z\d]*)((?:\[[a-z-]+\])*)$/

/** The test that a selector of such parts makes; null for one that compares anything. */
export function presenceTest(selector: string): ((element: Element) => boolean) | null {
  const wanted = new Map<string, readonly string[]>()
  for (const part of selector.split(',')) {
    const [, name, attributes = ''] = presencePart.exec(part.trim()) ?? []
    if (name === undefined || wanted.has(name)) return null
    wanted.set(
      name,
      Array.from(attributes.matchAll(/[a-z-]+/g), ([attribute]) => attribute),
    )
  }
  return ({ name, attribs }) => wanted.get(name)?.every((one) => attribs[one] !== undefined) ?? false
}
