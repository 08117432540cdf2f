import type { Judgement, PageKind } from '@shared/model/page-kind'
import { type ExtractContext, type Extraction, type FoundImage, type Question } from '../extraction'
import { galleryIdOf } from '../gallery-id'
import type { PageDocument } from '../html/page-document'
import { identityOf } from '../identity'
import { maybeNextOf } from '../next/maybe-next'
import { nextPageOf } from '../next/next-page'
import { refreshTarget } from '../page-head'
import { createRewriter } from '../recipes/rewrite'
import { collectImages, createSkippedList } from '../skipped'
import { titleOf } from '../titles/title'
import { questionsOfSizes } from '../versions/rewrites/learned-rule'
import { announcedBy } from './announced'
import { linksBeside, questionsOfOwnSize } from './beside'
import { findDownloadLink, findOpenedPage } from './candidates/full-link'
import { neighboursOf } from './candidates/neighbours'
import type { Placed } from './candidates/targets'
import { countEntries } from './entries'
import { countDistinct } from './groups/groups'
import { countLeftHidden } from './groups/hidden-members'
import { picturesOfItem } from './item-pictures'
import { judgeKind, pageQuestions } from './kinds'
import { findObstacle, type Obstacle } from './obstacles/obstacles'
import { skipOtherAddresses } from './other-addresses'
import { readPictures, type Shown, withOthers, withoutBackdrop, withoutRescued } from './read-pictures'
import { textIndexOf, withAlbumsInWords } from './sub-albums'
import { addressesTaken, skipOthers, takeByKind } from './take-by-kind'
import { trueReasons } from './true-reasons'

/** What is looked for, in the order of preference. */
const rules = [
  'a[href] around an image, to a picture',
  'data-original, data-src and the like',
  'srcset, picture',
  'img[src], also in noscript',
  'a[href] to a picture',
  'background-image',
  'og:image',
]

/** What stands in the way of a page; a frame of the same site is moved to instead. */
function obstacleOf(
  page: PageDocument,
  { chosen, named, listed }: Shown,
  isSentOn: boolean | undefined,
): Obstacle | null {
  const pictures = {
    own: countDistinct(chosen.own),
    linked: chosen.linked?.distinct ?? 0,
    inScripts: listed.length,
  }
  const found = findObstacle(page, pictures, isSentOn)
  // A page that scripts fill may still name its picture
  return found?.obstacle === 'script' && named.length > 0 ? null : found
}

/** What was read of a page when it is asked about. */
interface ReadPictures {
  readonly kind: PageKind
  /** What its kind leaves open. */
  readonly asked: readonly Question[]
  readonly own: readonly Placed[]
  readonly images: readonly FoundImage[]
}

/**
 * Questions of a page: about its kind, else about larger versions of its pictures: behind a link to download, by rewriting
 * their addresses, in a window of its own.
 */
function openQuestions(
  page: PageDocument,
  { kind, asked, own, images }: ReadPictures,
  { choice }: ExtractContext,
): readonly Question[] {
  if (asked.length > 0 || (kind !== 'gallery' && kind !== 'picture')) return asked
  const pageAt = (address: string | null): Question[] => (address === null ? [] : [{ kind: 'page', address }])
  const download = kind === 'picture' ? pageAt(findDownloadLink(page)) : []
  if (download.length > 0) return download
  const sizes = questionsOfSizes(images, choice)
  if (sizes.length > 0 || kind !== 'picture' || choice.version === 'shown') return sizes
  return pageAt(findOpenedPage(page, own, neighboursOf(page, nextPageOf(page))))
}

/** What to ask of a page of frames: which of them holds the pictures. */
function questionsOfFrames(
  { moved, beside = [] }: Obstacle,
  { readAs }: ExtractContext,
): readonly Question[] {
  if (moved === null || beside.length === 0 || readAs !== null) return []
  return [moved, ...beside].map((address) => ({ kind: 'page', address }))
}

/** What a page was judged to be, with the questions that are open then. */
interface Judged {
  readonly judgement: Judgement
  readonly shown: Shown
  readonly textIndex: ReturnType<typeof textIndexOf>
  readonly open: readonly Question[]
}

