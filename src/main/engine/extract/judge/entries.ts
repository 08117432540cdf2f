import { type Element, parentOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { Placed } from './candidates/targets'

const entryName = /(?:^|[\s_-])(?:post|entry|hentry|article)(?:$|[\s_-])/i

/** How far up from a picture its entry may be. */
const entryReach = 12

function entryOf(element: Element): Element | null {
  let at: Element | null = element
  for (let i = 0; at && i < entryReach; i += 1, at = parentOf(at)) {
    if (at.name === 'article' || entryName.test((at.attribs['class'] ?? '').slice(0, 200))) return at
  }
  return null
}

/** How many entries of a list, with headings that link to pages of their own, show the pictures of a page. */
export function countEntries(page: PageDocument, pictures: readonly Placed[]): number {
  const shown = new Set(pictures.slice(0, 1000).flatMap(({ element }) => entryOf(element) ?? []))
  if (shown.size < 2) return 0
  const headed = new Map<Element, string>()
  for (const link of page.select('h1 a[href], h2 a[href], h3 a[href]', 'entries').slice(0, 1000)) {
    const entry = entryOf(link)
    const target = page.resolve(link.attribs['href'] ?? '')
    if (entry && shown.has(entry) && target && !headed.has(entry)) headed.set(entry, target)
  }
  return new Set(headed.values()).size
}
