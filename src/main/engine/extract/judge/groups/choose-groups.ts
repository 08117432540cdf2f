import type { SkipReason } from '@shared/model/gallery'
import type { Placed } from '../candidates/targets'
import { commonest, isSameSite, pictureShape } from '../hints/address-shape'
import type { Hints } from './boilerplate'
import { isFurniture, isFurnitureBeside } from './furniture'
import { areaOf, type Group, groupCandidates } from './groups'
import { isHeadedAsOther } from './headings'
import { isListOfFiles } from './linked-files'
import { mixedGrid } from './mixed-grid'
import { isAmid, isInNotice, isMainByPlace } from './places'
import { repeatsAsThumbnails } from './repeated-thumbnails'

/** What of a page's pictures is meant. */
export interface ChosenGroups {
  /** Pictures that the page itself shows or links as files, in document order. */
  readonly own: readonly Placed[]
  /** Those and pictures in the same grid that link to pages, in document order; empty when there are none of these. */
  readonly mixed: readonly Placed[]
  /** The best group among them; null without. */
  readonly best: Group | null
  /** Pictures that link to like pages of the site; null when there are none. */
  readonly linked: Group | null
  /** All such groups but those under the heading of something else, the weightiest first: `linked` is the first. */
  readonly lists: readonly Group[]
  /** Links to like pages that names or a heading say to be of something else; null beside `linked`. */
  readonly others: Group | null
  /** The others, with the reason for which they are not taken. */
  readonly passed: ReadonlyMap<Placed, SkipReason>
}

/** From this many pictures on a group says what the page's pictures look like. */
const significantCount = 4

/** From this many on, names that speak against a few of a group do not count. */
const likeCount = 4

/** The same of a group that stands in the content of a page. */
const likeInContent = 3

/** An announced area from which on a picture is one to look at, in square CSS pixels. */
const largeArea = 300 * 200

