import type { Judgement } from '@shared/model/page-kind'
import { plainAddress } from '../../../address/plain-address'
import type { Answer, Extraction, FoundImage, LinkedPage, Question } from '../../extraction'
import { ownSize } from '../beside'
import {
  asIndex,
  type Leads,
  leadOf,
  leadsTo,
  type PageAnswer,
  settleLinks,
  sharedPictures,
} from './settle-links'
import { evidence, withKind } from './settled-kind'

/** Real pixels of a picture below which it is an ornament of a page of words. */
const leastArea = 300 * 200

/** A low picture far wider than high is the head or the foot of a page, or a line in it. */
const isStrip = (width: number, height: number) => width >= 4 * height && height <= 200

/** The extraction without pictures that are ornaments by their real size; they are skipped as too small. */
export function withoutOrnaments(extraction: Extraction, answers: readonly Answer[]): Extraction {
  const small = new Set<string>()
  for (const answer of answers) {
    if (answer.kind !== 'sizes' || answer.rule !== ownSize) continue
    const { width = null, height = null } = answer.sizes[answer.shown] ?? {}
    if (width === null || height === null) continue
    if (width * height < leastArea || isStrip(width, height)) small.add(answer.shown)
  }
  const isOwn = (one: Question) => one.kind === 'sizes' && one.rule === ownSize
  if (!extraction.questions.some(isOwn)) return extraction
  const questions = extraction.questions.filter((one) => !isOwn(one))
  if (small.size === 0) return { ...extraction, questions }
  const images = extraction.images.filter(({ address }) => !small.has(address))
  const skipped = [...small].map((address) => ({ address, reason: 'too-small' as const }))
  return { ...extraction, questions, images, skipped: [...extraction.skipped, ...skipped] }
}

/** Every address that a page shows or links, taken or not. */
function addressesIn({ images, items, galleries, skipped }: Extraction): Set<string> {
  const found = new Set(skipped.map(({ address }) => address))
  const add = ({ address, shown, alternatives }: FoundImage) => {
    for (const one of [address, shown ?? address, ...alternatives]) found.add(one)
  }
  for (const image of images) add(image)
  for (const { address, thumbnail } of [...items, ...galleries]) {
    found.add(address)
    if (thumbnail) add(thumbnail)
  }
  return found
}

/** What the linked pages say of the pictures beside the links. */
interface BesideReading {
  /** Pictures of the page that its linked pages do not show. */
  readonly own: readonly FoundImage[]
  /** Pictures that all of the linked pages show too: of the site. */
  readonly furniture: ReadonlySet<string>
  /**
   * What the page is for: its links, its pictures, or its links if each leads to a page of one picture, as every page of the
   * site has the same strip of them.
   */
  readonly isFor: 'links' | 'pictures' | 'links-to-pictures'
}

/** Whether a linked page repeats the links: a strip of neighbours, or a list that every page of the site has. */
function repeatsLinks(links: readonly LinkedPage[], own: string, shown: ReadonlySet<string>): boolean {
  const others = links.filter(({ address }) => address !== own)
  const pictures = others.flatMap(({ thumbnail }) => thumbnail?.address ?? [])
  if (pictures.length > 0) return pictures.some((address) => shown.has(address))
  const repeated = others.filter(({ address }) => shown.has(address) || shown.has(plainAddress(address)))
  return repeated.length * 2 >= others.length
}

/** Whether the strip of a linked page has pictures of others, and none of this page: it is no neighbour of them. */
function omits({ beside }: Extraction, page: string): boolean {
  const own = plainAddress(page)
  return beside !== undefined && beside.links.every(({ address }) => plainAddress(address) !== own)
}

/** From more pictures than this on that stand on no linked page, the page is for them. */
const mostOwn = 2

/**
 * Whether a page is for its links or for its pictures, by what two of the linked pages show. Pictures that both show are of
 * the site. A page whose links they repeat is one among its neighbours, unless it stands in no strip of theirs. Else the
 * links count more than one or two pictures of the page, where they lead to pages of another form and the page does not name
 * its picture as its own.
 */
