import { type Evidence, type Judgement, judgementOf, type PageKind } from '@shared/model/page-kind'
import type { ExtractContext, Question } from '../extraction'
import { pathOf } from '../html/resolve-address'
import { countLabel } from './albums-beside'
import type { ChosenGroups } from './groups/choose-groups'
import { areaOf, countDistinct, type Group } from './groups/groups'
import { wordsOf } from './hints/noise-words'
import type { Obstacle } from './obstacles/obstacles'
import type { TextLink } from './text-links'

/** Everything on a page that its kind is judged by. */
export interface PageFacts {
  readonly chosen: ChosenGroups
  readonly textIndex: readonly TextLink[] | null
  /** Pictures that the page names as its own, besides those that it shows. */
  readonly named: number
  /** Picture addresses in its scripts. */
  readonly inScripts: number
  readonly obstacle: Obstacle | null
  readonly favourite: string | null
  /** Entries with headings and links of their own. */
  readonly entries: number
  /** Address of the page. */
  readonly page: string
}

const evidence = (code: Evidence['code'], count: number, detail = ''): Evidence => ({ code, count, detail })

/** Fewer pictures than this that link to pages are no album beside pictures of the page's own. */
const leastLinked = 4

/** Words in the addresses of pages with several pictures, and of pages with one. */
const galleryWords = new Set(
  'album albums gallery galleries set sets category categories collection collections folder folders chapter manga thread series model models'.split(
    ' ',
  ),
)

/** Names of pictures at the head of a page that stand for the site or a list. */
const headWords = new Set(
  'banner header heading logo title top masthead hero cover head bg background'.split(' '),
)

/** Whether pictures of the page's own are only its head beside a list of links. */
function isMereHead({ best, own }: ChosenGroups, linked: Group, favourite: string | null): boolean {
  if (!best || linked.distinct < leastLinked) return false
  const distinct = countDistinct(own)
  if (distinct * 3 > linked.distinct || best.link === 'picture') return false
  if (own.some(({ address }) => address === favourite)) return false
  const named = own.every(({ address }) =>
    wordsOf(pathOf(address).split('/').at(-1) ?? '').some((word) => headWords.has(word)),
  )
  if (named && best.first < linked.first) return true
  const [area, thumbs] = [best.area, linked.area]
  if (area !== null && thumbs !== null) return area <= thumbs * 1.5
  return linked.isContent && !best.isContent && best.first < linked.first
}

/** Whether links lead to galleries rather than to pages with one picture each, by what they are called. */
function looksLikeIndex(linked: Group, page: string): boolean {
  const labelled = linked.candidates.filter(({ label }) => countLabel.test(label)).length
  if (labelled * 2 > linked.candidates.length) return true
  // Words of the page's own address say what it is, not what it links to
  const own = new Set(wordsOf(pathOf(page)))
  const path = linked.targetShape.slice(linked.targetShape.indexOf('/')).replace(/\?.*$/, '')
  const words = path.split('/').slice(-3).flatMap(wordsOf)
  return words.some((word) => galleryWords.has(word) && !own.has(word))
}

/** From this many links on one in their middle is asked too: of albums the first and the last are often short. */
const leastForMiddle = 5

/** The first and the last of some addresses, of a long list one between: what the first says, those far from it confirm. */
export function pageQuestions(addresses: readonly string[]): Question[] {
  const middle = addresses.length < leastForMiddle ? undefined : addresses[addresses.length >> 1]
  const asked = [addresses[0], addresses.at(-1), middle].filter((one) => one !== undefined)
  return [...new Set(asked)].map((address) => ({ kind: 'page', address }))
}

/** The judgement of a page with what would make it certain. */
export interface KindJudgement {
  readonly judgement: Judgement
  readonly questions: readonly Question[]
}

type Reading = Pick<Judgement, 'kind' | 'certain'> & {
  readonly reasons: readonly Evidence[]
  readonly questions?: readonly Question[]
}

/** Reasons for the pictures of the page itself. */
function ownReasons({ chosen, favourite, inScripts, entries }: PageFacts): Evidence[] {
  const { own, best } = chosen
  const distinct = countDistinct(own)
  const isNamed = favourite !== null && own.some(({ address }) => address === favourite)
  return [
    ...(best?.link === 'picture' ? [evidence('links-to-files', best.distinct)] : []),
    ...(best && best.link !== 'picture' && distinct > 1 ? [evidence('shown-in-full', distinct)] : []),
    ...(distinct === 1 ? [evidence('one-main-picture', 1)] : []),
    ...(isNamed ? [evidence('named-by-page', 1)] : []),
    ...(inScripts > 0 ? [evidence('data-in-script', inScripts)] : []),
    ...(entries > 1 ? [evidence('several-entries', entries)] : []),
  ]
}

