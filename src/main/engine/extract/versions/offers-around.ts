import { type Element, isElement } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { sizeInAttributes } from './announced-size'
import { isLightBox, linksInCaption, opensPicture, pictureInAction, responsiveSizes } from './light-box'
import { isMediaAddress, isSrcset, type Offer, offer } from './offers'
import { rankedAttributes, rankOfAttribute } from './picture-attributes'
import { scriptArguments } from './script-arguments'
import { isLargerVariant } from './size-variants'

/** Places of what stands around an element, among `rankOfAttribute`. */
const ranks = { container: 0.5, responsive: 0.7, caption: 0.8, script: 1.9 }

const nowhere = 'http://_/'

/** What the handlers of an element open. */
export function scriptOffers(element: Element, page: PageDocument): Offer[] {
  const texts = scriptArguments(element)
  return texts
    .filter((text) => /[/.]/.test(text) && isMediaAddress(page.resolve(text) ?? nowhere))
    .map((reference) => offer(element, 'script', reference, ranks.script))
}

/** What a link opens, if that is a picture by its address or by what its light box says. */
export function linkOffers(link: Element, page: PageDocument): Offer[] {
  const reference = pictureInAction(link) ?? link.attribs['href'] ?? ''
  const address = reference.trim().startsWith('#') ? null : page.resolve(reference)
  if (!address || (!isMediaAddress(address) && !opensPicture(link))) return []
  return [offer(link, 'link', reference, rankOfAttribute.link, sizeInAttributes(link))]
}

const isBackground = /bg|background/

/** What a container names for the one picture in it. `shown`: addresses that the picture itself offers. */
function containerOffers(
  container: Element,
  shown: readonly { readonly address: string }[],
  page: PageDocument,
): Offer[] {
  const announced = sizeInAttributes(container)
  const isBox = isLightBox(container)
  const named = rankedAttributes(container).flatMap(({ name, rank }) => {
    const reference = container.attribs[name]
    if (reference === undefined || name === 'src' || isSrcset(name) || isBackground.test(name)) return []
    const address = page.resolve(reference)
    if (!address) return []
    const isSure =
      isMediaAddress(address) ||
      (rank >= rankOfAttribute.larger && rank < rankOfAttribute.wordLarger) ||
      (isBox && rank < rankOfAttribute.src) ||
      shown.some((one) => isLargerVariant(address, one.address))
    return isSure ? [offer(container, 'container', reference, ranks.container + rank / 100, announced)] : []
  })
  const responsive = responsiveSizes(container).map(([reference, width]) =>
    offer(container, 'container', reference, ranks.responsive, { width, height: null }),
  )
  const captioned = linksInCaption(container)
    .filter((reference) => isMediaAddress(page.resolve(reference) ?? nowhere))
    .map((reference) => offer(container, 'container', reference, ranks.caption))
  return [...named, ...responsive, ...captioned, ...scriptOffers(container, page)]
}

function neighbours(container: Element): Element[] {
  let [before, after] = [container.prev, container.next]
  while (before && !isElement(before)) before = before.prev
  while (after && !isElement(after)) after = after.next
  return [before, after].filter(isElement)
}

/**
 * Whether a container speaks for one picture: it holds no other, or it is one of several alike that each name their own.
 * What a whole slider names would replace all of its pictures by one.
 */
function speaksForOne(container: Element, held: number): boolean {
  if (held <= 1) return true
  const names = Object.keys(container.attribs).filter(
    (name) => name.startsWith('data-') || name === 'onclick',
  )
  return neighbours(container).some(({ name, attribs }) => {
    return name === container.name && names.some((one) => attribs[one] !== undefined)
  })
}

/** How many pictures each container close around one holds. */
export type HeldPictures = ReadonlyMap<Element, number>

/** Whether an element has an attribute that can name a picture: most containers have none but a class. */
function mayOffer({ attribs }: Element): boolean {
  for (const name in attribs) {
    if (name !== 'class' && name !== 'id' && name !== 'style' && name !== 'href') return true
    if (name === 'href' && attribs[name]?.includes('avascript:')) return true
  }
  return false
}

/** What the containers of an element offer, innermost first; of the first that offers something. */
export function offersOfContainers(
  containers: readonly Element[],
  shown: readonly { readonly address: string }[],
  held: HeldPictures,
  page: PageDocument,
): Offer[] {
  for (const container of containers) {
    if (!mayOffer(container) || !speaksForOne(container, held.get(container) ?? 0)) continue
    const found = containerOffers(container, shown, page)
    if (found.length > 0) return found
  }
  return []
}
