import { isPictureAddress, leadsToVideo } from '../../versions/addresses/picture-address'
import { stemOf } from '../../versions/addresses/picture-stem'
import { isWholeLink } from '../candidates/full-link'
import type { Placed } from '../candidates/targets'
import type { Group } from './groups'
import { isHeadedAsOther } from './headings'

/** Fewer links in words than this to picture files beside pictures are no list. */
const leastPictures = 2

/** Shortest stem of a file whose name in a link's words says that it is the file of a picture which is shown. */
const leastStem = 3

/** Whether a link in words leads to another version of what the page shows: it says so, or names the same file. */
function isVersionOf({ element, label, address }: Placed, stems: ReadonlySet<string>): boolean {
  if (isWholeLink(element, label)) return true
  const stem = stemOf(address)
  return stem.length >= leastStem && stems.has(stem) && label.toLowerCase().includes(stem)
}

/**
 * Whether links in words are a list of files beside the pictures that a page shows: videos, or several pictures, none of
 * which is a version of what is shown.
 */
export function isListOfFiles(group: Group, best: Group): boolean {
  const { candidates, shown, link, region, distinct } = group
  if (shown !== 'text-link' || link !== 'picture' || (region !== null && region !== 'content')) return false
  if (candidates.some(({ place, label }) => place.isHidden || label === '') || isHeadedAsOther(group))
    return false
  const stems = new Set(
    best.candidates.flatMap(({ address, versions }) =>
      [address, ...(versions?.alternatives ?? [])].map(stemOf),
    ),
  )
  if (candidates.some((one) => isVersionOf(one, stems))) return false
  const areVideos = candidates.every(({ address }) => leadsToVideo(address))
  const arePictures = candidates.every(({ address }) => isPictureAddress(address))
  return areVideos || (arePictures && distinct >= leastPictures)
}
