import type { SkipReason } from '@shared/model/gallery'
import { withoutUserinfo } from '@shared/text/address-parts'
import { isHomeAddress } from '../../../address/known-pages'
import type { SiteTemplate } from '../../extraction'
import { pathOf } from '../../html/resolve-address'
import type { Candidate } from '../candidates/candidate'
import type { Placed } from '../candidates/targets'
import { pictureShape } from '../hints/address-shape'
import {
  type AddressHints,
  createAddressJudge,
  isAdvertisingHost,
  isCalledNavigation,
  regionByNames,
} from '../hints/noise-words'
import { findRepetitions } from './repetitions'

/** A picture that announces less than this on a side, or less than its square in all, is no picture of a gallery. */
const leastSide = 48
const leastArea = 80 * 80

/** The same of a picture that links to a page: squares of 75 pixels stand for pictures, those of 64 are avatars. */
const leastLinkedArea = 5000

/** Sizes of the common formats of advertising. */
const bannerSizes = new Set([
  '468x60',
  '728x90',
  '970x90',
  '970x250',
  '300x250',
  '336x280',
  '160x600',
  '120x600',
  '234x60',
  '88x31',
])

/** Least area of a picture that is surely no logo, in square CSS pixels. */
const lookArea = 400 * 300

/** From this ratio of its sides on a picture is a strip: the head of a site, a line between parts. */
const stripRatio = 4

const isStrip = (width: number, height: number) => width >= stripRatio * height

/** Announced height up to which a strip is the head or the foot of a site, in CSS pixels: panoramas are higher. */
const mostStripHeight = 200

/**
 * Wide strips that link nowhere beside other pictures of the page: the head and the foot of a site, in pieces. Several
 * strips without others, or more of them than of others, are panoramas.
 */
export function stripsOf(candidates: readonly Placed[]): Set<Placed> {
  const strips = candidates.filter(
    ({ link, width, height }) =>
      link === 'none' &&
      width !== null &&
      height !== null &&
      height <= mostStripHeight &&
      isStrip(width, height),
  )
  const found = new Set(strips)
  if (found.size === 0) return found
  const others = candidates.filter((one) => !found.has(one) && one.shown === 'image')
  const count = (all: readonly Placed[]) => new Set(all.map(({ address }) => address)).size
  for (const one of panoramasAmong(candidates, found)) found.delete(one)
  const isSurrounded = count(others) >= 4 || others.some(({ width, height }) => isLook(width, height))
  return isSurrounded && count(others) * 4 >= count(strips) ? found : new Set()
}

/**
 * Strips that stand in a row of pictures laid out alike, between two of them, once, and no wider than the row is: a head or
 * a foot stands before or behind, a line between parts comes again.
 */
function panoramasAmong(candidates: readonly Placed[], strips: ReadonlySet<Placed>): Placed[] {
  const times = new Map<string, number>()
  const rows = new Map<string, { first: number; last: number; longest: number }>()
  for (const [index, one] of candidates.entries()) {
    times.set(one.address, (times.get(one.address) ?? 0) + 1)
    if (strips.has(one) || one.shown !== 'image') continue
    const row = rows.get(one.place.key) ?? { first: index, last: index, longest: 0 }
    row.last = index
    row.longest = Math.max(row.longest, one.width ?? 0, one.height ?? 0)
    rows.set(one.place.key, row)
  }
  return candidates.filter((one, index) => {
    const row = strips.has(one) ? rows.get(one.place.key) : undefined
    if (row === undefined || times.get(one.address) !== 1) return false
    return row.first < index && index < row.last && (one.width ?? 0) <= row.longest
  })
}

/** Judges candidates one by one. */
type JudgeCandidate = (candidate: Placed) => SkipReason | null

function judgeSize({ width, height, link, shown }: Candidate): SkipReason | null {
  // The size of a thumbnail says nothing about what its link opens
  if (link === 'picture' || shown !== 'image') return null
  if ((width !== null && width <= 3) || (height !== null && height <= 3)) return 'spacer'
  if (width !== null && height !== null && bannerSizes.has(`${width}x${height}`)) return 'advertising'
  if ((width !== null && width <= leastSide) || (height !== null && height <= leastSide)) return 'too-small'
  const least = link === 'page' ? leastLinkedArea : leastArea
  return width !== null && height !== null && width * height < least ? 'too-small' : null
}

