import { pathOf } from '../../html/resolve-address'
import { stemOf } from '../../versions/addresses/picture-stem'
import { wordsOf } from '../hints/noise-words'
import type { Group } from './groups'

const thumbnailWords = new Set(
  'thumb thumbs thumbnail thumbnails thumbslider mini minis miniature'.split(' '),
)

/** From this many pictures on like names say that a group repeats another one. */
const leastRepeated = 3

/** Whether the containers of a group or the folder of its pictures are called after thumbnails. */
function isCalledThumbnails({ place, candidates: [first] }: Group): boolean {
  const folder = first === undefined ? '' : pathOf(first.address).split('/').slice(0, -1).join('/')
  return wordsOf(`${place} ${folder}`).some((word) => thumbnailWords.has(word))
}

const stemsOf = ({ candidates }: Group) => candidates.map(({ address }) => stemOf(address))

/**
 * Whether a group is the row of thumbnails below a slider: it is called so, leads nowhere, and each of its pictures has the
 * name of one of the other group, which is not called so.
 */
export function repeatsAsThumbnails(group: Group, best: Group): boolean {
  if (group.link !== 'none' || group.distinct < leastRepeated || group.distinct > best.distinct) return false
  if (group.shape === best.shape || !isCalledThumbnails(group) || isCalledThumbnails(best)) return false
  const names = new Set(stemsOf(best))
  return stemsOf(group).every((name) => names.has(name))
}
