import { type Element, isElement, parentOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { type AnnouncedSize, sizeInAttributes, unknownSize } from '../addresses/announced-size'
import { isPictureAddress, isVideoAddress, videoOfGifv } from '../addresses/picture-address'
import { type RankedAttribute, rankOfAttribute } from './picture-attributes'
import { parseSrcset } from './srcset'

/** An address that an element, or what stands around it, offers for its picture. */
export interface Offer extends AnnouncedSize {
  /** As it stands there. */
  readonly reference: string
  /** Smaller is better; see `rankOfAttribute`. */
  readonly rank: number
  /** The attribute, or `link`, `container`, `script`. */
  readonly source: string
  /** The element that names it. */
  readonly element: Element
  /** Pixel density of a candidate without a width. */
  readonly density: number
}

/** Makes an offer of one address. */
export function offer(
  element: Element,
  source: string,
  reference: string,
  rank: number,
  size: AnnouncedSize = unknownSize,
): Offer {
  return { element, source, reference, rank, density: 1, width: size.width, height: size.height }
}

/** Whether an absolute address leads by its form to a picture or to a video. */
export function isMediaAddress(address: string): boolean {
  return isPictureAddress(address) || isVideoAddress(address) || videoOfGifv(address) !== null
}

/** Whether an attribute holds a list of candidates: `srcset` or one of its lazy spellings. */
export const isSrcset = (attribute: string) => attribute.endsWith('srcset')

/** The elements whose candidates count for an element: those of the `<picture>` around it, or of a `<picture>`. */
function holdersOf(element: Element): readonly Element[] {
  const parent = parentOf(element)
  const picture = element.name === 'picture' ? element : parent?.name === 'picture' ? parent : null
  if (!picture) return [element]
  return picture.children
    .filter(isElement)
    .filter(({ name, attribs }) => name === 'img' || (name === 'source' && attribs['type'] !== 'video/mp4'))
}

/** A source for a window of so many CSS pixels and more. */
const leastWidth = /min-(?:device-)?width\s*:\s*(\d{1,5})/i

/** A source for small windows, for paper, or for another look: another cut of the picture, or another picture. */
const otherCut = /max-(?:device-)?width|orientation|print|prefers-|max-(?:device-)?height/i

/** The place of the candidates of a source: that for the widest window first, other cuts behind what is shown. */
function rankOfSource({ name, attribs }: Element): number {
  const media = name === 'source' ? (attribs['media'] ?? '').slice(0, 500) : ''
  if (otherCut.test(media)) return rankOfAttribute.src + 0.5
  const width = Number(leastWidth.exec(media)?.[1] ?? 0)
  return rankOfAttribute.srcset - width / 1_000_000
}

/**
 * The candidates of an element in every spelling of `srcset`, with the sources of its `<picture>`.
 *
 * `shownRank`: the rank of what the element shows. A source of another format without descriptors and without a
 * condition is the same picture in the same size.
 */
export function candidateOffers(element: Element, shownRank: number): Offer[] {
  return holdersOf(element).flatMap((holder) => {
    const isVariant = holder.name === 'source' && holder.attribs['media'] === undefined
    const names = Object.keys(holder.attribs).filter((name) => isSrcset(name) && name !== 'imagesrcset')
    return names.flatMap((name) =>
      parseSrcset(holder.attribs[name] ?? '').map(({ reference, width, density }) => {
        const rank = isVariant && width === null && density === 1 ? shownRank : rankOfSource(holder)
        return { ...offer(holder, name, reference, rank, { width, height: null }), density }
      }),
    )
  })
}

/** What the attributes of an element offer, without its candidates and without the link around it. */
export function ownOffers(element: Element, ranked: readonly RankedAttribute[], page: PageDocument): Offer[] {
  const announced = sizeInAttributes(element)
  return ranked.flatMap(({ name, rank }) => {
    const reference = element.attribs[name]
    if (reference === undefined || name === 'link' || isSrcset(name)) return []
    // A name that says nothing with a value that looks like nothing: counts where there is nothing else
    const isVague = rank >= rankOfAttribute.other && !isPictureAddress(page.resolve(reference) ?? 'http://_/')
    const place = isVague ? rankOfVague : rank
    return [offer(element, name, reference, place, rank < rankOfAttribute.srcset ? announced : unknownSize)]
  })
}

/** Rank of what may be no address of a picture at all: it is never an alternative. */
export const rankOfVague = 9