/** The questions of a page with those about what may be no picture of it, and about links beside its pictures. */
function withBeside(
  page: PageDocument,
  { role, readAs }: ExtractContext,
  { judgement, shown, textIndex, open }: Judged,
): Pick<Extraction, 'questions' | 'beside'> {
  const isFree = readAs === null && (role === 'start' || role === 'gallery')
  // A link that opens or downloads a picture shows that the page is about it
  if (!isFree || open.some(({ kind }) => kind === 'page')) return { questions: open }
  const sizes = questionsOfOwnSize(page, judgement, shown, textIndex)
  const beside = linksBeside(page.address, judgement, shown, textIndex)
  if (beside === null) return { questions: [...sizes, ...open] }
  const pages = pageQuestions(beside.links.map(({ address }) => address))
  return { beside, questions: [...pages, ...sizes, ...open] }
}

/**
 * Reads a page of a site that has no recipe: judges what it is by groups of like pictures and links, and takes what follows
 * from that. Names and places are hints only; what stands on two compared pages in the same place is decoration.
 */
export function judgePage(page: PageDocument, context: ExtractContext): Extraction {
  const { template } = context
  const skipped = createSkippedList()
  const following = nextPageOf(page)
  const read = readPictures(page, following, context, skipped)
  const obstacle = obstacleOf(page, read, context.isSentOn)
  const isEmpty = read.chosen.own.length + read.listed.length === 0
  const textIndex = read.chosen.linked ? null : textIndexOf(page, context.role, isEmpty)
  const shown = obstacle
    ? read
    : textIndex
      ? withoutRescued(read)
      : withOthers(page, withoutBackdrop(page, read))
  const { chosen, named } = shown
  const entries = countEntries(page, chosen.own)
  const { judgement, questions: asked } = judgeKind(
    {
      page: page.address,
      chosen,
      textIndex,
      named: named.length,
      inScripts: shown.listed.length,
      obstacle,
      favourite: named[0]?.address ?? null,
      entries,
    },
    context,
  )
  const byKind = takeByKind(judgement.kind, page.address, shown, textIndex)
  const isItem = context.role === 'item' && context.readAs === null && judgement.kind === 'picture'
  const ofItem = isItem ? picturesOfItem(shown) : []
  const ofPage = ofItem.length > 0 ? { ...byKind, pictures: ofItem } : byKind
  const taken = withAlbumsInWords(ofPage, page, { kind: judgement.kind, role: context.role, entries })
  skipOthers(shown, taken, skipped)
  const images = collectImages(taken.pictures, createRewriter([], []), skipped)
  const shows = images.length + taken.galleries.length > 0
  // Of a page behind a thumbnail the picture is wanted; the album leads to the others
  const next = context.role === 'item' ? null : following
  const mayContinue = following === null && context.role !== 'item' && shows
  const maybe = mayContinue
    ? maybeNextOf(page, { placed: [...chosen.own, ...(chosen.linked?.candidates ?? [])], images })
    : null
  const moved = shows ? null : (refreshTarget(page) ?? obstacle?.moved ?? null)
  skipOtherAddresses(page, () => addressesTaken(images, taken, next, moved), skipped)
  const open =
    moved !== null && moved === obstacle?.moved
      ? questionsOfFrames(obstacle, context)
      : openQuestions(page, { kind: judgement.kind, asked, own: chosen.own, images }, context)
  const announced = announcedBy(page)
  const asking = withBeside(page, context, { judgement, shown, textIndex, open })
  const extraction: Extraction = {
    judgement,
    items: taken.items,
    ...asking,
    identity: identityOf(page),
    title: titleOf(page, template),
    id: galleryIdOf(page.address, template, page.encoding),
    images,
    leftHidden: judgement.kind === 'gallery' ? countLeftHidden(chosen.passed.keys()) : 0,
    ...(announced === null ? {} : { announced }),
    next,
    ...(maybe === null ? {} : { maybeNext: maybe }),
    moved,
    galleries: taken.galleries,
    skipped: skipped.rows,
    fields: {},
    encoding: page.encoding,
    tried: images.length > 0 ? [] : rules,
  }
  return { ...extraction, skipped: trueReasons(extraction) }
}
