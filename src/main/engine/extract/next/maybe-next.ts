import { plainAddress } from '../../address/plain-address'
import type { FoundImage, MaybeNext } from '../extraction'
import type { PageDocument } from '../html/page-document'
import { hostOf, pathOf } from '../html/resolve-address'
import type { Placed } from '../judge/candidates/targets'
import { rawTitlesOf } from '../titles/title-texts'
import { linksToPages, pictureFile } from './links-to-pages'
import { isMoreLabel } from './more-words'
import { namesAbove } from './names-above'
import { type PageLink, saidPageOf } from './next-number'
import { movingPlaces, neighbourPlaces, plainLabel, readLabel } from './next-words'
import { isPartLabel, partNumberOf } from './part-words'

/** Longest label that is looked at, in UTF-16 units. */
const longestLabel = 60

/** From the first to the last of what a page holds, both counted. */
interface Interval {
  readonly from: number
  readonly to: number
  readonly address: string
}

const interval =
  /^(?:\p{L}{2,12}[\s:]+)?(\d{1,5})\s*(?:-|–|—|~|〜|to|bis|до)\s*(\d{1,5})(?:\s*(?:张|張|枚|장))?$/u

/** Most pictures of one page that a label may count. */
const mostOfPage = 1000

/** `21–40`, `Photos 21 - 40`: what a page holds; null for a date, years, or a price. */
function intervalOf({ label, address }: PageLink): Interval | null {
  const [, first, last] = interval.exec(plainLabel(label)) ?? []
  const [from, to] = [Number(first ?? Number.NaN), Number(last ?? Number.NaN)]
  const isYear = from >= 1900 && to < 2100
  return from < to && to - from < mostOfPage && !isYear ? { from, to, address } : null
}

/** What follows the page itself among what it links: the first one where it is the first, else the one behind the gap that it leaves. */
function behindGap(linked: readonly Interval[]): string | null {
  const sorted = linked.toSorted((a, b) => a.from - b.from)
  const [first] = sorted
  if (first === undefined) return null
  if (first.from > 1) return first.address
  const behind = sorted.find(({ from }, at) => at > 0 && from > (sorted[at - 1]?.to ?? from) + 1)
  return behind?.address ?? null
}

/** Which part a page says it is, by its headings and titles; null: none. */
function ownPartOf(page: PageDocument): number | null {
  const { openGraph, headings, title } = rawTitlesOf(page)
  const numbers = [openGraph, ...headings, title].map(partNumberOf)
  return numbers.find((one) => one !== null) ?? null
}

/** The part behind the page's own one among links such as `Part 2`. */
function nextPart(page: PageDocument, links: readonly PageLink[]): string | null {
  const parts = links.flatMap(({ label, address }) => {
    const number = isPartLabel(plainLabel(label)) ? partNumberOf(label) : null
    return number === null ? [] : [{ from: number, to: number, address }]
  })
  if (parts.length === 0) return null
  const own = ownPartOf(page)
  if (own === null) return behindGap(parts)
  return parts.find(({ from }) => from === own + 1)?.address ?? null
}

/** Where the only arrow of a page that points on leads; of several none is known to. */
function onlyArrow(links: readonly PageLink[]): string | null {
  const [first, ...others] = links.filter(({ label }) => readLabel(label) === 'arrow')
  return others.every(({ address }) => address === first?.address) ? (first?.address ?? null) : null
}

/** Where words lead that may mean the rest: `More photos`, `Part 2`, `Page 2`, `Pictures 21–40`, or an arrow alone. */
function restInWords(page: PageDocument): string | null {
  const links = linksToPages(page).filter(
    ({ element, label }) => element.name !== 'link' && label !== '' && label.length <= longestLabel,
  )
  const ownLinks = links.filter(
    ({ element }) =>
      !namesAbove(element).some((place) => movingPlaces.test(place) || neighbourPlaces.test(place)),
  )
  const counted = ownLinks.flatMap((link) => intervalOf(link) ?? [])
  const pages = ownLinks.flatMap(({ label, address }) => {
    const number = saidPageOf(label)
    return number === null ? [] : [{ from: number, to: number, address }]
  })
  const called = ownLinks.find(({ label }) => isMoreLabel(plainLabel(label)))
  return (
    nextPart(page, ownLinks) ??
    behindGap(counted) ??
    behindGap(pages) ??
    called?.address ??
    onlyArrow(ownLinks)
  )
}

/** Where the one picture of a page leads, as in viewers and comics without other links: a page of its site. */
function behindPicture(page: PageDocument, { placed, images }: MainPicture): string | null {
  const [image, ...others] = images
  if (image === undefined || others.length > 0) return null
  const shown = placed.find(({ address }) => address === (image.shown ?? image.address))
  const target = shown?.target ?? null
  if (target === null || hostOf(target) !== hostOf(page.address)) return null
  const path = pathOf(target)
  return path === '/' || pictureFile.test(path) || plainAddress(target) === plainAddress(page.address)
    ? null
    : target
}

/** What a page shows as its pictures, and where they stand. */
interface MainPicture {
  readonly placed: readonly Placed[]
  readonly images: readonly FoundImage[]
}

/**
 * A page that may continue this one although nothing calls it the next: by words in many languages, or behind the one picture
 * that the page shows. Such links lead to lists and to other galleries too: it counts where the page behind it is of the
 * same gallery. Null without one.
 */
export function maybeNextOf(page: PageDocument, shown: MainPicture): MaybeNext | null {
  const rest = restInWords(page)
  if (rest !== null) return { address: rest, by: 'words' }
  const address = behindPicture(page, shown)
  return address === null ? null : { address, by: 'picture' }
}
