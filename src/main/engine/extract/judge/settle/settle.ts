import { type Judgement, judgementOf } from '@shared/model/page-kind'
import type { Answer, Extraction } from '../../extraction'
import { confirmingQuestions, settleSizes } from '../../versions/rewrites/learned-rule'
import { ownSize } from '../beside'
import { settleBeside, settleBesideLike, settleEmpty, withoutOrnaments } from './settle-beside'
import { settleFrames } from './settle-frames'
import {
  asFiles,
  asIndex,
  asThumbnails,
  leadsTo,
  linksOf,
  noPictures,
  settleLinks,
  sharedPictures,
} from './settle-links'
import { asLinkedPicture, behindLink, settleBehind, settlePicture } from './settle-picture'

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
    judgement: judgementOf({ ...extraction.judgement, reasons }),
  }
}

/**
 * The extraction with what was found out about its questions: the first link of a group and one that confirms it decide
 * whether the pictures are thumbnails of files, of pages with one picture each, or stand for galleries. An answer that
 * could not be had changes nothing; answers that contradict each other leave the reading uncertain. Pure.
 */
export function settle(first: Extraction, given: readonly Answer[]): Extraction {
  const extraction = withoutOrnaments(first, given)
  const answers = given.filter((one) => one.kind !== 'sizes' || one.rule !== ownSize)
  if (extraction.images.length === 0 && first.images.length > 0) return settleEmpty(extraction, answers)
  const asked = new Set(
    extraction.questions.flatMap((question) => (question.kind === 'page' ? [question.address] : [])),
  )
  const pages = answers.filter((answer) => answer.kind === 'page').filter(({ address }) => asked.has(address))
  const behind = answers.find((answer) => answer.kind === 'sizes' && answer.rule === behindLink)
  if (behind?.kind === 'sizes') return settleBehind(extraction, behind)
  if (pages.length === 0) return withSizes(extraction, answers)
  if (extraction.beside) return withSizes(settleBeside(extraction, pages), answers)
  switch (extraction.judgement.kind) {
    case 'thumbnails':
    case 'index':
      return settleLinks(
        extraction,
        pages.map((one) => leadsTo(one, sharedPictures(pages))),
      )
    case 'picture':
      return settlePicture(extraction, pages)
    case 'other':
      return settleFrames(extraction, pages)
    case 'gallery':
    case 'text':
      return extraction
  }
}

/**
 * The extraction read as another page of the same shape turned out to be, without asking again. The same extraction where
 * what is known of that one does not fit. `ofSite`: pictures that turned out to be of the site.
 */
export function settleLike(
  extraction: Extraction,
  known: Judgement,
  ofSite: ReadonlySet<string> = noPictures,
): Extraction {
  const [question] = extraction.questions
  const code = known.reasons[0]?.code
  if (question?.kind !== 'page' || !code) return extraction
  if (extraction.beside) return settleBesideLike(extraction, known, ofSite)
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