const isVector = (address: string) => /\.svgz?(?:[?#]|$)/i.test(address)

/** A drawing of the size of a picture, or one that opens one. */
const isDrawing = (one: Placed) => one.link === 'picture' || (areaOf(one) ?? 0) >= 100 * 100

/** What the names of a group speak for; null when it is one of pictures. */
function hintOfGroup(group: Group, hintsOf: (one: Placed) => Hints): SkipReason | null {
  const hinted = group.candidates.filter((one) => hintsOf(one).place !== null)
  if (hinted.length * 2 <= group.candidates.length) return null
  const [first] = hinted
  return first ? hintsOf(first).place : null
}

/** Members of a group whose own names speak against them, unless they are a few among many alike. */
function oddOnes(group: Group, hintsOf: (one: Placed) => Hints): Map<Placed, SkipReason> {
  const odd = new Map<Placed, SkipReason>()
  const named = group.candidates.filter((one) => hintsOf(one).name !== null)
  const { count } = commonest(named.map((one) => hintsOf(one).word))
  // Icons have one word in common, photographs are called anything
  const least = group.isContent ? likeInContent : likeCount
  const isOfName = group.distinct >= least && count * 2 <= group.candidates.length
  for (const one of group.candidates) {
    const { place, name } = hintsOf(one)
    const drawing = isVector(one.address) && !isDrawing(one) && !isVector(group.candidates[0]?.address ?? '')
    const isIcon = isVector(one.address) && !isDrawing(one) && group.distinct < likeCount
    const reason = place ?? (isOfName ? null : name) ?? (drawing || isIcon ? 'icon' : null)
    if (reason) odd.set(one, reason)
  }
  return odd
}

/** Several pictures shown as such: no name around them makes them something else. */
function standsForItself(group: Group): boolean {
  return (
    group.distinct >= likeCount &&
    group.link !== 'page' &&
    group.shown === 'image' &&
    !group.candidates.some((one) => one.place.isHidden || isVector(one.address)) &&
    (group.area === null || group.area >= 100 * 100 || group.link === 'picture')
  )
}

/** Links of a group that lead to different like pages of the site. */
function isLinked(group: Group, page: string): boolean {
  const targets = new Set(group.candidates.flatMap(({ target }) => target ?? []))
  const [first] = targets
  return (
    group.link === 'page' &&
    first !== undefined &&
    isSameSite(first, page) &&
    group.alike >= 0.6 &&
    targets.size * 2 > group.distinct
  )
}

/** Fewer pictures than this that link to another site may be advertisements. */
const leastElsewhere = 4

/**
 * Whether pictures that link to pages of another site stand among those of the page: hosts of pictures link each to a page
 * of their own.
 */
function standsAmong(group: Group, best: Group, page: string): boolean {
  const [target] = group.candidates.flatMap((one) => one.target ?? [])
  return (
    group.link === 'page' &&
    target !== undefined &&
    !isSameSite(target, page) &&
    group.distinct >= leastElsewhere &&
    group.alike >= 0.6 &&
    group.shown === best.shown &&
    group.shape === best.shape &&
    group.place === best.place
  )
}

/** How much speaks for a group of links to pages as what the page is for. */
function weightOfLinked(group: Group): number {
  const size = group.area === null ? 1 : Math.min(2, Math.max(0.2, group.area / (120 * 120)))
  return group.distinct * size * (group.isContent ? 1.5 : 1) * (group.isSlider ? 0.5 : 1)
}

/** Whether a slider below shows something else: what stands above it is surely a picture of the page. */
function isBelow(slider: Group, best: Group, favourite: string | null): boolean {
  if (!slider.isSlider || best.isSlider || slider.first < best.first) return false
  const isLarge = best.candidates.some((one) => (areaOf(one) ?? 0) >= largeArea)
  return isLarge || best.isContent || best.candidates.some(({ address }) => address === favourite)
}

/**
 * Whether a group is not of the page's pictures, given the best group. Without evidence against it a group stays:
 * a picture too many is a smaller loss than one too few.
 *
 * `compared`: decoration is known from a second page, so that a mere difference of form is no evidence.
 */
function isMinor(group: Group, best: Group, favourite: string | null, compared: boolean): boolean {
  if (group === best) return false
  if (isBelow(group, best, favourite) || isFurnitureBeside(group, best) || isInNotice(group, best))
    return true
  if (repeatsAsThumbnails(group, best)) return true
  // A content group is never minor against a slider or list below it
  if (isBelow(best, group, favourite)) return false
  if (group.shown !== 'image' && best.shown === 'image') {
    if (isListOfFiles(group, best)) return false
    const isEmptyLink = group.shown === 'text-link' && group.candidates.every(({ label }) => label === '')
    return !(isEmptyLink && best.link === 'picture' && group.shape === best.shape)
  }
  const isHidden = group.candidates.every(({ place }) => place.isHidden)
  if (isHidden && group.link !== 'picture') return true
  if (group.link !== 'picture' && group.area !== null && best.area !== null && group.area * 4 < best.area)
    return true
  if (compared) return false
  const isNamed = best.distinct <= 2 && best.candidates.some(({ address }) => address === favourite)
  if (
    isNamed &&
    !group.isContent &&
    group.distinct <= best.distinct &&
    group.shape !== best.shape &&
    group.place !== best.place
  )
    return true
  if (best.isContent && !group.isContent && best.distinct >= group.distinct) return true
  // A row of its own in the content, or between the others, is of the page as they are
  if (isAmid(group, best)) return false
  return (
    best.distinct >= significantCount &&
    group.distinct * 2 <= best.distinct &&
    group.shape !== best.shape &&
    group.place !== best.place &&
    !(group.isContent && !best.isContent) &&
    (group.area === null || group.area < largeArea || (best.area !== null && group.area * 2 < best.area))
  )
}

/** Most pictures that are the head of a site, not a part of the gallery below. */
const mostHeads = 2

/** A picture or two that link nowhere, kept with the buttons of the site, above a gallery that is kept elsewhere. */
function isKeptWithButtons(group: Group, best: Group, { furniture, favourite }: GroupReading): boolean {
  if (group === best || !furniture || group.link !== 'none' || group.distinct > mostHeads) return false
  if (best.link !== 'picture' || best.distinct < significantCount || group.first > best.first) return false
  const isOfSite = ({ address }: Placed) => furniture.has(pictureShape(address)) && address !== favourite
  return group.candidates.every(isOfSite) && !best.candidates.some(isOfSite)
}

/** The best of own groups: what links nowhere or to files, shown before hidden, pictures before words. */
function bestOf(groups: readonly Group[], favourite: string | null): Group | null {
  const visible = groups.filter(
    (group) => group.link === 'picture' || !group.candidates.every(({ place }) => place.isHidden),
  )
  const [best] = visible.length > 0 ? visible : groups
  if (!best) return null
  // What a slider below shows is more often something else than what stands above it
  const above = groups.find((group) => isBelow(best, group, favourite)) ?? best
  return (visible.length > 0 ? visible : groups).find((group) => isFurnitureBeside(above, group)) ?? above
}

/** Groups of the page's own pictures: what belongs to the look of the site is none beside links to pages. */
function ownersBeside(groups: readonly Group[], linked: Group | null, favourite: string | null): Group[] {
  const owners = groups.filter(({ link }) => link !== 'page')
  const isOfSite = (group: Group) =>
    (linked?.isContent || !group.isContent) &&
    group.candidates.every((one) => isFurniture(one) && one.address !== favourite)
  return linked !== null && owners.every(isOfSite) ? [] : owners
}

/** What is known of a page when its groups are chosen. */
export interface GroupReading {
  readonly page: string
  /** The picture that the page names as its own. */
  readonly favourite: string | null
  /** Decoration is known from other pages. */
  readonly compared: boolean
  /** Folders in which the site keeps its buttons. */
  readonly furniture?: ReadonlySet<string>
  readonly hintsOf: (one: Placed) => Hints
}

/** Groups without what names speak against, best first; `passed` gets the others. */
function withoutHinted(
  groups: readonly Group[],
  reading: GroupReading,
  passed: Map<Placed, SkipReason>,
): Group[] {
  const hints = new Map(groups.map((group) => [group, hintOfGroup(group, reading.hintsOf)]))
  const plain = groups.filter((group) => (hints.get(group) ?? null) === null)
  const largest = plain.reduce(
    (most, { link, distinct }) => (link === 'page' ? most : Math.max(most, distinct)),
    0,
  )
  const kept = groups.filter((group) => {
    const hint = hints.get(group) ?? null
    const byFolder = group.candidates.every((one) => reading.hintsOf(one).isFolder)
    const isMain = largest === 0 && hint === 'icon' && isMainByPlace(group)
    const isKept =
      hint === null || isMain || (!byFolder && standsForItself(group) && group.distinct > 2 * largest)
    if (!isKept) for (const one of group.candidates) passed.set(one, hint)
    return isKept
  })
  // A group that is kept against its hint has that hint in all of its members
  for (const group of kept)
    if (hints.get(group) === null)
      for (const [one, reason] of oddOnes(group, reading.hintsOf)) passed.set(one, reason)
  return kept
}

/** Chooses the pictures of a page among its candidates. */
export function chooseGroups(candidates: readonly Placed[], reading: GroupReading): ChosenGroups {
  const { favourite, compared, page } = reading
  const passed = new Map<Placed, SkipReason>()
  const all = groupCandidates(candidates, favourite)
  withoutHinted(all, reading, passed)
  const left = passed.size === 0 ? candidates : candidates.filter((one) => !passed.has(one))
  const groups = passed.size === 0 ? all : groupCandidates(left, favourite)
  const lists = groups
    .filter((group) => isLinked(group, page))
    .sort((a, b) => weightOfLinked(b) - weightOfLinked(a))
  const plainLists = lists.filter((group) => !isHeadedAsOther(group))
  const [linked] = plainLists
  const inLinked = new Set(linked?.candidates)
  const owners = ownersBeside(groups, linked ?? null, favourite)
  const best = bestOf(owners, favourite)
  const inOwners = new Set(owners)
  const ofSite = groups.filter((group) => group.link !== 'page' && !inOwners.has(group))
  const minor = new Set(
    owners
      .filter(
        (group) =>
          best !== null &&
          (isMinor(group, best, favourite, compared) || isKeptWithButtons(group, best, reading)),
      )
      .concat(ofSite)
      .flatMap((group) => group.candidates),
  )
  for (const one of left) {
    if (minor.has(one) || (one.link === 'page' && !inLinked.has(one))) passed.set(one, 'minor-group')
  }
  const among = new Set(
    groups
      .filter((group) => best !== null && standsAmong(group, best, page))
      .flatMap((group) => group.candidates),
  )
  for (const one of among) passed.delete(one)
  const own = left.filter((one) => among.has(one) || (one.link !== 'page' && !minor.has(one)))
  const isList = (group: Group) => group.distinct >= likeCount && isLinked(group, page)
  const others =
    lists[0] ?? all.filter(isList).find(({ candidates: [one] }) => one?.place.region === 'minor-group')
  return {
    own,
    best,
    mixed: mixedGrid(left, own, linked ?? null),
    linked: linked ?? null,
    lists: plainLists,
    others: linked ? null : (others ?? null),
    passed,
  }
}
