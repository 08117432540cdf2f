import type { Candidate } from '../candidates/candidate'
import type { Placed } from '../candidates/targets'
import { commonest, pageShape, pictureShape } from '../hints/address-shape'
import type { Region } from '../hints/noise-words'

/** Pictures of one page that are laid out alike. */
export interface Group {
  readonly candidates: readonly Placed[]
  /** Different addresses. */
  readonly distinct: number
  readonly place: string
  readonly shown: Candidate['shown']
  readonly link: Candidate['link']
  /** What names around it say. */
  readonly region: Region
  readonly isContent: boolean
  /** In a slider, which shows pictures of something else as often as the page's own. */
  readonly isSlider: boolean
  /** Host and folder of most of its addresses, numbers folded. */
  readonly shape: string
  /** Shape of the pages that most of its links lead to; empty without links. */
  readonly targetShape: string
  /** Share of its links that lead to pages of that shape. */
  readonly alike: number
  /** Median announced area in square CSS pixels; null when none is announced. */
  readonly area: number | null
  readonly score: number
  /** Place of its first picture among all candidates. */
  readonly first: number
}

const counted = new WeakMap<readonly Candidate[], number>()

/** How many different addresses a list of pictures has; each list is counted once. */
export function countDistinct(pictures: readonly Candidate[]): number {
  const known = counted.get(pictures)
  if (known !== undefined) return known
  const count = new Set(pictures.map(({ address }) => address)).size
  counted.set(pictures, count)
  return count
}

/** Area of an ordinary picture in an article: what weighs one. */
const ordinaryArea = 400 * 300

const linkWeight: Readonly<Record<Candidate['link'], number>> = { picture: 2, none: 1, page: 0.25 }
const shownWeight: Readonly<Record<Candidate['shown'], number>> = {
  image: 1,
  'text-link': 0.4,
  background: 0.3,
}

/** Announced area of a candidate; null when it announces no size. */
export function areaOf({ width, height }: Pick<Candidate, 'width' | 'height'>): number | null {
  if (width !== null && height !== null) return width * height
  const side = width ?? height
  return side === null ? null : side * side
}

function weightOf(candidate: Candidate, favourite: string | null): number {
  const area = areaOf(candidate)
  // the announced size of a thumbnail says nothing about what its link opens
  const size =
    area === null || candidate.link === 'picture' ? 1 : Math.min(4, Math.max(0.05, area / ordinaryArea))
  const place = candidate.place.region === 'content' ? 1.5 : 1
  const chosen = candidate.address === favourite ? 3 : 1
  return size * place * chosen * linkWeight[candidate.link] * shownWeight[candidate.shown]
}

/** What most of a list leads to, and how many of it lead anywhere. */
function targetOf(group: readonly Placed[]): { value: string; count: number; all: number } {
  const targets = group.flatMap(({ target }) => (target === null ? [] : [pageShape(target)]))
  return { ...commonest(targets), all: targets.length }
}

/** Announced areas in rising order. */
const areasOf = (group: readonly Placed[]) => group.flatMap((one) => areaOf(one) ?? []).sort((a, b) => a - b)

const shapeOf = (group: readonly Placed[]) =>
  commonest(group.map(({ address }) => pictureShape(address))).value

/** Makes the group of some candidates in document order; `first` is the place of its first one among all. */
function makeGroup(candidates: readonly Placed[], favourite: string | null, first: number): Group {
  const [one] = candidates
  const areas = areasOf(candidates)
  // each address weighs once: a picture that is shown twice is not two
  const weights = new Map<string, number>()
  for (const each of candidates) weights.set(each.address, weightOf(each, favourite))
  let score = 0
  for (const weight of weights.values()) score += weight
  const target = targetOf(candidates)
  return {
    candidates,
    distinct: weights.size,
    place: one?.place.key ?? '',
    shown: one?.shown ?? 'image',
    link: one?.link ?? 'none',
    region: one?.place.region ?? null,
    isContent: candidates.some(({ place }) => place.region === 'content'),
    isSlider: one?.place.isSlider ?? false,
    shape: shapeOf(candidates),
    targetShape: target.value,
    alike: target.all === 0 ? 0 : target.count / target.all,
    area: areas[areas.length >> 1] ?? null,
    score,
    first,
  }
}

/** Puts what has one key together, in the order of the list. */
function gather<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const byKey = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const known = byKey.get(key)
    if (known) known.push(one)
    else byKey.set(key, [one])
  }
  return [...byKey.values()]
}

/** Thumbnails and large pictures in the same containers are not alike. */
function sizeClass(group: readonly Placed[]): string {
  const areas = areasOf(group)
  const area = areas[areas.length >> 1]
  return area === undefined ? '' : area < 200 * 200 ? 'small' : 'large'
}

/**
 * How a candidate is shown and linked, and what its region is for; content and none are one: an article may begin in the
 * middle of a gallery. What is not shown is loaded ahead, unless it opens a picture: a light box shows the first of its
 * pictures alone.
 */
function kindOf({ shown, link, place: { region, isSlider, isHidden } }: Placed): string {
  const around = `${region === 'content' ? '' : (region ?? '')} ${isSlider ? 'slider' : ''}`
  return `${shown} ${link} ${around} ${isHidden && link !== 'picture' ? 'hidden' : ''}`
}

/** A candidate with its place among all. */
interface Ordered {
  readonly one: Placed
  readonly at: number
}

/** What candidates of one place have in common with those of other places that are alike. */
function likeness(group: readonly Placed[]): string {
  const [one] = group
  if (!one) return ''
  const shape = shapeOf(group)
  const target = targetOf(group).value
  // what leads to like pages, or repeats a layout with names, is alike though each picture has a folder of its own
  const isNamed = one.place.layout.includes('.')
  const folder = one.link === 'page' && target !== '' ? '' : isNamed ? shape.split('/').length : shape
  // what is preloaded in a place of its own is not of the pictures that are shown
  const hidden = group.every(({ place }) => place.isHidden) ? 'hidden' : ''
  return `${kindOf(one)} ${one.place.layout} ${folder} ${target} ${sizeClass(group)} ${hidden}`
}

/**
 * Groups candidates that are laid out alike, best first: of one place and kind, or of one folder and kind wherever they
 * stand, as page builders give each picture containers of its own. `favourite` is the picture that the page names as its
 * own.
 */
export function groupCandidates(candidates: readonly Placed[], favourite: string | null): Group[] {
  const ordered = candidates.map((one, at): Ordered => ({ one, at }))
  const byPlace = gather(ordered, ({ one }) => `${kindOf(one)} ${one.place.key}`)
  return gather(byPlace, (part) => likeness(part.map(({ one }) => one)))
    .map(([first = [], ...others]) =>
      others.length === 0 ? first : [...first, ...others.flat()].sort((a, b) => a.at - b.at),
    )
    .map((group) => {
      const members = group.map(({ one }) => one)
      return makeGroup(members, favourite, group[0]?.at ?? 0)
    })
    .sort((a, b) => b.score - a.score)
}
