import type { Judgement } from '@shared/model/page-kind'
import type { Answer, Extraction, FoundImage, LinkedPage } from '../extraction'
import { confirmingQuestions, settleSizes } from '../versions/rewrites/learned-rule'
import { asLinkedPicture, behindLink, settleBehind, settlePicture } from './settle-picture'
import { evidence, withKind } from './settled-kind'

type PageAnswer = Extract<Answer, { kind: 'page' }>

/** What a link of a group leads to. */
type Leads = 'file' | 'picture' | 'gallery' | 'list' | 'text' | 'blocked' | 'unknown'

/** From this many pictures on a page is a gallery of its own, not one picture with its details. */
const leastGallery = 2

/** Pictures that several of the followed pages show: buttons and heads of the site. */
function sharedPictures(answers: readonly PageAnswer[]): ReadonlySet<string> {
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

function leadsTo({ found }: PageAnswer, shared: ReadonlySet<string>): Leads {
  if (found === 'file') return 'file'
  if (found === null) return 'unknown'
  const { judgement } = found
  const own = found.images.filter(({ address }) => !shared.has(address))
  // pages that show nothing else show the same
  const images = own.length > 0 ? own : found.images
  switch (judgement.kind) {
    case 'picture':
      return 'picture'
    case 'gallery':
      return images.length >= leastGallery ? 'gallery' : 'picture'
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
const linksOf = ({ items, galleries }: Extraction): readonly LinkedPage[] =>
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

function asFiles(extraction: Extraction, answers: number, certain: boolean): Extraction {
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

function asThumbnails(extraction: Extraction, answers: number, certain: boolean): Extraction {
  const links = linksOf(extraction)
  return {
    ...extraction,
    ...withKind(extraction, 'thumbnails', certain, [evidence('followed-picture-pages', answers)]),
    images: thumbnailsOf(links),
    items: links,
    galleries: albumsBesideOf(extraction),
  }
}

function asIndex(extraction: Extraction, answers: number, certain: boolean): Extraction {
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
function settleLinks(extraction: Extraction, leads: readonly Leads[]): Extraction {
  const count = (...wanted: readonly Leads[]) => leads.filter((lead) => wanted.includes(lead)).length
  const known = leads.length - count('unknown', 'blocked')
  if (known === 0) return extraction
  const [files, pictures, galleries] = [count('file'), count('picture'), count('gallery', 'list')]
  const shown = pictures + galleries
  if (files > 0) return asFiles(extraction, files, files === known)
  if (shown === 0) return asShown(extraction, known === leads.length && known > 1)
  if (galleries > 0 || isInWords(extraction))
    return asIndex(extraction, shown, galleries === known || pictures === known)
  return asThumbnails(extraction, pictures, pictures === known)
}

/** The extraction with larger versions of its pictures, where the answers name some; what was asked is not asked again. */
function withSizes(extraction: Extraction, answers: readonly Answer[]): Extraction {
  const sizes = answers.filter((answer) => answer.kind === 'sizes')
  if (sizes.length === 0) return extraction
  const images = settleSizes(extraction.images, sizes)
  const larger = images.filter((image, index) => image !== extraction.images[index])
  const rest = extraction.questions.filter((one) => one.kind !== 'sizes')
  const questions = [...rest, ...confirmingQuestions(images, sizes)]
  if (larger.length === 0) return { ...extraction, questions }
  const [first] = larger
  const detail = first?.width && first.height ? `${first.width}×${first.height}` : ''
  const reasons = [
    { code: 'larger-pixels' as const, count: larger.length, detail },
    ...extraction.judgement.reasons,
  ]
  return {
    ...extraction,
    images,
    questions,
    judgement: { ...extraction.judgement, reasons: reasons.slice(0, 8) },
  }
}

/**
 * The extraction with what was found out about its questions: the first link of a group and one that confirms it decide
 * whether the pictures are thumbnails of files, of pages with one picture each, or stand for galleries. An answer that
 * could not be had changes nothing; answers that contradict each other leave the reading uncertain. Pure.
 */
export function settle(extraction: Extraction, answers: readonly Answer[]): Extraction {
  const asked = new Set(
    extraction.questions.flatMap((question) => (question.kind === 'page' ? [question.address] : [])),
  )
  const pages = answers.filter((answer) => answer.kind === 'page').filter(({ address }) => asked.has(address))
  const behind = answers.find((answer) => answer.kind === 'sizes' && answer.rule === behindLink)
  if (behind?.kind === 'sizes') return settleBehind(extraction, behind)
  if (pages.length === 0) return withSizes(extraction, answers)
  switch (extraction.judgement.kind) {
    case 'thumbnails':
    case 'index':
      return settleLinks(
        extraction,
        pages.map((one) => leadsTo(one, sharedPictures(pages))),
      )
    case 'picture':
      return settlePicture(extraction, pages)
    case 'gallery':
    case 'text':
    case 'other':
      return extraction
  }
}

/**
 * The extraction read as another page of the same shape turned out to be, without asking again. The same extraction where
 * what is known of that one does not fit.
 */
export function settleLike(extraction: Extraction, known: Judgement): Extraction {
  const [question] = extraction.questions
  const code = known.reasons[0]?.code
  if (question?.kind !== 'page' || !code) return extraction
  const isPicture = extraction.judgement.kind === 'picture'
  if (code === 'followed-files' && isPicture && known.kind === 'picture')
    return settlePicture(extraction, [{ kind: 'page', address: question.address, found: 'file' }])
  if (code === 'followed-picture-pages' && isPicture && known.kind === 'picture')
    return asLinkedPicture(extraction, question.address)
  if (isPicture || linksOf(extraction).length === 0) return extraction
  if (code === 'followed-files') return asFiles(extraction, 0, known.certain)
  if (code === 'followed-picture-pages') return asThumbnails(extraction, 0, known.certain)
  return code === 'followed-galleries' ? asIndex(extraction, 0, known.certain) : extraction
}
