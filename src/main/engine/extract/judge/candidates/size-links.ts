import { pathOf } from '../../html/resolve-address'
import { withLarger } from './full-link'
import type { Placed } from './targets'

/** `…/1-1024.png`, `…/1_1024x768.png`: a name, a width, a kind of file. */
const sizedName = /^(.*[^/])[-_.@](\d{3,5})(?:x\d{2,5})?\.[a-z0-9]{2,5}$/i

const unsizedName = /^(.*[^/])\.[a-z0-9]{2,5}$/i

/** `1024`, `Large 1024 px`, `1024 × 768`: a width, with a word before it and a unit behind it at most. */
const widthInLabel =
  /^[^\p{L}\p{N}]*(?:\p{L}{2,20}[^\p{L}\p{N}]+)?(\d{3,5})(?: ?[x×*] ?\d{2,5})?(?: ?(?:px|pixels?|w))?\P{L}*$/iu

/** Longer paths are not looked at, in UTF-16 units: their names say nothing of sizes. */
const longestPath = 1000

/** The picture that an address names in one of its sizes, and its width. */
interface Sized {
  /** Address without the width. */
  readonly base: string
  readonly width: number
}

function sizedBy(address: string, pattern: RegExp): Sized | null {
  const path = pathOf(address)
  if (path.length > longestPath) return null
  const [, name, width] = pattern.exec(path) ?? []
  if (name === undefined || !address.includes(path)) return null
  return { base: address.slice(0, address.indexOf(path)) + name, width: Number(width ?? 0) }
}

/** What a link in words leads to if its name ends in the width that its words say. */
function sizedLink({ shown, label, address }: Placed): Sized | null {
  if (shown !== 'text-link' || label.length > 40) return null
  const said = widthInLabel.exec(label)?.[1]
  const sized = said === undefined ? null : sizedBy(address, sizedName)
  return sized !== null && sized.width === Number(said) ? sized : null
}

/** The links of one picture, the widest first. */
type Sizes = readonly [Placed, ...Placed[]]

/** Sizes of a picture differ by this factor at least; numbers of pictures follow one another. */
const leastFactor = 1.2

/** More links than this to one name are no sizes. */
const mostSizes = 10

function areWidths(widths: ReadonlySet<number>): boolean {
  const sorted = [...widths].sort((a, b) => a - b)
  return sorted.every((width, index) => index === 0 || width >= leastFactor * (sorted[index - 1] ?? 0))
}

/** The size links of each picture that has them. */
function sizesByBase(candidates: readonly Placed[]): Map<string, Sizes> {
  const links = new Map<string, { readonly one: Placed; readonly width: number }[]>()
  const widths = new Map<string, Set<number>>()
  for (const one of candidates) {
    const link = sizedLink(one)
    const sized = link ?? sizedBy(one.address, sizedName)
    if (!sized) continue
    widths.set(sized.base, (widths.get(sized.base) ?? new Set()).add(sized.width))
    if (!link) continue
    const known = links.get(link.base) ?? []
    known.push({ one, width: link.width })
    links.set(link.base, known)
  }
  const found = new Map<string, Sizes>()
  for (const [base, sizes] of links) {
    if (sizes.length > mostSizes || !areWidths(widths.get(base) ?? new Set())) continue
    const [first, ...rest] = sizes.sort((a, b) => b.width - a.width).map(({ one }) => one)
    if (first) found.set(base, [first, ...rest])
  }
  return found
}

/** A picture with its sizes as versions: the widest is the one that is taken if it is wider than what is there. */
function withSizes(main: Placed, [widest, ...others]: Sizes, own: number): Placed {
  const isWider = (sizedBy(widest.address, sizedName)?.width ?? 0) > own
  const taken = isWider ? withLarger(main, widest) : main
  const more = (isWider ? others : [widest, ...others]).map(({ address }) => address)
  if (taken.versions === null) return taken
  const alternatives = [...new Set([...taken.versions.alternatives, ...more])].filter(
    (address) => address !== taken.address,
  )
  return { ...taken, versions: { ...taken.versions, alternatives } }
}

/**
 * Links in words to other sizes of one picture, `320`, `1024`, `2048 px`, whose files are named by those widths, are
 * versions of it: of the picture that the page shows under that name, else of the widest of them.
 */
export function withSizesFolded(candidates: readonly Placed[]): readonly Placed[] {
  const sizes = sizesByBase(candidates)
  if (sizes.size === 0) return candidates
  const folded = new Set<string>()
  const shown = candidates.map((one) => {
    if (one.shown === 'text-link') return one
    // A name without a width is the original: its sizes are smaller.
    const sized = sizedBy(one.address, sizedName) ?? { base: '', width: 0 }
    const plain = sizedBy(one.address, unsizedName)?.base ?? ''
    const base = sizes.has(sized.base) ? sized.base : plain
    const links = sizes.get(base)
    if (!links) return one
    folded.add(base)
    return withSizes(one, links, base === plain ? Number.POSITIVE_INFINITY : sized.width)
  })
  return shown.flatMap((one) => {
    const base = sizedLink(one)?.base
    const links = base === undefined ? undefined : sizes.get(base)
    if (base === undefined || links === undefined || (!folded.has(base) && links.length === 1)) return [one]
    if (folded.has(base) || one !== links[0]) return []
    return [withSizes(one, links, Number.POSITIVE_INFINITY)]
  })
}
