import { hostOf, pathOf } from '../../html/resolve-address'
import { withLarger } from './full-link'
import type { Placed } from './targets'

/** `…/1-1024.png`, `…/1_1024x768.png`: a name, a width, a kind of file. */
const sizedName = /^(.*[^/])[-_.@](\d{3,5})(?:x\d{2,5})?\.[a-z0-9]{2,5}$/i

const unsizedName = /^(.*[^/])\.[a-z0-9]{2,5}$/i

/** `1024`, `Large 1024 px`, `1024 × 768`: a width, with a word before it and a unit behind it at most. */
const widthInLabel =
  /^[^\p{L}\p{N}]*(?:(\p{L}{2,20})[^\p{L}\p{N}]+)?(\d{3,5})(?: ?[x×*] ?\d{2,5})?(?: ?(?:px|pixels?|w))?\P{L}*$/iu

/** Longer paths are not looked at, in UTF-16 units: their names say nothing of sizes. */
const longestPath = 1000

/** The picture that an address names in one of its sizes, and its width. */
interface Sized {
  /** Host and path without the width and the kind of file. */
  readonly base: string
  readonly width: number
}

function sizedBy(address: string, pattern: RegExp): Sized | null {
  const path = pathOf(address)
  if (path.length > longestPath) return null
  const [, name, width] = pattern.exec(path) ?? []
  return name === undefined ? null : { base: hostOf(address) + name, width: Number(width ?? 0) }
}

/** What a link in words leads to if its name ends in the width that its words say. */
function sizedLink({ shown, label, address }: Placed): Sized | null {
  if (shown !== 'text-link' || label.length > 40) return null
  const [, word, said] = widthInLabel.exec(label) ?? []
  const sized = said === undefined ? null : sizedBy(address, sizedName)
  if (sized === null || sized.width !== Number(said)) return null
  // `Bus 110` of `bus-110.jpg` is a name with its number
  const name = sized.base.slice(sized.base.lastIndexOf('/') + 1).toLowerCase()
  return word !== undefined && name.includes(word.toLowerCase()) ? null : sized
}

/** A link to one size of a picture. */
interface SizeLink {
  readonly link: Placed
  readonly width: number
}

/** The links of one picture, the widest first. */
type Sizes = readonly [SizeLink, ...SizeLink[]]

/** Sizes of a picture differ by this factor at least; numbers of pictures follow one another. */
const leastFactor = 1.2

/** More links than this to one name are no sizes. */
const mostSizes = 10

function areWidths(widths: ReadonlySet<number>): boolean {
  const sorted = [...widths].sort((a, b) => a - b)
  return sorted.every((width, index) => index === 0 || width >= leastFactor * (sorted[index - 1] ?? 0))
}

/** The size links of each picture that has them, by its base. */
function sizesByBase(candidates: readonly Placed[]): Map<string, Sizes> {
  const links = new Map<string, SizeLink[]>()
  const widths = new Map<string, Set<number>>()
  for (const one of candidates) {
    const linked = sizedLink(one)
    const sized = linked ?? sizedBy(one.address, sizedName)
    if (!sized) continue
    widths.set(sized.base, (widths.get(sized.base) ?? new Set()).add(sized.width))
    if (!linked) continue
    const known = links.get(linked.base) ?? []
    known.push({ link: one, width: linked.width })
    links.set(linked.base, known)
  }
  const found = new Map<string, Sizes>()
  for (const [base, sizes] of links) {
    if (sizes.length > mostSizes || !areWidths(widths.get(base) ?? new Set())) continue
    const [widest, ...others] = sizes.sort((a, b) => b.width - a.width)
    if (widest) found.set(base, [widest, ...others])
  }
  return found
}

/** A picture with its sizes as versions: the widest is the one that is taken if it is wider than what is there. */
function withSizes(main: Placed, sizes: Sizes, own: number): Placed {
  const [widest] = sizes
  const taken = widest.width > own ? withLarger(main, widest.link) : main
  if (taken.versions === null) return taken
  const known = [...taken.versions.alternatives, ...sizes.map(({ link }) => link.address)]
  const alternatives = [...new Set(known)].filter((address) => address !== taken.address)
  return { ...taken, versions: { ...taken.versions, alternatives } }
}

/**
 * Links in words to other sizes of one picture, `320`, `1024`, `2048 px`, whose files are named by those widths, are
 * versions of it: of the picture that the page shows under that name, else of the widest of them, which alone is left.
 */
export function withSizesFolded(candidates: readonly Placed[]): readonly Placed[] {
  const sizes = sizesByBase(candidates)
  if (sizes.size === 0) return candidates
  const folded = new Set([...sizes.values()].flatMap(([, ...others]) => others.map(({ link }) => link)))
  const withVersions = candidates.map((one) => {
    if (one.shown === 'text-link') return one
    const sized = sizedBy(one.address, sizedName)
    const ofSized = sized && sizes.get(sized.base)
    // A name without a width is the original: its sizes are smaller.
    const ofPlain = sizes.get(sizedBy(one.address, unsizedName)?.base ?? '')
    const links = ofSized ?? ofPlain
    if (!links) return one
    folded.add(links[0].link)
    return withSizes(one, links, ofSized && sized ? sized.width : Number.POSITIVE_INFINITY)
  })
  return withVersions.filter((one) => !folded.has(one))
}
