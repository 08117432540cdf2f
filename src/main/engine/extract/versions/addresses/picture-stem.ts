import { pathOf } from '../../html/resolve-address'

const ends = /\.(?:[a-z0-9]{2,5})(?:[:!_;@].*)?$/i
const fronts =
  /^(?:\d{2,5}px-|page\d{1,4}-|(?:th|thumb|tn|small|mini|pre|preview|sm|lg|large|big|full|normal|medium|med|md)[_.-])/i
const backs =
  /(?:[-_.@](?:\d{2,5}x\d{2,5}|\d{2,4}px|scaled|thumb|thumbnail|th|tn|small|medium|large|big|full|orig|original|preview|mini|[a-z]|\d?k|[23]x)|[-_.]\d{2,4}w)$/i

/**
 * What is the same in the addresses of all versions of a picture: the name of its file without extension, sizes and
 * words for a size. Empty for a name that is nothing but those.
 */
export function stemOf(address: string): string {
  const path = pathOf(address).replace(/\/+$/, '')
  let stem = path.slice(path.lastIndexOf('/') + 1).slice(-300)
  stem = stem.replace(ends, '')
  for (let before = ''; before !== stem; ) {
    before = stem
    stem = stem.replace(fronts, '').replace(backs, '')
  }
  return stem.replace(/\.(?:jpe?g|png|gif|webp)$/i, '').toLowerCase()
}