/** A page by its own pictures. */
function readOwn(facts: PageFacts): Reading {
  const { own } = facts.chosen
  const distinct = countDistinct(own)
  const { linked } = facts.chosen
  const reasons = ownReasons(facts)
  const kind: PageKind = distinct + facts.inScripts > 1 ? 'gallery' : 'picture'
  const isDoubtful =
    linked !== null && linked.distinct > distinct * 3 && linked.isContent === facts.chosen.best?.isContent
  return { kind, certain: !isDoubtful && facts.entries < 2, reasons }
}

function readLinked(linked: Group, isIndex: boolean): Reading {
  const targets = [...new Set(linked.candidates.flatMap(({ target }) => target ?? []))]
  return {
    kind: isIndex ? 'index' : 'thumbnails',
    certain: false,
    reasons: [evidence(isIndex ? 'linked-galleries' : 'links-to-pages', targets.length)],
    questions: pageQuestions(targets),
  }
}

/** A picture whose link leads to a page, alone on its page: a larger version may be behind it. */
function readLoneLink(linked: Group): Reading {
  const sizes = linked.candidates.flatMap((one) => areaOf(one) ?? [])
  const isSmall = sizes.length > 0 && Math.max(...sizes) < 300 * 200
  const targets = linked.candidates.flatMap(({ target }) => target ?? [])
  return {
    kind: isSmall ? 'thumbnails' : 'picture',
    certain: false,
    reasons: [evidence('one-main-picture', 1)],
    questions: pageQuestions([...new Set(targets)]),
  }
}

function readPage(facts: PageFacts, role: ExtractContext['role']): Reading {
  const { chosen, textIndex, named, inScripts, obstacle, favourite } = facts
  const { own, linked } = chosen
  if (obstacle) return { kind: 'other', certain: true, reasons: [evidence('obstacle', 0, obstacle.obstacle)] }
  const wins = linked !== null && (own.length === 0 || isMereHead(chosen, linked, favourite))
  if (wins && inScripts < 2) {
    if (linked.distinct === 1 && role !== 'list') return readLoneLink(linked)
    return readLinked(linked, role === 'list' || (role !== 'gallery' && looksLikeIndex(linked, facts.page)))
  }
  if (own.length > 0 || inScripts > 0) return readOwn(facts)
  if (textIndex) {
    const addresses = textIndex.map(({ address }) => address)
    const reasons = [evidence('linked-galleries', textIndex.length)]
    return { kind: 'index', certain: false, reasons, questions: pageQuestions(addresses) }
  }
  if (named > 0)
    return {
      kind: named > 1 ? 'gallery' : 'picture',
      certain: false,
      reasons: [evidence('named-by-page', named)],
    }
  return { kind: 'text', certain: true, reasons: [evidence('no-group', 0)] }
}

/** Readings of a page that make sense, whatever it was judged to be. */
function sensible({ chosen, textIndex, named }: PageFacts): PageKind[] {
  const distinct = countDistinct(chosen.own)
  const shows = distinct + named > 0 || chosen.linked !== null
  return [
    ...(distinct > 1 || chosen.linked ? ['gallery' as const] : []),
    ...(shows ? ['picture' as const] : []),
    ...(chosen.linked ? ['thumbnails' as const] : []),
    ...(chosen.linked || textIndex ? ['index' as const] : []),
  ]
}

/**
 * What a page is, with reasons and what would make it certain.
 *
 * A choice of the user counts before everything. Of a page that a thumbnail links to (`item`) the one main picture is
 * wanted. A list that continues an index is one.
 */
export function judgeKind(
  facts: PageFacts,
  { role, readAs }: Pick<ExtractContext, 'role' | 'readAs'>,
): KindJudgement {
  const read = readPage(facts, role)
  const isItem =
    role === 'item' && facts.obstacle === null && facts.chosen.own.length + facts.named + facts.inScripts > 0
  const forItem: Reading = { kind: 'picture', certain: read.kind === 'picture', reasons: read.reasons }
  const byUser: Reading | null = readAs
    ? { kind: readAs, certain: true, reasons: [evidence('by-user', 0), ...read.reasons] }
    : null
  const { kind, certain, reasons, questions = [] } = byUser ?? (isItem ? forItem : read)
  // Also of a page that the user reads as something: whether it counts is decided where the range is known
  const obstacle = facts.obstacle?.obstacle ?? (kind === 'other' || kind === 'text' ? 'text' : null)
  return {
    judgement: judgementOf({
      kind,
      certain,
      reasons: [...reasons],
      others: sensible(facts),
      obstacle,
      frame: facts.obstacle?.frame,
    }),
    questions,
  }
}
