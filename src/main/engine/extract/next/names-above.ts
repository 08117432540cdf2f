import { type Element, parentOf } from '../html/dom'

/** Most levels above an element that are looked at. */
const mostLevels = 4

/** Classes and id of an element, as they are written. */
export function namesOf(element: Element): string {
  return `${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`
}

/** Names of what is around an element, nearest first. */
export function namesAbove(element: Element): readonly string[] {
  const names: string[] = []
  let at: Element | null = parentOf(element)
  for (let level = 0; at && at.name !== 'body' && level < mostLevels; level += 1) {
    names.push(namesOf(at))
    at = parentOf(at)
  }
  return names
}
