import type { FoundImage } from '../../extraction'
import { stemOf } from '../addresses/picture-stem'

/** Names of lists that hold one picture in several sizes. */
const versionNames =
  /^(?:(?:image|photo|picture|media)?_?(?:sizes?|versions?\d?|variants?|renditions?|resolutions?|derivatives?|candidates?|thumbnails|formats|sources)|src_?set|image_versions\d?)$/i

/** Most versions of one picture. */
const mostVersions = 40

/** Words in an address that only the largest version has. */
const originalAddress =
  /[_/.-](?:o|orig|original|originals|full|raw|source|max)(?=[_/.-][^/]*$|\.[a-z]{3,4}$)/i

const sideOf = ({ width, height }: FoundImage) => width ?? height ?? null

/** Whether a list counts up or down in sizes, as far as they are announced: then what announces none stands at its end. */
function order(pictures: readonly FoundImage[]): 'up' | 'down' | null {
  const sides = pictures.flatMap((one) => sideOf(one) ?? [])
  const isUp = sides.every((side, at) => at === 0 || side > (sides[at - 1] ?? 0))
  if (isUp) return 'up'
  return sides.every((side, at) => at === 0 || side < (sides[at - 1] ?? 0)) ? 'down' : null
}

/** Sides for comparison: what announces none is the original where it says so, or where it stands behind the largest. */
function comparable(pictures: readonly FoundImage[]): number[] {
  const direction = order(pictures)
  return pictures.map((one, at) => {
    const side = sideOf(one)
    if (side !== null) return side
    const isAtEnd = (direction === 'up' && at === pictures.length - 1) || (direction === 'down' && at === 0)
    return isAtEnd || originalAddress.test(one.address) ? Number.POSITIVE_INFINITY : 0
  })
}

/**
 * One picture of a list that names it in several sizes, the largest first; null for a list of different pictures. Such a list
 * is called so (`sizes`, `variants`), or has names of one stem; in both cases no two of its sizes are equal.
 *
 * `name`: of the member that holds the list; empty without.
 */
export function pictureOfVersions(name: string, pictures: readonly FoundImage[]): FoundImage | null {
  if (pictures.length < 2 || pictures.length > mostVersions) return null
  const sides = pictures.flatMap((one) => sideOf(one) ?? [])
  if (sides.length < 2 || new Set(sides).size < sides.length || sides.length * 2 < pictures.length)
    return null
  const stems = new Set(pictures.map(({ address }) => stemOf(address)))
  const isOneName = stems.size === 1 && !stems.has('')
  if (!isOneName && !versionNames.test(name)) return null
  const compared = comparable(pictures)
  const sorted = pictures
    .map((one, at) => ({ one, side: compared[at] ?? 0 }))
    .sort((a, b) => (a.side === b.side ? 0 : b.side - a.side))
    .map(({ one }) => one)
  const [best] = sorted
  if (!best) return null
  const others = sorted.flatMap(({ address, alternatives }) => [address, ...alternatives])
  return { ...best, alternatives: [...new Set(others)].filter((one) => one !== best.address) }
}
