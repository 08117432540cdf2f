import type { VersionChoice } from '../extraction'
import type { Element } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { SkippedList } from '../skipped'
import { sizeInAddress } from './addresses/announced-size'
import {
  isSpacerAddress,
  isStreamAddress,
  isVideoAddress,
  leadsToVideo,
  videoOfGifv,
} from './addresses/picture-address'
import { stemOf } from './addresses/picture-stem'
import { type AddressOffer, sortOffers } from './choose-version'
import { readReference } from './image-address'
import { objectOffers } from './offers/data-object'
import { containersOf, enclosingLink } from './offers/element-links'
import { candidateOffers, isSrcset, type Offer, offer, ownOffers, rankOfVague } from './offers/offer'
import {
  type HeldPictures,
  linkOffers,
  offersBeside,
  offersOfContainers,
  scriptOffers,
} from './offers/offers-around'
import { rankedAttributes, rankOfAttribute } from './offers/picture-attributes'
import { isOfItsLink, type SharedAddresses } from './shared-addresses'

/** All versions of one picture that a page names. */
export interface PictureVersions {
  /** The one that is taken. */
  readonly address: string
  /** The others in falling order of size; what the page shows last, unless its size is announced. */
  readonly alternatives: readonly string[]
  /** What the page shows, where that is another address. */
  readonly shown: string | null
  /** Announced size of `address` in pixels; null when unknown. */
  readonly width: number | null
  readonly height: number | null
  /** Attribute, or `link`, `container`, `script`, that `address` comes from, and the element that has it. */
  readonly source: string
  readonly element: Element
  /** A video in one file; absent: a picture. */
  readonly media?: 'video'
  /** Still picture of a video. */
  readonly poster?: string
}

/** What a reading of a page knows. */
export interface VersionReading {
  readonly page: PageDocument
  readonly choice: VersionChoice
  readonly skipped: SkippedList
  readonly held: HeldPictures
  /** Takes what is offered for each picture. */
  readonly shared: Pick<SharedAddresses, 'note'>
  /** Addresses that are the version of no picture. */
  readonly excluded: Pick<ReadonlySet<string>, 'has'>
}

const none: readonly AddressOffer[] = []
const noAddresses: readonly string[] = []
const nothing: VersionReading['excluded'] = new Set<string>()

/** Most further addresses of one picture that are kept. */
const mostAlternatives = 8

/** Absolute addresses of offers; what is none of a picture goes to `skipped`. */
function resolve(
  offers: readonly Offer[],
  { page, skipped, choice, excluded }: VersionReading,
): AddressOffer[] {
  const found: AddressOffer[] = []
  for (const one of offers) {
    const address = readReference(one.reference, page, skipped)
    if (address === null) continue
    if (excluded.has(address)) {
      skipped.add(address, 'spacer')
      continue
    }
    if (!leadsToVideo(address)) {
      found.push(at(one, address))
      continue
    }
    const file = videoOfGifv(address) ?? address
    if (isVideoAddress(file) && !choice.videos) skipped.add(address, 'video')
    else if (!isStreamAddress(address)) found.push(at(one, file))
    else skipped.add(address, 'stream')
  }
  return found
}

function at(
  { reference, rank, source, element, density, width, height }: Offer,
  address: string,
): AddressOffer {
  return { reference, rank, source, element, density, width, height, address }
}

const isLazy = ({ rank }: Offer) => rank >= rankOfAttribute.lazy && rank < rankOfAttribute.src

/** What the page shows: `src`, else what a script puts there, else the largest candidate. */
function shownOf(offers: readonly AddressOffer[], sorted: readonly AddressOffer[]): AddressOffer | undefined {
  const shown =
    offers.find(({ source }) => source === 'src') ??
    offers.find((one) => isLazy(one) && !isSrcset(one.source)) ??
    sorted.find(({ source }) => isSrcset(source))
  return shown && sorted.find(({ address }) => address === shown.address)
}

/** Announced width of `src`, which says something only beside candidates that announce theirs. */
function withOwnWidth(own: readonly AddressOffer[], candidates: readonly AddressOffer[]): AddressOffer[] {
  const announces = candidates.some(({ width }) => width !== null)
  if (!announces || own.some(isLazy)) return [...own]
  return own.map((one) => {
    const isSrc = one.source === 'src' && one.width === null && sizeInAddress(one.address).width === null
    if (!isSrc || candidates.some(({ address }) => address === one.address)) return one
    const width = /^\s*(\d{2,5})(?:px)?\s*$/.exec(one.element.attribs['width'] ?? '')?.[1]
    return width === undefined ? one : { ...one, width: Number(width) }
  })
}

/** What the element itself offers, without spacers. */
function offersOfElement(
  element: Element,
  attributes: readonly string[] | undefined,
  reading: VersionReading,
): AddressOffer[] {
  const { page, skipped } = reading
  if (attributes) {
    const named = attributes.flatMap((name) => {
      const reference = element.attribs[name]
      return reference === undefined ? [] : [offer(element, name, reference, rankOfAttribute.src)]
    })
    return resolve(named, reading)
  }
  const ranked = rankedAttributes(element)
  const own = resolve(ownOffers(element, ranked, page), reading)
  const shownRank = own.find(isLazy)?.rank ?? rankOfAttribute.src
  const candidates = resolve(candidateOffers(element, shownRank), reading)
  if (own.length === 0) return candidates
  const isSpacer = ({ source, address }: AddressOffer) =>
    source === 'src' && isSpacerAddress(address, own.length + candidates.length > 1)
  for (const one of own) if (isSpacer(one)) skipped.add(one.address, 'spacer')
  return [
    ...withOwnWidth(
      own.filter((one) => !isSpacer(one)),
      candidates,
    ),
    ...candidates,
  ]
}

