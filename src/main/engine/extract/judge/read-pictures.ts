import { withoutUserinfo } from '@shared/text/address-parts'
import type { ExtractContext } from '../extraction'
import { foldBlanks, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import { createPolicies, type PolicyOf } from '../page-head'
import type { FoundAddress, SkippedList } from '../skipped'
import { picturesInData, type ShownPicture } from '../versions/lists/pictures-in-data'
import { enclosingLink } from '../versions/offers/element-links'
import { findCandidates } from './candidates/candidates'
import { findFullLink, withLarger } from './candidates/full-link'
import { isPagingPicture, neighboursOf } from './candidates/neighbours'
import { withSizesFolded } from './candidates/size-links'
import { type Placed, withTargets } from './candidates/targets'
import { buttonFoldersOf, createHints, createJudge, noHints, stripsOf } from './groups/boilerplate'
import { type ChosenGroups, chooseGroups } from './groups/choose-groups'
import { areaOf } from './groups/groups'
import { withHiddenMembers } from './groups/hidden-members'
import { thumbnailsOfNeighbours } from './groups/places'
import { createAddressJudge, regionByNames } from './hints/noise-words'
import { isForSharing, representativesOf } from './representatives'

/** Pictures that nothing but their names speaks against, for want of others. */
function rescue({ passed }: ChosenGroups, page: PageDocument): Placed[] {
  const judgeAddress = createAddressJudge(page.address)
  return [...passed].flatMap(([one, reason]) => {
    if (one.link === 'page' || (reason !== 'icon' && reason !== 'minor-group')) return []
    if (/\.svgz?$/i.test(pathOf(one.address))) return []
    if (one.place.isAside && one.link !== 'picture') return []
    if (reason === 'minor-group' || one.link === 'picture') return [one]
    const { width, height, element } = one
    if (width !== null || height !== null) return Math.max(width ?? 0, height ?? 0) >= 200 ? [one] : []
    // Of unknown size: what only its place speaks against, such as a button that opens it
    const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
    const { folder, name } = judgeAddress(one.address)
    return own === null && folder === null && name === null ? [one] : []
  })
}

/** All that a page shows, sorted into what is meant and what is passed over. */
export interface Shown {
  readonly chosen: ChosenGroups
  readonly named: readonly FoundAddress[]
  /** Pictures of a list in a script, where that counts. */
  readonly listed: readonly FoundAddress[]
  /** Its own pictures are such as names speak against, taken for want of others. */
  readonly isRescued: boolean
}

/** Pictures that lead on from themselves, at most: the current page of a reader. */
const mostLeadingOn = 2

const shownOf = (pictures: readonly Placed[]): ShownPicture[] =>
  pictures.map((one) => ({
    address: one.address,
    others: one.versions?.alternatives ?? [],
    area: areaOf(one),
  }))

/**
 * The list of pictures in the scripts of a page. A page that links to others by pictures is judged by these, unless they
 * are the current pages of a reader, whose pages the list holds.
 */
function readLists(page: PageDocument, { own, linked }: ChosenGroups, policyOf: PolicyOf): FoundAddress[] {
  const top = page.first('html')
  if (!top || (linked && linked.distinct > mostLeadingOn)) return []
  const found = picturesInData(page, shownOf(linked?.candidates ?? own))
  if (linked && found.length <= linked.distinct * 2) return []
  return found.map((one) => ({ policy: policyOf(top, 'script'), ...one }))
}

/** The only picture that a page shows as its own, in the sizes that a list in a script names of it. */
function withListedSizes(chosen: ChosenGroups, page: PageDocument): ChosenGroups {
  const [main] = chosen.own
  if (!main || chosen.own.some(({ address }) => address !== main.address)) return chosen
  const [listed, another] = picturesInData(page, shownOf([main]))
  if (!listed || another || listed.media === 'video') return chosen
  const known = [...listed.alternatives, main.address, ...(main.versions?.alternatives ?? [])]
  const versions = {
    address: listed.address,
    alternatives: [...new Set(known)].filter((one) => one !== listed.address),
    shown: main.versions?.shown ?? main.address,
    width: listed.width ?? null,
    height: listed.height ?? null,
    source: 'list',
    element: main.element,
  }
  return { ...chosen, own: [{ ...main, address: listed.address, versions }] }
}

/**
 * Finds and sorts all pictures of a page. What is passed over for what it is alone (decoration, spacers) goes to `skipped`;
 * what is chosen against others stands in `passed`. `next`: the page that continues this one.
 */
export function readPictures(
  page: PageDocument,
  next: string | null,
  { template, choice }: ExtractContext,
  skipped: SkippedList,
): Shown {
  const policyOf = createPolicies(page)
  const representatives = representativesOf(page, policyOf)
  const judgeAddress = createAddressJudge(page.address)
  const named = representatives.filter(({ address }) => {
    const { folder, name } = judgeAddress(address)
    return (
      !isForSharing(address) &&
      !template?.images.includes(withoutUserinfo(address)) &&
      folder === null &&
      name === null &&
      !/\.svg$/i.test(pathOf(address))
    )
  })
  const favourite = representatives[0]?.address ?? null
  const neighbours = neighboursOf(page, next)
  const candidates = withSizesFolded(
    withTargets(findCandidates(page, choice, policyOf, skipped), page, neighbours),
  )
  const judge = createJudge(candidates, template)
  const strips = stripsOf(candidates)
  const leadsOn = ({ element }: Placed) => {
    const href = enclosingLink(element)?.attribs['href']
    const target = href === undefined ? null : page.resolve(href)
    return target !== null && neighbours.has(target)
  }
  const beside = thumbnailsOfNeighbours(candidates, leadsOn)
  const left = candidates.filter((candidate) => {
    const byPlace = strips.has(candidate) ? 'decoration' : beside.has(candidate) ? 'minor-group' : null
    const reason = judge(candidate) ?? byPlace ?? (isPagingPicture(candidate) ? 'icon' : null)
    if (reason) skipped.add(candidate.address, reason)
    return reason === null
  })
  const hintsOf = createHints(page.address)
  const members = withHiddenMembers(left)
  const hints = new Map(members.map((one) => [one, hintsOf(one)]))
  const reading = {
    page: page.address,
    favourite,
    compared: template !== null,
    furniture: buttonFoldersOf(candidates, left),
    hintsOf: (one: Placed) => hints.get(one) ?? noHints,
  }
  const chosen = withListedSizes(withFullLink(chooseGroups(members, reading), members), page)
  if (chosen.own.length > 0 || chosen.linked)
    return { chosen, named, listed: readLists(page, chosen, policyOf), isRescued: false }
  // A lone picture in a header or in a folder of icons is still the page's when it is all there is of size
  const rescued = rescue(chosen, page)
  const again = chooseGroups(rescued, { ...reading, hintsOf: () => noHints })
  const passed = new Map([...chosen.passed].filter(([one]) => !again.own.includes(one)))
  const rest = { ...again, linked: null, others: chosen.others, passed }
  return { chosen: rest, named, listed: readLists(page, rest, policyOf), isRescued: true }
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

/** Words beside which a list of something else is not what the page is for, in UTF-16 units. */
const longestWords = 1000

/** Links to something else make a page that has nothing else: "Latest" on a home page. */
export function withOthers(page: PageDocument, shown: Shown): Shown {
  const { chosen, named } = shown
  if (chosen.own.length + named.length > 0 || chosen.linked || !chosen.others) return shown
  const body = page.first('body')
  if (body && foldBlanks(textOf(body)).length > longestWords) return shown
  const members = new Set(chosen.others.candidates)
  const passed = new Map([...chosen.passed].filter(([one]) => !members.has(one)))
  return { ...shown, chosen: { ...chosen, linked: chosen.others, passed } }
}

/** The only picture of a page of words, where it is no more than the ground of a box that stands over them. */
export function withoutBackdrop(page: PageDocument, shown: Shown): Shown {
  const { chosen, named, listed } = shown
  const [main] = chosen.own
  const isGround = (one: Placed) =>
    one.shown === 'background' && one.link === 'none' && one.address === main?.address
  if (!main || chosen.linked || listed.length > 0 || !chosen.own.every(isGround)) return shown
  if (named.some(({ address }) => address === main.address)) return shown
  const body = page.first('body')
  if (!body || foldBlanks(textOf(body)).length <= longestWords) return shown
  const passed = new Map([...chosen.passed, ...chosen.own.map((one) => [one, 'decoration'] as const)])
  return { ...shown, chosen: { ...chosen, own: [], best: null, passed } }
}

/** Buttons and heads of a page are no pictures of it where a list in words is what it is for. */
export function withoutRescued(shown: Shown): Shown {
  const { chosen, isRescued } = shown
  if (!isRescued) return shown
  const passed = new Map([...chosen.passed, ...chosen.own.map((one) => [one, 'minor-group'] as const)])
  return { ...shown, chosen: { ...chosen, own: [], best: null, passed } }
}
