import { type Element, isElement, parentOf } from '../../html/dom'

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

/** Containers that may speak for an image, and levels above it that are looked at. */
const mostContainers = 3
const mostLevels = 8

/** Most children of a wrapper, text and comments counted: what holds more is looked at for each picture in it. */
const mostChildren = 50

/** Whether an element is nothing but a wrapper of one other: without an attribute that could name something. */
function isMereWrapper({ name, attribs, children }: Element): boolean {
  if (name === 'a' || children.length > mostChildren) return false
  for (const attribute in attribs) {
    if (attribute !== 'class' && attribute !== 'id' && attribute !== 'style') return false
  }
  let held = 0
  for (const child of children) {
    if (!isElement(child) || child.name === 'noscript') continue
    held += 1
    // a page holds a hundred thousand pictures side by side
    if (held > 1) return false
  }
  return held === 1
}

/**
 * The containers that may speak for an image, innermost first. Wrappers around a single element do not count: builders of
 * pages put any number of them between a picture and what names its larger version.
 */
export function containersOf(element: Element): Element[] {
  const containers: Element[] = []
  let at = parentOf(element)
  for (let level = 0; at && level < mostLevels; level += 1, at = parentOf(at)) {
    if (isMereWrapper(at)) continue
    containers.push(at)
    if (containers.length === mostContainers) break
  }
  return containers
}
