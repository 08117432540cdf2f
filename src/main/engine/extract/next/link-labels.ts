import { type Element, foldBlanks, isElement } from '../html/dom'

/** Elements directly in a link, in which icons stand. */
export function partsOf(link: Element): readonly Element[] {
  const inside = link.children.filter(isElement).slice(0, 10)
  return [...inside, ...inside.flatMap((one) => one.children.filter(isElement).slice(0, 10))]
}

/** Every text that says what a link is; `label`: its own text. */
export function labelsOf(element: Element, label: string): readonly string[] {
  const { attribs } = element
  const ofParts = partsOf(element).flatMap((part) => [
    part.attribs['alt'],
    part.attribs['title'],
    part.attribs['aria-label'],
  ])
  return [label, attribs['aria-label'], attribs['title'], attribs['alt'], ...ofParts].flatMap((text) =>
    text === undefined || text.trim() === '' ? [] : [foldBlanks(text)],
  )
}
