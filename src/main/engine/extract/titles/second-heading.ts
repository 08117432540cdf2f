import type { Element } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { isOtherHeading } from '../judge/groups/headings'
import { headsPictures, isGeneralTitle } from './title-parts'
import { elementTexts, isElsewhere, linksOf, otherHeading, titleSeparator } from './title-texts'

/** Headings of the second level of the page itself. */
export function secondHeadings(page: PageDocument): { element: Element; text: string }[] {
  return elementTexts(page, 'h2').filter(
    ({ element, text }) =>
      !isElsewhere(element) &&
      !otherHeading.test(text) &&
      !isOtherHeading(text) &&
      linksOf(element, page).every((link) => link === page.address),
  )
}

/** The only heading of the second level, where the first one leads to an album above or the title names nothing. */
export function headingBelow(page: PageDocument, title: string): string | null {
  if (titleSeparator.test(title) || !(isGeneralTitle(title) || hasHeadingOfAbove(page))) return null
  const [only, another] = secondHeadings(page)
  return only && !another && headsPictures(page, only.element) ? only.text : null
}

/** Whether a heading leads to another page of the site than its root: what stands below is part of that. */
function hasHeadingOfAbove(page: PageDocument): boolean {
  const root = new URL('/', page.address).href
  return elementTexts(page, 'h1').some(({ element }) => {
    const links = linksOf(element, page)
    return (
      !isElsewhere(element) &&
      links.length > 0 &&
      links.every((link) => link.startsWith(root) && link !== root && link !== page.address)
    )
  })
}