/**
 * What distinguishes decoration of a page from its pictures whatever stands beside it: it stands on the compared page too,
 * is announced small, comes from a host of advertising, or is shown again and again.
 */
export function createJudge(candidates: readonly Placed[], template: SiteTemplate | null): JudgeCandidate {
  const sharedImages = new Set(template?.images)
  const sharedPlaces = new Set(template?.places)
  const isRepeated = findRepetitions(candidates)
  return (candidate) => {
    const { address, place, element } = candidate
    if (sharedImages.has(withoutUserinfo(address)) || sharedPlaces.has(place.key)) return 'decoration'
    if (isAdvertisingHost(address)) return 'advertising'
    const bySize = judgeSize(candidate)
    if (bySize) return bySize
    if (/\.(?:ico|cur)$/i.test(pathOf(address))) return 'icon'
    // Inert until a script copies it: what it holds may be a pattern
    if (place.isTemplate) return 'minor-group'
    return element.name !== 'a' && isRepeated(candidate) ? 'icon' : null
  }
}

/** A picture to look at, by its announced size: larger than a logo and no strip. */
function isLook(width: number | null, height: number | null): boolean {
  return width !== null && height !== null && width * height >= lookArea && !isStrip(width, height)
}

/** From this many buttons on a folder is that of the site's own pictures. */
const leastButtons = 3

/** Folders of the pictures that were passed over as too small or repeated: there the site keeps its buttons. */
export function buttonFoldersOf(all: readonly Candidate[], left: readonly Candidate[]): Set<string> {
  const kept = new Set(left)
  const buttons = new Map<string, Set<string>>()
  for (const one of all) {
    if (kept.has(one) || one.shown !== 'image') continue
    const folder = pictureShape(one.address)
    buttons.set(folder, (buttons.get(folder) ?? new Set<string>()).add(one.address))
  }
  return new Set([...buttons].flatMap(([folder, { size }]) => (size >= leastButtons ? [folder] : [])))
}

/** What names say of a picture: doubtful, as any picture may be called so. */
export interface Hints {
  /** Of the element and its containers, or of its folder: holds for its whole group. */
  readonly place: SkipReason | null
  /** Of its folder alone. */
  readonly isFolder: boolean
  /** Of the file's own name. */
  readonly name: SkipReason | null
  /** The word of that name that says so; empty without. */
  readonly word: string
}

/** What a picture has whose names say nothing. */
export const noHints: Hints = { place: null, isFolder: false, name: null, word: '' }

const noAddressHints: AddressHints = { folder: null, name: null, word: '' }

/** Reads the names of and around the pictures of a page. */
export function createHints(page: string): (candidate: Placed) => Hints {
  const judgeAddress = createAddressJudge(page)
  return ({ element, place, address, link, target, width, height }) => {
    const own = regionByNames(element.name, element.attribs['class'] ?? '', element.attribs['id'] ?? '')
    const { folder, name, word } = link === 'picture' ? noAddressHints : judgeAddress(address)
    const byOwn = own === 'icon' || own === 'advertising' ? own : null
    // A button by its nature, though old pages show pictures so
    const byTag = element.name === 'input' ? 'minor-group' : null
    const isLarge = place.region === 'icon' && isLook(width, height) && isCalledNavigation(element)
    const byPlace = place.region === 'content' || isLarge ? null : place.region
    // What leads to the home page of the site is its logo, or a picture of an album that is the site
    const leadsHome = target !== null && isHomeAddress(target) && !isHomeAddress(page)
    const byTarget = leadsHome && !isLook(width, height) ? 'icon' : null
    const around = byOwn ?? byTag ?? byPlace ?? byTarget
    return { place: around ?? folder, isFolder: around === null && folder !== null, name, word }
  }
}
