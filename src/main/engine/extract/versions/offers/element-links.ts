import { type Element, parentOf } from '../../html/dom'

/** How far up an enclosing link is looked for: a picture sits close to the link that opens it. */
const linkReach = 6

/** The `<a href>` around an element, a few levels up. */
export function enclosingLink(element: Element): Element | null {
  let at: Element | null = element
  for (let i = 0; at && i <= linkReach; i += 1, at = parentOf(at)) {
    if (at.name === 'a' && at.attribs['href'] !== undefined) return at
  }
  return null
}

/** The containers that may speak for an image, innermost first. */
export function containersOf(element: Element): Element[] {
  const containers: Element[] = []
  for (let at = parentOf(element); at && containers.length < 3; at = parentOf(at)) containers.push(at)
  return containers
}
