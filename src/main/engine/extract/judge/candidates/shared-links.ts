import { isHomeAddress } from '../../../address/known-pages'
import type { PageDocument } from '../../html/page-document'
import { enclosingLink } from '../../versions/offers/element-links'
import type { Candidate } from './candidate'

/** What announces no more than this on a side is an icon beside the picture of a link. */
const longestIcon = 48

/** Tallest picture that can be the name of a site, in CSS pixels. */
const tallestName = 120

/** Whether a picture has by its announced size the form of a name: low, or far wider than high. */
function isFlat({ width, height }: Candidate): boolean {
  return height !== null && (height <= tallestName || (width !== null && width >= 3 * height))
}

const isIcon = ({ width, height }: Candidate) =>
  (width !== null && width <= longestIcon) || (height !== null && height <= longestIcon)

/** From this many pages on that the pictures of a place link to, it is a row of buttons or covers. */
const leastOfRow = 3

function targetOf({ element, shown, link }: Candidate, page: PageDocument): string | null {
  return shown === 'image' && link === 'page'
    ? page.resolve(enclosingLink(element)?.attribs['href'] ?? '')
    : null
}

/** What is laid out as a candidate is: without names that occur once, where others are left to know it by. */
export function rowOf({ place }: Candidate): string {
  return place.layout.includes('.') ? place.layout : place.key
}

/** Layouts whose pictures link to different pages: rows of buttons, lists of covers. */
export function rowsOfLinks(candidates: readonly Candidate[], page: PageDocument): ReadonlySet<string> {
  const found = new Map<string, Set<string>>()
  for (const candidate of candidates) {
    const target = targetOf(candidate, page)
    const key = rowOf(candidate)
    if (target !== null) found.set(key, (found.get(key) ?? new Set()).add(target))
  }
  return new Set([...found].flatMap(([key, targets]) => (targets.size >= leastOfRow ? [key] : [])))
}

/**
 * The candidates without links that say nothing about their pictures: a page that several pictures link to is not about one
 * of them; it is the next one, or the link was never closed. In a row of buttons two may lead to one page (next and last):
 * they stay links.
 */
export function withoutSharedLinks(candidates: readonly Candidate[], page: PageDocument): Candidate[] {
  const isHome = isHomeAddress(page.address)
  const targets = candidates.map((candidate) => {
    const target = targetOf(candidate, page)
    // Two names of the site in two pictures are no pictures of the page
    return target && !isHome && isFlat(candidate) && isHomeAddress(target) ? null : target
  })
  const rows = rowsOfLinks(candidates, page)
  const first = new Map<string, string>()
  const shared = new Set<string>()
  const inRow = new Set<string>()
  for (const [index, candidate] of candidates.entries()) {
    const target = targets[index]
    if (!target || isIcon(candidate)) continue
    const known = first.get(target)
    if (known === undefined) first.set(target, candidate.address)
    else if (known !== candidate.address) shared.add(target)
    if (rows.has(rowOf(candidate))) inRow.add(target)
  }
  return candidates.map((candidate, index) => {
    const target = targets[index]
    return target && shared.has(target) && !inRow.has(target) ? { ...candidate, link: 'none' } : candidate
  })
}
