import type { FoundImage } from '../../extraction'
import type { PageDocument } from '../../html/page-document'
import { findPictureLists, mainPictureList, type PictureList } from './script-pictures'

/** A picture that a page shows: its address and the other ones of it. */
export interface ShownPicture {
  readonly address: string
  readonly others: readonly string[]
  /** Announced area in square CSS pixels; null when none is announced. */
  readonly area: number | null
}

/** Pictures of a reader have more than this on their longer side, what belongs to a site less than this area. */
const readingSide = 600
const furnitureArea = 300 * 150

/** Fewest pictures of a list that stand beside others on a page. */
const leastListed = 3

const isLarge = ({ width, height }: FoundImage) => Math.max(width ?? 0, height ?? 0) >= readingSide

/** The list of a page that shows nothing but a few small pictures of its site: large ones, many more than are shown. */
function listBesideFurniture(
  lists: readonly PictureList[],
  shown: readonly ShownPicture[],
): readonly FoundImage[] {
  const isFurniture = shown.every(({ area }) => area !== null && area < furnitureArea)
  if (!isFurniture) return []
  const large = lists.filter(
    ({ images }) => images.length >= Math.max(leastListed, shown.length * 2) && images.every(isLarge),
  )
  return mainPictureList(large)?.images ?? []
}

/** Share of the shown pictures that a list must hold to be the list of the page. */
const leastShare = 0.5

/**
 * The pictures of a page by a list in its scripts: where the page shows none, or where most of what it shows stands in a
 * list that knows more pictures or larger versions. Empty where what is shown counts.
 *
 * `shown`: what the page shows.
 */
export function picturesInData(page: PageDocument, shown: readonly ShownPicture[]): readonly FoundImage[] {
  const lists = findPictureLists(page)
  if (lists.length === 0) return []
  if (shown.length === 0) return mainPictureList(lists)?.images ?? []
  const known = lists.filter(({ images }) => {
    if (images.length < shown.length) return false
    const listed = new Set(images.flatMap(({ address, alternatives }) => [address, ...alternatives]))
    const held = shown.filter(({ address, others }) => [address, ...others].some((one) => listed.has(one)))
    return held.length > 0 && held.length >= shown.length * leastShare
  })
  const images = mainPictureList(known)?.images ?? listBesideFurniture(lists, shown)
  const taken = new Set(shown.map(({ address }) => address))
  return images.some(({ address }) => !taken.has(address)) ? images : []
}
