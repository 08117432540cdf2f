import { type Element, parentOf } from '../../html/dom'
import { pathOf } from '../../html/resolve-address'
import { stemOf } from '../../versions/addresses/picture-stem'
import { withLarger } from '../candidates/full-link'
import type { Placed } from '../candidates/targets'
import { pageShape } from '../hints/address-shape'
import { wordsOf } from '../hints/noise-words'

/** From this many pictures on, each in a container like that of the one which is shown, they are its slides. */
const leastSlides = 3

/** Fewer pictures than this do not pair with those of a light box. */
const leastPairs = 2

/** Names of containers that load ahead, and of those that open over the page. */
const aheadWords = /^(?:preload|prefetch|cache)/
const overWords = /^(?:modal|lightbox|dialog|overlay|popup|popover|viewer|fullscreen|zoom|pswp|slideshow)$/

/** Deepest container of a picture that is looked at. */
const mostLevels = 12

/** Whether a container around an element has a name with such a word. */
function standsIn(element: Element, words: RegExp): boolean {
  let at: Element | null = element
  for (let level = 0; at && level < mostLevels; level++, at = parentOf(at)) {
    const names = `${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`
    if (names.length > 3 && wordsOf(names).some((word) => words.test(word))) return true
  }
  return false
}

/** What pictures of one gallery have in common, be they hidden: folder, link, and the form of the page behind it. */
function kindOf({ address, link, target, shown, place }: Placed): string {
  const path = pathOf(address)
  const host = address.slice(0, address.indexOf(path))
  const region = place.region === 'content' ? '' : (place.region ?? '')
  const leads = target === null ? '' : pageShape(target)
  return `${shown} ${link} ${region} ${leads} ${host}${path.slice(0, path.lastIndexOf('/'))}`
}

function byKind(pictures: readonly Placed[]): Map<string, Placed[]> {
  const kinds = new Map<string, Placed[]>()
  for (const one of pictures) {
    const kind = kindOf(one)
    const known = kinds.get(kind)
    if (known) known.push(one)
    else kinds.set(kind, [one])
  }
  return kinds
}

const countOf = (pictures: readonly Placed[]) => new Set(pictures.map(({ address }) => address)).size

/** Hidden pictures, each the only one in a container like that of a picture that is shown. */
function areSlides(hidden: readonly Placed[], shown: readonly Placed[]): boolean {
  const parents = new Set(hidden.map(({ element }) => parentOf(element)))
  const keys = new Set(shown.map(({ place }) => place.key))
  return (
    hidden.length >= leastSlides &&
    parents.size === hidden.length &&
    hidden.every(({ place }) => keys.has(place.key))
  )
}

/** Hidden pictures that belong to those that are shown, by what both have in common. */
function membersAmong(hidden: readonly Placed[], shown: readonly Placed[]): Set<Placed> {
  const shownBy = byKind(shown)
  const members = new Set<Placed>()
  for (const [kind, all] of byKind(hidden)) {
    const like = shownBy.get(kind) ?? []
    // One picture beside the only one that is shown is the next one, loaded ahead
    const belongs = countOf(like) > 1 || (like.length === 1 && areSlides(all, like))
    if (belongs) for (const one of all) members.add(one)
  }
  return members
}

/** The larger versions in a hidden box, by the pictures that are shown; null where they do not pair. */
function pairs(hidden: readonly Placed[], shown: readonly Placed[]): Map<Placed, Placed> | null {
  if (hidden.length !== shown.length || hidden.length < leastPairs) return null
  const stems = new Map(hidden.map((one) => [stemOf(one.address), one]))
  const byName = shown.flatMap((one) => {
    const larger = stems.get(stemOf(one.address))
    return larger && stemOf(one.address) !== '' ? [[one, larger] as const] : []
  })
  if (byName.length === shown.length && stems.size === hidden.length) return new Map(byName)
  const areOver = hidden.every(({ element }) => standsIn(element, overWords))
  return areOver
    ? new Map(shown.flatMap((one, at) => (hidden[at] ? [[one, hidden[at]] as const] : [])))
    : null
}

/** Whether a picture is hidden from the start, and not because the page loads it ahead or its link opens it. */
function isHiddenPicture({ place, link, shown, element }: Placed): boolean {
  return place.isHidden && link !== 'picture' && shown === 'image' && !standsIn(element, aheadWords)
}

/** How many pictures stay hidden that may be of the page: three or more, of which nothing says what they are. */
export function countLeftHidden(passed: Iterable<Placed>): number {
  const left = [...passed].filter(
    (one) =>
      one.link === 'none' &&
      (one.place.region === null || one.place.region === 'content') &&
      isHiddenPicture(one),
  )
  const count = countOf(left)
  return count >= leastSlides ? count : 0
}

/**
 * Pictures that a page hides at first, taken for what they are: the further members of what it shows, or in a light box
 * the larger versions of it. What is loaded ahead stays hidden.
 */
export function withHiddenMembers(candidates: readonly Placed[]): readonly Placed[] {
  const hidden = candidates.filter(isHiddenPicture)
  if (hidden.length === 0) return candidates
  const shown = candidates.filter((one) => !one.place.isHidden && one.shown === 'image')
  const members = membersAmong(hidden, shown)
  const rest = hidden.filter((one) => !members.has(one) && one.link === 'none')
  const plain = shown.filter(({ link }) => link === 'none')
  const larger = pairs(rest, plain)
  if (members.size === 0 && larger === null) return candidates
  const folded = new Set(larger?.values())
  return candidates.flatMap((one) => {
    if (folded.has(one)) return []
    const version = larger?.get(one)
    if (version) return [withLarger(one, version)]
    return [members.has(one) ? { ...one, place: { ...one.place, isHidden: false } } : one]
  })
}
