import { type Element, parentOf } from '../html/dom'
import { type Region, regionByNames } from './noise-words'

/** Where in its page an element stands. */
export interface DomPath {
  /** Signature of the containers around it: equal for pictures that are laid out alike, also on other pages. */
  readonly key: string
  /** What the nearest container with a known name says. */
  readonly region: Region
}

/** Elements that wrap single pictures and say nothing about lay-out. */
const wrappers = new Set(
  'a abbr b big center em figure font i noscript p picture small span strong sub sup u'.split(' '),
)

/** Containers in a signature: enough to distinguish a sidebar from an article. */
const keyLength = 4

function signatureOf(element: Element): string {
  const id = (element.attribs['id'] ?? '').slice(0, 100)
  const className = (element.attribs['class'] ?? '').slice(0, 200).trim().split(/\s+/).slice(0, 3).join('.')
  const named = `${element.name}${id ? `#${id}` : ''}${className ? `.${className}` : ''}`
  // numbers count items or pages, they do not distinguish layouts
  return named.replaceAll(/\d+/g, '0')
}

/** Finds places in one page; each container is judged once, so that a hundred thousand pictures cost one walk each. */
export function createDomPaths(): (element: Element) => DomPath {
  const known = new Map<Element, DomPath>()
  const top: DomPath = { key: '', region: null }

  const placeIn = (container: Element): DomPath => {
    // containers from the outermost that is not known yet, so that no recursion is needed
    const path: Element[] = []
    let at: Element | null = container
    while (at && !known.has(at)) {
      path.push(at)
      at = parentOf(at)
    }
    let place = at ? (known.get(at) ?? top) : top
    for (const element of path.reverse()) {
      place = within(element, place)
      known.set(element, place)
    }
    return place
  }
  const within = (element: Element, outer: DomPath): DomPath => {
    if (element.name === 'html' || element.name === 'body') return { key: element.name, region: null }
    const region =
      regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '') ?? outer.region
    if (wrappers.has(element.name)) return { key: outer.key, region }
    return { key: [...outer.key.split('>'), signatureOf(element)].slice(-keyLength).join('>'), region }
  }
  return (element) => {
    const parent = parentOf(element)
    return parent ? placeIn(parent) : top
  }
}
