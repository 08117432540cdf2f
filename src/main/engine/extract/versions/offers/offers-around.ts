import { type Element, foldBlanks, isElement, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { sizeInAttributes } from '../addresses/announced-size'
import { isDrawingAddress, isPictureAddress } from '../addresses/picture-address'
import { stemOf } from '../addresses/picture-stem'
import { isLargerVariant } from '../addresses/size-variants'
import { objectOffers } from './data-object'
import { isLightBox, linksInCaption, opensPicture, pictureInAction, responsiveSizes } from './light-box'
import { isMediaAddress, isSrcset, type Offer, offer } from './offer'
import { namesOriginal, rankedAttributes, rankOfAttribute } from './picture-attributes'
import { scriptArguments } from './script-arguments'

/** Places of what stands around an element, among `rankOfAttribute`; below 0 is what counts more than a link. */
const ranks = {
  original: -0.5,
  opened: -0.2,
  beside: 0.2,
  container: 0.5,
  responsive: 0.7,
  caption: 0.8,
  script: 1.9,
}

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
  const isFile = address !== null && (isMediaAddress(address) || isDrawingAddress(address))
  if (!address || (!isFile && !opensPicture(link))) return []
  return [offer(link, 'link', reference, rankOfAttribute.link, sizeInAttributes(link))]
}

const isBackground = /bg|background/

/**
 * Place of what an attribute of a container names: before the link where it is the original of the same picture, or what a
 * light box opens instead of its link (lightGallery and fancybox read `data-src` first).
 */
function placeOfNamed(
  name: string,
  address: string,
  container: Element,
  shown: readonly { readonly address: string }[],
): number {
  const stem = stemOf(address)
  const isSame = stem !== '' && shown.some((one) => stemOf(one.address) === stem)
  if (namesOriginal(name) && (isSame || isMediaAddress(address))) return ranks.original
  return name === 'data-src' && isLightBox(container) && isMediaAddress(address)
    ? ranks.opened
    : ranks.container
}

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
    if (!isSure) return []
    const place = placeOfNamed(name, address, container, shown)
    return [offer(container, 'container', reference, place + rank / 100, announced)]
  })
  const responsive = responsiveSizes(container).map(([reference, width]) =>
    offer(container, 'container', reference, ranks.responsive, { width, height: null }),
  )
  const captioned = linksInCaption(container)
    .filter((reference) => isMediaAddress(page.resolve(reference) ?? nowhere))
    .map((reference) => offer(container, 'container', reference, ranks.caption))
  const inObject = objectOffers(container, shown, page, ranks.container)
  return [...named, ...inObject, ...responsive, ...captioned, ...scriptOffers(container, page)]
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

/** Containers that hold one picture with what belongs to it. */
const cards: ReadonlySet<string> = new Set(['figure', 'li', 'td', 'dl', 'article'])

/** Words of links to the largest version of the picture beside them. */
const largestWords =
  /\b(?:full|original|large|larger|largest|high|hi-?res|hd|max|download|raw|full-?size|enlarge)\b|原图|原圖|大图|大圖|下载|下載|元画像|拡大|original|télécharger|herunterladen|descargar/i

/** Most elements of a card that are looked at. */
const mostInCard = 60

function linksIn(container: Element): Element[] {
  const links: Element[] = []
  const waiting: Element[] = [container]
  for (let seen = 0; waiting.length > 0 && seen < mostInCard; seen += 1) {
    const next = waiting.pop()
    if (!next) break
    if (next.name === 'a' && next.attribs['href'] !== undefined) links.push(next)
    else waiting.push(...next.children.filter(isElement).slice(0, mostInCard).reverse())
  }
  return links
}

/**
 * The container that holds one picture with what belongs to it: by its tag, or one with a link of a light box without a
 * picture, which lies over the one beside it.
 */
function cardOf(containers: readonly Element[], held: HeldPictures): Element | null {
  const card = containers.find(({ name }) => cards.has(name))
  const row = containers.find(({ name }) => name === 'tr')
  // The sizes of a picture stand in the cells beside it
  const isOfRow = card === undefined || (card.name === 'td' && linksIn(card).length === 0)
  if (row && isOfRow && held.get(row) === 1) return row
  if (card) return held.get(card) === 1 ? card : null
  const [nearest] = containers
  if (!nearest || nearest.name === 'body' || held.get(nearest) !== 1) return null
  return linksIn(nearest).some(isLightBox) ? nearest : null
}

/**
 * Links beside a picture in its card that lead to the same picture: by the stem of its name, by words such as "original" or
 * "download", or as the only link to a picture, which a light box opens. `stems`: of what the picture itself offers.
 */
export function offersBeside(
  containers: readonly Element[],
  stems: ReadonlySet<string>,
  held: HeldPictures,
  page: PageDocument,
): Offer[] {
  const card = cardOf(containers, held)
  if (!card) return []
  const opening = linksIn(card).filter((link) =>
    isPictureAddress(page.resolve(link.attribs['href'] ?? '') ?? nowhere),
  )
  return opening.flatMap((link): Offer[] => {
    const reference = link.attribs['href'] ?? ''
    const stem = stemOf(page.resolve(reference) ?? nowhere)
    const isNamed =
      largestWords.test(foldBlanks(textOf(link)).slice(0, 100)) || link.attribs['download'] !== undefined
    const isOnly = opening.length === 1 && isLightBox(link)
    return isNamed || isOnly || stems.has(stem) ? [offer(link, 'link', reference, ranks.beside)] : []
  })
}
