import type { Evidence } from '@shared/model/page-kind'
import type { Answer, Extraction, FoundImage, LinkedPage } from '../../extraction'
import { evidence, withKind } from './settled-kind'

/** What was found behind a link. */
export type PageAnswer = Extract<Answer, { kind: 'page' }>

/** What a link of a group leads to. */
export type Leads = 'file' | 'picture' | 'few' | 'gallery' | 'list' | 'text' | 'blocked' | 'unknown'

/** From this many pictures on a page is a gallery of its own, not one picture with its details. */
const leastGallery = 2

/** What the links of a page lead to, by the first reason for its kind. */
export const leadOf: Readonly<Partial<Record<Evidence['code'], Leads>>> = {
  'followed-files': 'file',
  'followed-picture-pages': 'picture',
  'followed-galleries': 'gallery',
}

/** No picture at all. */
export const noPictures: ReadonlySet<string> = new Set()

/** Up to this many pictures on a page may be one with its details, where more of the pages show one alone. */
const mostDetails = 3

/** Pictures that several of the followed pages show: buttons and heads of the site. */
export function sharedPictures(answers: readonly PageAnswer[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { found } of answers) {
    if (found === null || found === 'file') continue
    for (const address of new Set(found.images.map((image) => image.address))) {
      if (seen.has(address)) shared.add(address)
      seen.add(address)
    }
  }
  return shared
}

/** What a link turned out to lead to; `ofSite`: pictures that are no page's own. */
export function leadsTo(
  { found }: PageAnswer,
  shared: ReadonlySet<string>,
  ofSite: ReadonlySet<string> = noPictures,
): Leads {
  if (found === 'file') return 'file'
  if (found === null) return 'unknown'
  const { judgement } = found
  if (found.images.length > 0 && found.images.every(({ address }) => ofSite.has(address))) return 'text'
  const own = found.images.filter(({ address }) => !shared.has(address))
  // Pages that show nothing else show the same
  const images = own.length > 0 ? own : found.images
  switch (judgement.kind) {
    case 'picture':
      return 'picture'
    case 'gallery':
      if (images.length < leastGallery) return 'picture'
      return images.length > mostDetails ? 'gallery' : 'few'
    case 'thumbnails':
    case 'index':
      return 'list'
    case 'text':
      return 'text'
    case 'other':
      return 'blocked'
  }
}

/** The links of a page, however it was judged. */
export const linksOf = ({ items, galleries }: Extraction): readonly LinkedPage[] =>
  items.length > 0 ? items : galleries

/** Albums beside the links of a page. */
const albumsBesideOf = ({ items, galleries }: Extraction): readonly LinkedPage[] =>
  items.length > 0 ? galleries : []

const thumbnailsOf = (links: readonly LinkedPage[]): FoundImage[] =>
  links.flatMap(({ thumbnail }) => thumbnail ?? [])

/** The files behind the links, with the thumbnails as the smaller version. */
function filesOf(links: readonly LinkedPage[]): FoundImage[] {
  return links.map(({ address, thumbnail }) => {
    if (thumbnail === null || thumbnail.address === address) return { address, alternatives: [] }
    const { policy } = thumbnail
    return {
      address,
      alternatives: [thumbnail.address],
      shown: thumbnail.address,
      ...(policy === undefined ? {} : { policy }),
    }
  })
}

/** Links to files: the page is a gallery of them. */
export function asFiles(extraction: Extraction, answers: number, certain: boolean): Extraction {
  const links = linksOf(extraction)
  return {
    ...extraction,
    ...withKind(extraction, 'gallery', certain, [evidence('followed-files', answers)]),
    images: filesOf(links),
    items: [],
    galleries: albumsBesideOf(extraction),
    tried: [],
  }
}

/** Links each to a page of one picture. */
export function asThumbnails(extraction: Extraction, answers: number, certain: boolean): Extraction {
  const links = linksOf(extraction)
  return {
    ...extraction,
    ...withKind(extraction, 'thumbnails', certain, [evidence('followed-picture-pages', answers)]),
    images: thumbnailsOf(links),
    items: links,
    galleries: albumsBesideOf(extraction),
  }
}

/** Links each to a gallery. */
export function asIndex(extraction: Extraction, answers: number, certain: boolean): Extraction {
  return {
    ...extraction,
    ...withKind(extraction, 'index', certain, [evidence('followed-galleries', answers)]),
    images: [],
    items: [],
    galleries: [...linksOf(extraction), ...albumsBesideOf(extraction)],
  }
}

/** Nothing behind the links: what the page itself shows is all that there is. */
function asShown(extraction: Extraction, certain: boolean): Extraction {
  const images = thumbnailsOf(linksOf(extraction))
  const kind = images.length > 0 ? 'gallery' : 'text'
  return {
    ...extraction,
    ...withKind(extraction, kind, certain, [
      evidence(images.length > 0 ? 'shown-in-full' : 'no-group', images.length),
    ]),
    images,
    items: [],
    galleries: [],
  }
}

/** Links in words are no thumbnails: each leads to a gallery of its own, be it of one picture. */
const isInWords = (extraction: Extraction) => thumbnailsOf(linksOf(extraction)).length === 0

/** The reading that answers about links speak for; with contradiction the one that loses least, without certainty. */
export function settleLinks(extraction: Extraction, leads: readonly Leads[]): Extraction {
  const count = (...wanted: readonly Leads[]) => leads.filter((lead) => wanted.includes(lead)).length
  const known = leads.length - count('unknown', 'blocked')
  if (known === 0) return extraction
  const [files, single, few] = [count('file'), count('picture'), count('few')]
  const areDetails = single > few
  const pictures = single + (areDetails ? few : 0)
  const galleries = count('gallery', 'list') + (areDetails ? 0 : few)
  const shown = pictures + galleries
  if (files > 0) return asFiles(extraction, files, files === known)
  if (shown === 0) return asShown(extraction, known === leads.length && known > 1)
  if (galleries > 0 || isInWords(extraction))
    return asIndex(extraction, shown, galleries === known || pictures === known)
  return asThumbnails(extraction, pictures, single === known)
}
