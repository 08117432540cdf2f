import type { PageKind } from '@shared/model/page-kind'
import {
  type ExtractContext,
  type Extraction,
  type FoundImage,
  type LinkedPage,
  type Question,
} from '../extraction'
import { foldBlanks, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import { identityOf } from '../identity'
import { nextPageOf } from '../next-page'
import { createPolicies, type PolicyOf, refreshTarget } from '../page-head'
import { createRewriter } from '../recipes/rewrite'
import { collectImages, createSkippedList, type FoundAddress, imageOf, type SkippedList } from '../skipped'
import { galleryIdOf, titleOf } from '../title'
import { picturesInData } from '../versions/lists/pictures-in-data'
import { questionsOfSizes } from '../versions/rewrites/learned-rule'
import { findCandidates, foundOf } from './candidates/candidates'
import { findDownloadLink, findFullLink, withLarger } from './candidates/full-link'
import { neighboursOf } from './candidates/neighbours'
import { type Placed, withTargets } from './candidates/targets'
import { countEntries } from './entries'
import { createHints, createJudge, noHints } from './groups/boilerplate'
import { type ChosenGroups, chooseGroups } from './groups/choose-groups'
import { areaOf } from './groups/groups'
import { createAddressJudge, regionByNames } from './hints/noise-words'
import { judgeKind } from './kinds'
import { findObstacle, type Obstacle } from './obstacles/obstacles'
import { skipOtherAddresses } from './other-addresses'
import { findTextIndex, type TextLink } from './text-links'

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

/** Where a page names a picture as its own, for others that link to it; best first. */
const representatives = [
  ['meta[property="og:image" i], meta[name="og:image" i], meta[property="og:image:url" i]', 'content'],
  ['meta[property="og:image:secure_url" i]', 'content'],
  [
    'meta[name="twitter:image" i], meta[property="twitter:image" i], meta[name="twitter:image:src" i]',
    'content',
  ],
  ['link[rel~="image_src" i]', 'href'],
  ['meta[itemprop="image" i]', 'content'],
  ['link[itemprop="image" i], link[rel~="preload" i][as="image" i]', 'href'],
] as const

/** The pictures that the page names as its own: all of the first form that it uses, each once. */
function representativesOf(page: PageDocument, policyOf: PolicyOf): FoundAddress[] {
  for (const [selector, attribute] of representatives) {
    const found = page.select(selector, selector).flatMap((element) => {
      const reference = element.attribs[attribute] ?? ''
      const address = reference.trim() === '' ? null : page.resolve(reference)
      return address && address !== page.address
        ? [[address, { address, policy: policyOf(element, attribute) }] as const]
        : []
    })
    if (found.length > 0) return [...new Map(found).values()]
  }
  return []
}

/** Pictures that nothing but their names speaks against, for want of others. */
function rescue({ passed }: ChosenGroups, page: PageDocument): Placed[] {
  const judgeAddress = createAddressJudge(page.address)
  return [...passed].flatMap(([one, reason]) => {
    if (one.link === 'page' || (reason !== 'icon' && reason !== 'minor-group')) return []
    if (/\.svgz?$/i.test(pathOf(one.address))) return []
    if (reason === 'minor-group' || one.link === 'picture') return [one]
    const { width, height, element } = one
    if (width !== null || height !== null) return Math.max(width ?? 0, height ?? 0) >= 200 ? [one] : []
    // of unknown size: what only its place speaks against, such as a button that opens it
    const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
    const { folder, name } = judgeAddress(one.address)
    return own === null && folder === null && name === null ? [one] : []
  })
}

/** All that a page shows, sorted into what is meant and what is passed over. */
interface Shown {
  readonly chosen: ChosenGroups
  readonly named: readonly FoundAddress[]
  /** Pictures of a list in a script, where that counts. */
  readonly listed: readonly FoundAddress[]
}

/** The list of pictures in the scripts of a page; a page that links to others by pictures is judged by these. */
function readLists(page: PageDocument, { own, linked }: ChosenGroups, policyOf: PolicyOf): FoundAddress[] {
  const top = page.first('html')
  if (linked || !top) return []
  const shown = () => own.map(({ address, versions }) => ({ address, others: versions?.alternatives ?? [] }))
  return picturesInData(page, shown).map((one) => ({ policy: policyOf(top, 'script'), ...one }))
}

function readPictures(page: PageDocument, { template, choice }: ExtractContext, skipped: SkippedList): Shown {
  const policyOf = createPolicies(page)
  const representatives = representativesOf(page, policyOf)
  const judgeAddress = createAddressJudge(page.address)
  const named = representatives.filter(({ address }) => {
    const { folder, name } = judgeAddress(address)
    return (
      !template?.images.includes(address) &&
      folder === null &&
      name === null &&
      !/\.svg$/i.test(pathOf(address))
    )
  })
  const favourite = representatives[0]?.address ?? null
  const candidates = withTargets(findCandidates(page, choice, policyOf, skipped), page, neighboursOf(page))
  const judge = createJudge(candidates, template)
  const left = candidates.filter((candidate) => {
    const reason = judge(candidate)
    if (reason) skipped.add(candidate.address, reason)
    return reason === null
  })
  const hintsOf = createHints(page.address)
  const hints = new Map(left.map((one) => [one, hintsOf(one)]))
  const reading = {
    page: page.address,
    favourite,
    compared: template !== null,
    hintsOf: (one: Placed) => hints.get(one) ?? noHints,
  }
  const chosen = withFullLink(chooseGroups(left, reading), left)
  if (chosen.own.length > 0 || chosen.linked)
    return { chosen, named, listed: readLists(page, chosen, policyOf) }
  // a lone picture in a header or in a folder of icons is still the page's when it is all there is of size
  const rescued = rescue(chosen, page)
  const again = chooseGroups(rescued, { ...reading, hintsOf: () => noHints })
  const passed = new Map([...chosen.passed].filter(([one]) => !again.own.includes(one)))
  const rest = { ...again, linked: null, others: chosen.others, passed }
  return { chosen: rest, named, listed: readLists(page, rest, policyOf) }
}

/** The only picture of a page, or the pieces of one, with the whole of it that a link in words leads to. */
function withFullLink(chosen: ChosenGroups, candidates: readonly Placed[]): ChosenGroups {
  const shown = chosen.own.filter((one) => one.shown !== 'text-link')
  const full = findFullLink(candidates, shown)
  const [main] = shown
  if (!full || !main) return chosen
  const pieces = chosen.own.filter((one) => one !== main && one.address !== full.address)
  const passed = new Map([...chosen.passed, ...pieces.map((one) => [one, 'other-size'] as const)])
  passed.delete(full)
  return { ...chosen, own: [withLarger(main, full)], passed }
}

/** The one picture that a page is about: named by it, else the largest, else the first. */
function mainOf(own: readonly Placed[], named: readonly FoundAddress[]): Placed | null {
  const favourite = named[0]?.address
  const chosen = own.find(({ address }) => address === favourite)
  if (chosen) return chosen
  return own.reduce<Placed | null>(
    (best, one) => (best === null || (areaOf(one) ?? 0) > (areaOf(best) ?? 0) ? one : best),
    null,
  )
}

/** Pages behind a group of pictures, each once. */
function linksOf(pictures: readonly Placed[]): LinkedPage[] {
  const links = new Map<string, LinkedPage>()
  for (const one of pictures) {
    const { target, label } = one
    if (target === null) continue
    const known = links.get(target)
    const title = known?.title || label
    const thumbnail = known?.thumbnail ?? imageOf(foundOf(one))
    links.set(target, { address: target, title, thumbnail })
  }
  return [...links.values()]
}

/** What of a page is taken, by its kind. */
interface Taken {
  readonly pictures: readonly FoundAddress[]
  readonly items: readonly LinkedPage[]
  readonly galleries: readonly LinkedPage[]
}

function takeByKind(
  kind: PageKind,
  { chosen, named, listed }: Shown,
  textIndex: readonly TextLink[] | null,
): Taken {
  const { own, linked } = chosen
  const links = linked
    ? linksOf(linked.candidates)
    : (textIndex ?? []).map((link) => ({ ...link, thumbnail: null }))
  const shown = own.length > 0 ? own : (linked?.candidates ?? [])
  switch (kind) {
    case 'gallery':
      if (listed.length > 0) return { pictures: listed, items: [], galleries: [] }
      return { pictures: shown.length > 0 ? shown.map(foundOf) : named, items: [], galleries: [] }
    case 'picture': {
      const main = mainOf(shown, named)
      const found = main ? [foundOf(main)] : [...listed, ...named].slice(0, 1)
      return { pictures: found, items: [], galleries: [] }
    }
    case 'thumbnails':
      return { pictures: linked?.candidates.map(foundOf) ?? [], items: links, galleries: [] }
    case 'index':
      return { pictures: [], items: [], galleries: links }
    case 'text':
    case 'other':
      return { pictures: [], items: [], galleries: [] }
  }
}

/** Words beside which a list of something else is not what the page is for, in UTF-16 units. */
const longestWords = 1000

/** Links to something else make a page that has nothing else: "Latest" on a home page. */
function withOthers(page: PageDocument, shown: Shown): Shown {
  const { chosen, named } = shown
  if (chosen.own.length + named.length > 0 || chosen.linked || !chosen.others) return shown
  const body = page.first('body')
  if (body && foldBlanks(textOf(body)).length > longestWords) return shown
  const members = new Set(chosen.others.candidates)
  const passed = new Map([...chosen.passed].filter(([one]) => !members.has(one)))
  return { ...shown, chosen: { ...chosen, linked: chosen.others, passed } }
}

/** What stands in the way of a page; a frame of the same site is moved to instead. */
function obstacleOf(page: PageDocument, { chosen, named, listed }: Shown): Obstacle | null {
  const pictures = {
    own: new Set(chosen.own.map(({ address }) => address)).size,
    linked: chosen.linked?.distinct ?? 0,
    inScripts: listed.length,
  }
  const found = findObstacle(page, pictures)
  // a page that scripts fill may still name its picture
  return found?.obstacle === 'script' && named.length > 0 ? null : found
}

/** All addresses that something follows from: pictures with their versions, pages that are followed. */
function addressesTaken(
  images: readonly FoundImage[],
  { items, galleries }: Taken,
  next: string | null,
  moved: string | null,
): Set<string> {
  const pictures = images.flatMap(({ address, alternatives, shown, poster }) => [
    address,
    ...alternatives,
    shown,
    poster,
  ])
  const pages = [...items, ...galleries].map(({ address }) => address)
  return new Set([...pictures, ...pages, next, moved].filter((address) => typeof address === 'string'))
}

/** Notes what is not taken: thumbnails of what is followed, minor groups, and all else with its reason. */
function skipOthers({ chosen }: Shown, { pictures, items, galleries }: Taken, skipped: SkippedList): void {
  const taken = new Set(pictures.map(({ address }) => address))
  const thumbnails = new Set([...items, ...galleries].flatMap(({ thumbnail }) => thumbnail?.address ?? []))
  for (const [{ address }, reason] of chosen.passed) if (!taken.has(address)) skipped.add(address, reason)
  for (const { address } of [...chosen.own, ...(chosen.linked?.candidates ?? [])]) {
    if (!taken.has(address)) skipped.add(address, thumbnails.has(address) ? 'thumbnail' : 'minor-group')
  }
}

/** Questions about larger versions, where it is settled that the pictures of the page are the ones that are meant. */
function openSizes(
  kind: PageKind,
  open: number,
  images: readonly FoundImage[],
  { choice }: ExtractContext,
): readonly Question[] {
  return open === 0 && (kind === 'gallery' || kind === 'picture') ? questionsOfSizes(images, choice) : []
}

/**
 * Reads a page of a site that has no recipe: judges what it is by groups of like pictures and links, and takes what follows
 * from that. Names and places are hints only; what stands on two compared pages in the same place is decoration.
 */
export function judgePage(page: PageDocument, context: ExtractContext): Extraction {
  const { template } = context
  const skipped = createSkippedList()
  const read = readPictures(page, context, skipped)
  const obstacle = obstacleOf(page, read)
  const textIndex = read.chosen.linked ? null : findTextIndex(page, context.role === 'list')
  const shown = obstacle || textIndex ? read : withOthers(page, read)
  const { chosen, named } = shown
  const { judgement, questions: asked } = judgeKind(
    {
      page: page.address,
      chosen,
      textIndex,
      named: named.length,
      inScripts: shown.listed.length,
      obstacle,
      favourite: named[0]?.address ?? null,
      entries: countEntries(page, chosen.own),
    },
    context,
  )
  const download = judgement.kind === 'picture' && asked.length === 0 ? findDownloadLink(page) : null
  const questions = download === null ? asked : [{ kind: 'page' as const, address: download }]
  const taken = takeByKind(judgement.kind, shown, textIndex)
  skipOthers(shown, taken, skipped)
  const images = collectImages(taken.pictures, createRewriter([], []), skipped)
  const shows = images.length + taken.galleries.length > 0
  // of a page behind a thumbnail the picture is wanted; the album leads to the others
  const next = context.role === 'item' ? null : nextPageOf(page)
  const moved = shows ? null : (refreshTarget(page) ?? obstacle?.moved ?? null)
  skipOtherAddresses(page, addressesTaken(images, taken, next, moved), skipped)
  return {
    judgement,
    items: taken.items,
    questions: [...questions, ...openSizes(judgement.kind, questions.length, images, context)],
    identity: identityOf(page),
    title: titleOf(page, template),
    id: galleryIdOf(page.address, template, page.encoding),
    images,
    next,
    moved,
    galleries: taken.galleries,
    skipped: skipped.rows,
    fields: {},
    encoding: page.encoding,
    tried: images.length > 0 ? [] : rules,
  }
}
