import { hostOf, pathOf } from '../html/resolve-address'
import type { Candidate } from './candidates'

/** Pictures of one page that are laid out alike. */
export interface Group {
  readonly candidates: readonly Candidate[]
  readonly place: string
  readonly link: Candidate['link']
  readonly isContent: boolean
  /** Host and folder of most of its addresses, numbers folded. */
  readonly shape: string
  /** Median announced area in square CSS pixels; null when none is announced. */
  readonly area: number | null
  readonly score: number
}

/** Area of an ordinary picture in an article: what weighs one. */
const ordinaryArea = 400 * 300

const linkWeight: Readonly<Record<Candidate['link'], number>> = { picture: 2, none: 1, page: 0.25 }
const shownWeight: Readonly<Record<Candidate['shown'], number>> = {
  image: 1,
  'text-link': 0.4,
  background: 0.3,
}

function areaOf({ width, height }: Candidate): number | null {
  if (width !== null && height !== null) return width * height
  const side = width ?? height
  return side === null ? null : side * side
}

function shapeOf(address: string): string {
  const path = pathOf(address)
  return (hostOf(address) + path.slice(0, path.lastIndexOf('/') + 1)).replaceAll(/\d+/g, '0')
}

function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as [string, number])[0]
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

function makeGroup(candidates: readonly Candidate[], favourite: string | null): Group {
  const areas = candidates
    .map(areaOf)
    .filter((area) => area !== null)
    .sort((a, b) => a - b)
  // each address weighs once: a picture that is shown twice is not two
  const weights = new Map(candidates.map((one) => [one.address, weightOf(one, favourite)]))
  return {
    candidates,
    place: candidates[0]?.place.key ?? '',
    link: candidates[0]?.link ?? 'none',
    isContent: candidates[0]?.place.region === 'content',
    shape: commonest(candidates.map(({ address }) => shapeOf(address))),
    area: areas[areas.length >> 1] ?? null,
    score: [...weights.values()].reduce((sum, weight) => sum + weight, 0),
  }
}

/** Groups candidates by place and kind, best first; `favourite` is the picture that the page names as its own. */
export function groupCandidates(candidates: readonly Candidate[], favourite: string | null): Group[] {
  const byKind = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const key = `${candidate.shown} ${candidate.link} ${candidate.place.region} ${candidate.place.key}`
    const group = byKind.get(key)
    if (group) group.push(candidate)
    else byKind.set(key, [candidate])
  }
  return [...byKind.values()].map((group) => makeGroup(group, favourite)).sort((a, b) => b.score - a.score)
}

/** From this many pictures on a group says what the page's pictures look like. */
const significantCount = 4

/**
 * Whether a group is not of the page's pictures, given the best group. Without evidence against it a group stays:
 * a picture too many is a smaller loss than one too few.
 *
 * `compared`: decoration is known from a second page, so that a mere difference of form is no evidence.
 */
export function isMinor(group: Group, best: Group, compared: boolean): boolean {
  if (group === best) return false
  if (group.candidates[0]?.shown !== 'image' && best.candidates[0]?.shown === 'image') return true
  if (group.link === 'page' && best.link !== 'page') return true
  if (best.link === 'page' && group.link === 'page' && group.place !== best.place) return true
  if (group.link !== 'picture' && group.area !== null && best.area !== null && group.area * 4 < best.area)
    return true
  if (compared) return false
  if (best.isContent && !group.isContent) return true
  return (
    best.candidates.length >= significantCount &&
    group.candidates.length * 2 <= best.candidates.length &&
    group.shape !== best.shape &&
    group.place !== best.place
  )
}