function readBeside(
  { images, beside, judgement }: Extraction,
  answers: readonly PageAnswer[],
): BesideReading {
  const { links = [], page = '', haveOwnForm = true } = beside ?? {}
  const read = answers.flatMap(({ address, found }) =>
    found === null || found === 'file' ? [] : [{ address, found, shown: addressesIn(found) }],
  )
  const isMain = ({ address }: FoundImage) =>
    read.every(({ found }) => found.images.some((image) => image.address === address))
  const isAround = ({ address }: FoundImage) => read.every(({ shown }) => shown.has(address))
  const repeats = read.length > 0 && read.every(({ address, shown }) => repeatsLinks(links, address, shown))
  const furniture = read.length > 1 ? images.filter(repeats ? isMain : isAround) : []
  const own = images.filter((image) => !furniture.includes(image))
  const isNamed = judgement.reasons.some(({ code }) => code === 'named-by-page')
  const mayBeForLinks = !isNamed && !haveOwnForm && own.length <= mostOwn
  const isList = mayBeForLinks && repeats && read.every(({ found }) => omits(found, page))
  return {
    own,
    furniture: new Set(furniture.map(({ address }) => address)),
    isFor:
      own.length === 0 || (mayBeForLinks && !repeats) ? 'links' : isList ? 'links-to-pictures' : 'pictures',
  }
}

/** A page of links, of which the pictures beside them are not, or not alone, what it is for. */
function asLinks(extraction: Extraction, leads: readonly Leads[], own: readonly FoundImage[]): Extraction {
  const { beside, ...rest } = extraction
  const links = { ...rest, images: [], items: beside?.links ?? [], galleries: [] }
  const isOpen = leads.every((lead) => lead === 'unknown' || lead === 'blocked')
  const settled = isOpen ? asIndex(links, 0, false) : settleLinks(links, leads)
  const isHead = own.length === 1 && beside?.areBelow === true && settled.judgement.kind === 'index'
  if (own.length === 0 || isHead) return settled
  if (settled.judgement.kind === 'thumbnails') return { ...settled, own }
  return { ...settled, images: [...own, ...settled.images] }
}

/** A page by these pictures of its own, once its links are known not to be what it is for. */
function asPictures(extraction: Extraction, images: readonly FoundImage[]): Extraction {
  const { beside: _, ...rest } = extraction
  const questions = rest.questions.filter(({ kind }) => kind !== 'page')
  return { ...rest, images, questions, judgement: { ...rest.judgement, certain: true } }
}

/** Whether a page is for its few pictures or for the links beside them. */
export function settleBeside(extraction: Extraction, pages: readonly PageAnswer[]): Extraction {
  if (pages.every(({ found }) => found === null)) return extraction
  const { own, furniture, isFor } = readBeside(extraction, pages)
  const shared = sharedPictures(pages)
  const leads = pages.map((one) => leadsTo(one, shared, furniture))
  const count = (...wanted: readonly Leads[]) => leads.filter((lead) => wanted.includes(lead)).length
  const isTaken =
    own.length === 0 ||
    (isFor === 'links' && count('file', 'picture', 'few', 'gallery', 'list') > 0) ||
    (isFor === 'links-to-pictures' && count('picture') === leads.length)
  return withPassed(extraction, isTaken ? asLinks(extraction, leads, own) : asPictures(extraction, own))
}

/** The settled extraction, with the pictures that it does not take any more among what is skipped. */
function withPassed({ images }: Extraction, settled: Extraction): Extraction {
  const kept = new Set([...settled.images, ...(settled.own ?? [])].map(({ address }) => address))
  const passed = images.filter(({ address }) => !kept.has(address))
  const skipped = passed.map(({ address }) => ({ address, reason: 'decoration' as const }))
  return { ...settled, skipped: [...settled.skipped, ...skipped] }
}

/** A page whose pictures turned out to be ornaments: a list of its links, else words. */
export function settleEmpty(extraction: Extraction, answers: readonly Answer[]): Extraction {
  const pages = answers.filter((answer) => answer.kind === 'page')
  if (extraction.beside && pages.some(({ found }) => found !== null)) return settleBeside(extraction, pages)
  if (extraction.beside) return asLinks(extraction, [], [])
  return { ...extraction, ...withKind(extraction, 'text', true, [evidence('no-group', 0)]) }
}

/** A page with links beside its pictures, as another one of its shape turned out to be. */
export function settleBesideLike(
  extraction: Extraction,
  known: Judgement,
  ofSite: ReadonlySet<string>,
): Extraction {
  const own = extraction.images.filter(({ address }) => !ofSite.has(address))
  const lead = leadOf[known.reasons[0]?.code ?? 'no-group']
  const settled =
    lead === undefined && own.length > 0
      ? asPictures(extraction, own)
      : asLinks(extraction, lead === undefined ? [] : [lead], own)
  return withPassed(extraction, settled)
}