/**
 * Finds all versions of the picture that an element shows: in its attributes, its candidates and sources, the link and
 * the containers around it, and the scripts of all of these. Which one is taken follows `choice`; the others go to
 * `skipped`. Null when none holds an http(s) address, or none but a spacer.
 *
 * `attributes`: those that hold the address, best first, of an element that is no `<img>`.
 */
export function findVersions(
  element: Element,
  attributes: readonly string[] | undefined,
  given: VersionReading,
): PictureVersions | null {
  const { page, choice, held } = given
  const link = enclosingLink(element)
  const linked = link ? linkOffers(link, page) : none
  const reading = withItsLink(element, attributes, linked, given)
  const own = offersOfElement(element, attributes, reading)
  const containers = containersOf(element)
  if (link && !containers.includes(link)) containers.push(link)
  const named = offersOfContainers(containers, own, held, page)
  const scripts = [
    ...scriptOffers(element, page),
    ...objectOffers(element, own, page, rankOfAttribute.larger),
  ]
  const beside = held.size === 0 ? none : besideOf(containers, own, reading)
  const around = linked.length + named.length + scripts.length + beside.length
  if (around === 0) return choose(own, choice, reading)
  return choose([...resolve([...linked, ...beside, ...named, ...scripts], reading), ...own], choice, reading)
}

/** The reading for one element: what its link leads to under the name of what it shows is a version of it. */
function withItsLink(
  element: Element,
  attributes: readonly string[] | undefined,
  linked: readonly Offer[],
  reading: VersionReading,
): VersionReading {
  const { page, excluded } = reading
  const targets = linked.flatMap(({ reference }) => page.resolve(reference) ?? [])
  const doubtful = targets.filter((target) => excluded.has(target))
  if (doubtful.length === 0) return reading
  const shown = offersOfElement(element, attributes, { ...reading, excluded: nothing })
  const own = doubtful.filter((target) => isOfItsLink(target, shown))
  return { ...reading, excluded: { has: (one) => excluded.has(one) && !own.includes(one) } }
}

function besideOf(
  containers: readonly Element[],
  own: readonly AddressOffer[],
  { held, page }: VersionReading,
): readonly Offer[] {
  if (own.length === 0) return none
  const stems = new Set(own.map(({ address }) => stemOf(address)).filter((stem) => stem !== ''))
  return offersBeside(containers, stems, held, page)
}

function choose(
  offers: readonly AddressOffer[],
  choice: VersionChoice,
  { skipped, shared }: VersionReading,
): PictureVersions | null {
  const [only] = offers
  if (only && offers.length === 1) return versionsOf(only, [], null)
  shared.note(offers)
  const sorted = sortOffers(offers, choice)
  const shown = shownOf(offers, sorted)
  const taken = (choice.version === 'shown' ? shown : undefined) ?? sorted[0]
  if (!taken) return null
  const others = sorted.filter((one) => one !== taken && one.rank < rankOfVague)
  for (const one of others) {
    const isThumbnail = one === shown && !isSrcset(taken.source)
    skipped.add(one.address, isThumbnail ? 'thumbnail' : 'other-size')
  }
  return versionsOf(taken, alternativesOf(others, shown), shown && shown !== taken ? shown : null)
}

/** Whether the size of an offer is announced, so that it has a place among the others. */
const isSized = ({ width, height, address }: AddressOffer) =>
  width !== null || height !== null || sizeInAddress(address).width !== null

/** The others in falling order, at most as many as are kept; what is shown is one of them, last where its size is unknown. */
function alternativesOf(
  others: readonly AddressOffer[],
  shown: AddressOffer | undefined,
): readonly AddressOffer[] {
  if (!shown || !others.includes(shown)) return others.slice(0, mostAlternatives)
  const kept = others.filter((one) => one !== shown).slice(0, mostAlternatives - 1)
  if (!isSized(shown)) return [...kept, shown]
  const larger = new Set(others.slice(0, others.indexOf(shown)))
  const before = kept.filter((one) => larger.has(one))
  return [...before, shown, ...kept.slice(before.length)]
}

function versionsOf(
  taken: AddressOffer,
  rest: readonly AddressOffer[],
  shown: AddressOffer | null,
): PictureVersions {
  const { address, source, element } = taken
  const names = taken.width === null && source !== 'src'
  const { width, height } = names ? sizeInAddress(address) : taken
  if (isVideoAddress(address)) return videoWith(taken, rest, shown)
  return {
    address,
    alternatives: rest.length === 0 ? noAddresses : rest.map((one) => one.address),
    shown: shown?.address ?? null,
    width,
    height,
    source,
    element,
  }
}

/** A video behind a picture: its still is what the page shows, and no smaller version of it. */
function videoWith(
  { address, source, element, width, height }: AddressOffer,
  rest: readonly AddressOffer[],
  shown: AddressOffer | null,
): PictureVersions {
  const alternatives = rest.map((one) => one.address).filter(isVideoAddress)
  const still = shown && !isVideoAddress(shown.address) ? shown.address : null
  return {
    address,
    alternatives,
    shown: still,
    width,
    height,
    source,
    element,
    media: 'video',
    ...(still === null ? {} : { poster: still }),
  }
}
