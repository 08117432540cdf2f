import { type Element, isElement, parentOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isPictureAddress } from '../../versions/addresses/picture-address'
import { enclosingLink } from '../../versions/offers/element-links'
import { scriptArguments } from '../../versions/offers/script-arguments'
import { commonest, isSameSite, pageShape } from '../hints/address-shape'
import type { Candidate } from './candidate'

/** Words in a handler that opens a window: the large picture on a page of its own. */
const opensWindow = /open|pop-?up|window|enlarge|zoom|full|large|big|view/i

/** The page of the site that one of some elements opens in a window of its own, by its handler; null without. */
export function pageOpenedBy(openers: readonly Element[], page: PageDocument): string | null {
  const isWindow = ({ attribs }: Element) =>
    opensWindow.test(`${attribs['onclick'] ?? ''} ${attribs['href'] ?? ''}`.slice(0, 1000))
  for (const reference of openers.filter(isWindow).flatMap(scriptArguments)) {
    if (!/[./?]/.test(reference) || /[\s,<>]/.test(reference)) continue
    const address = page.resolve(reference)
    if (!address || address === page.address) continue
    if (isSameSite(address, page.address) && !isPictureAddress(address)) return address
  }
  return null
}

/** Containers that hold one thumbnail with its button, and most elements of one that are looked at. */
const cells = new Set(['td', 'li', 'figure', 'div'])
const mostInCell = 30

/** Links in the cell of a picture that are run by a script; none where the cell is more than one. */
function scriptLinksBeside(element: Element): Element[] {
  let cell = parentOf(element)
  for (let level = 0; cell && !cells.has(cell.name) && level < 3; level += 1) cell = parentOf(cell)
  if (!cell || !cells.has(cell.name)) return []
  const waiting = [cell]
  const found: Element[] = []
  for (let looked = 0; waiting.length > 0; looked += 1) {
    const at = waiting.pop()
    if (!at || looked >= mostInCell) return []
    if (at.name === 'a' && /^\s*javascript:/i.test(at.attribs['href'] ?? '')) found.push(at)
    waiting.push(...at.children.slice(0, mostInCell).filter(isElement))
  }
  return found.length === 1 ? found : []
}

/** Fewer thumbnails than this that open windows are no list of them. */
const leastOpened = 3

/**
 * The pages that the thumbnails of a page open in windows of their own, as old galleries do, by a handler of their own or by
 * that of a button beside each: `href="javascript:popup('view.php?pic=7')"`. Empty unless several pictures open each a like
 * page of its own.
 */
export function openedPages(
  candidates: readonly Candidate[],
  page: PageDocument,
): ReadonlyMap<Candidate, string> {
  const shown = new Map<string, number>()
  for (const { address } of candidates) shown.set(address, (shown.get(address) ?? 0) + 1)
  const opened = new Map<Candidate, string>()
  for (const one of candidates) {
    // A picture that comes again is the button
    if (one.shown !== 'image' || one.link !== 'none' || one.versions?.shown || shown.get(one.address) !== 1)
      continue
    const link = enclosingLink(one.element)
    const openers = link === null ? [one.element, ...scriptLinksBeside(one.element)] : [link, one.element]
    const target = pageOpenedBy(openers, page)
    if (target !== null) opened.set(one, target)
  }
  // A menu may open a window as well
  const { value: form } = commonest([...opened.values()].map(pageShape))
  const alike = [...opened].filter(([, target]) => pageShape(target) === form)
  const targets = new Set(alike.map(([, target]) => target))
  return targets.size >= leastOpened && targets.size === alike.length ? new Map(alike) : new Map()
}
