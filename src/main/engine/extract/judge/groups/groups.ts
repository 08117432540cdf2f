import type { Candidate } from '../candidates/candidates'
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

/** Makes the group of some candidates in document order; `order` is the place of each among all. */
function makeGroup(
  candidates: readonly Placed[],
  favourite: string | null,
  order: ReadonlyMap<Placed, number>,
): Group {
  const [one] = candidates
  const areas = candidates
    .map(areaOf)
    .filter((area) => area !== null)
    .sort((a, b) => a - b)
  // each address weighs once: a picture that is shown twice is not two
  const weights = new Map(candidates.map((each) => [each.address, weightOf(each, favourite)]))
  const targets = candidates.flatMap(({ target }) => (target === null ? [] : [pageShape(target)]))
  const target = commonest(targets)
  return {
    candidates,
    distinct: weights.size,
    place: one?.place.key ?? '',
    shown: one?.shown ?? 'image',
    link: one?.link ?? 'none',
    region: one?.place.region ?? null,
    isContent: candidates.some(({ place }) => place.region === 'content'),
    isSlider: one?.place.isSlider ?? false,
    shape: commonest(candidates.map(({ address }) => pictureShape(address))).value,
    targetShape: target.value,
    alike: targets.length === 0 ? 0 : target.count / targets.length,
    area: areas[areas.length >> 1] ?? null,
    score: [...weights.values()].reduce((sum, weight) => sum + weight, 0),
    first: one === undefined ? 0 : (order.get(one) ?? 0),
  }
}

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
  const areas = group.flatMap((one) => areaOf(one) ?? []).sort((a, b) => a - b)
  const area = areas[areas.length >> 1]
  return area === undefined ? '' : area < 200 * 200 ? 'small' : 'large'
}

/**
 * Names of what a region is for; content and none are one: an article may begin in the middle of a gallery. What is not
 * shown is loaded ahead, unless it opens a picture: a light box shows the first of its pictures alone.
 */
const hintOf = ({ place, link }: Candidate) =>
  `${place.region === 'content' ? '' : (place.region ?? '')} ${place.isSlider ? 'slider' : ''} ${
    place.isHidden && link !== 'picture' ? 'hidden' : ''
  }`

/**
 * Groups candidates that are laid out alike, best first: of one place and kind, or of one folder and kind wherever they
 * stand, as page builders give each picture containers of its own. `favourite` is the picture that the page names as its
 * own.
 */
export function groupCandidates(candidates: readonly Placed[], favourite: string | null): Group[] {
  const order = new Map(candidates.map((one, at) => [one, at]))
  const kindOf = (one: Placed) => `${one.shown} ${one.link} ${hintOf(one)}`
  const byPlace = gather(candidates, (one) => `${kindOf(one)} ${one.place.key}`)
  const wide = (group: readonly Placed[]): string => {
    const [one] = group
    if (!one) return ''
    const shape = commonest(group.map(({ address }) => pictureShape(address))).value
    const target = commonest(
      group.flatMap(({ target }) => (target === null ? [] : [pageShape(target)])),
    ).value
    // what leads to like pages, or repeats a layout with names, is alike though each picture has a folder of its own
    const isNamed = one.place.layout.includes('.')
    const folder = one.link === 'page' && target !== '' ? '' : isNamed ? shape.split('/').length : shape
    // what is preloaded in a place of its own is not of the pictures that are shown
    const hidden = group.every(({ place }) => place.isHidden) ? 'hidden' : ''
    return `${kindOf(one)} ${one.place.layout} ${folder} ${target} ${sizeClass(group)} ${hidden}`
  }
  return gather(byPlace, wide)
    .map((parts) => parts.flat().sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)))
    .map((group) => makeGroup(group, favourite, order))
    .sort((a, b) => b.score - a.score)
}
