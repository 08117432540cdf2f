import { type Element, isElement, parentOf } from '../../html/dom'
import { isElsewhere } from '../../titles/title-texts'
import type { Placed } from '../candidates/targets'
import { pictureShape } from '../hints/address-shape'
import { isCalledNavigation, regionByNames } from '../hints/noise-words'
import { isFurniture } from './furniture'
import { areaOf, type Group } from './groups'

/** An announced area below which a picture among others is a button or a mark, in square CSS pixels. */
const smallArea = 120 * 120

const isVector = (address: string) => /\.svgz?(?:[?#]|$)/i.test(address)

/** Whether a group stands in the content as the best one does, or begins amid it, and is not announced as small. */
export function isAmid(group: Group, best: Group): boolean {
  if (group.area !== null && group.area < smallArea) return false
  const isOther = ({ place, address, element }: Placed) =>
    place.isHidden || isVector(address) || isElsewhere(element)
  if (group.candidates.some(isOther)) return false
  const last = best.first + best.candidates.length - 1
  const isInContent = group.isContent && best.isContent && !isAroundContent(group, best)
  return isInContent || (group.first > best.first && group.first <= last)
}

/** Most elements of a container among which lists of something else are looked for. */
const mostInLayout = 5000

const layouts = new WeakMap<Element, boolean>()

/** Whether lists of something else stand in a container, such as related posts or a sidebar: it is the layout of the page. */
function isLayout(container: Element): boolean {
  const known = layouts.get(container)
  if (known !== undefined) return known
  const found = holdsOthers(container)
  layouts.set(container, found)
  return found
}

function holdsOthers(container: Element): boolean {
  const waiting = [container]
  for (let seen = 0; seen < mostInLayout; seen += 1) {
    const next = waiting.pop()
    if (!next) return false
    const { class: className = '', id = '' } = next.attribs
    if (next !== container && regionByNames(next.name, className, id) === 'minor-group') return true
    for (const child of next.children.slice(0, mostInLayout)) if (isElement(child)) waiting.push(child)
  }
  return false
}

/** Most containers of content of one group that are compared: each picture may have one of its own. */
const mostCompared = 20

const contentsOf = ({ candidates }: Group) =>
  new Set(candidates.slice(0, mostCompared).map(({ place }) => place.content))

/** Whether a group stands in no other content than the layout of the page, around the content that the best one stands in. */
function isAroundContent(group: Group, best: Group): boolean {
  const inner = contentsOf(best)
  return [...contentsOf(group)].every(
    (outer) =>
      outer !== null &&
      !inner.has(outer) &&
      [...inner].every((one) => one !== null && isInside(one, outer)) &&
      isLayout(outer),
  )
}

function isInside(element: Element, container: Element): boolean {
  for (let at = parentOf(element); at; at = parentOf(at)) if (at === container) return true
  return false
}

/** Names of what a page lays over itself. */
const popup = /[.#>][\w-]*pop-?(?:up|over)(?![\w-]*(?:gallery|photo|image|picture))/i

/** Most pictures of a notice. */
const mostInNotice = 2

/** Whether a picture or two that lead nowhere stand in a notice over a page that has more of its own elsewhere. */
export function isInNotice(group: Group, best: Group): boolean {
  return (
    group.link === 'none' &&
    group.distinct <= mostInNotice &&
    best.distinct > 2 * group.distinct &&
    popup.test(group.place) &&
    !popup.test(best.place)
  )
}

/** The one picture of a page that leads nowhere, in a box that is called after the links around it. */
export function isMainByPlace({ candidates, distinct, link, shown, area }: Group): boolean {
  return (
    distinct === 1 &&
    link === 'none' &&
    shown === 'image' &&
    (area === null || area >= smallArea) &&
    candidates.every((one) => !isVector(one.address) && !isFurniture(one) && isCalledNavigation(one.element))
  )
}

/**
 * Pictures in links to the page before or after this one, beside a picture that leads nowhere and is announced no smaller:
 * they show these pages. Without such a picture the one that leads on is the page's own.
 */
export function thumbnailsOfNeighbours(
  candidates: readonly Placed[],
  leadsOn: (one: Placed) => boolean,
): Set<Placed> {
  const plain = candidates.filter(
    (one) => one.link === 'none' && one.shown === 'image' && !one.place.isHidden && !isVector(one.address),
  )
  const leading = plain.filter(leadsOn)
  if (leading.length === 0) return new Set()
  const main = new Map(
    plain.filter((one) => !leadsOn(one) && !isFurniture(one)).map((one) => [one.place.key, one]),
  )
  return new Set(
    leading.filter((one) => {
      const beside = main.get(one.place.key)
      // Pictures that the site keeps together are those of one page
      if (!beside || pictureShape(beside.address) === pictureShape(one.address)) return false
      const [area, own] = [areaOf(beside), areaOf(one)]
      // Of two sizes of which one is unknown nothing says which is larger
      return area === null ? own === null : own !== null && own <= area
    }),
  )
}
