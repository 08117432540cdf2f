import type { FoundImage } from '../../extraction'
import type { PageDocument } from '../../html/page-document'
import { findPictureLists, mainPictureList } from './script-pictures'

/** A picture that a page shows: its address and the other ones of it. */
interface ShownPicture {
  readonly address: string
  readonly others: readonly string[]
}

/** Share of the shown pictures that a list must hold to be the list of the page. */
const leastShare = 0.5

/**
 * The pictures of a page by a list in its scripts: where the page shows none, or where most of what it shows stands in a
 * list that knows more pictures or larger versions. Empty where what is shown counts.
 *
 * `shownBy`: what the page shows.
 */
export function picturesInData(
  page: PageDocument,
  shownBy: () => readonly ShownPicture[],
): readonly FoundImage[] {
  const lists = findPictureLists(page)
  if (lists.length === 0) return []
  const shown = shownBy()
  if (shown.length === 0) return mainPictureList(lists)?.images ?? []
  const known = lists.filter(({ images }) => {
    if (images.length < 2 || images.length < shown.length) return false
    const listed = new Set(images.flatMap(({ address, alternatives }) => [address, ...alternatives]))
    const held = shown.filter(({ address, others }) => [address, ...others].some((one) => listed.has(one)))
    return held.length > 0 && held.length >= shown.length * leastShare
  })
  const images = mainPictureList(known)?.images ?? []
  const taken = new Set(shown.map(({ address }) => address))
  return images.some(({ address }) => !taken.has(address)) ? images : []
}
