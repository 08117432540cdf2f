import { pathOf } from '../../html/resolve-address'
import type { Placed } from '../candidates/targets'
import { wordsOf } from '../hints/noise-words'
import { areaOf, type Group } from './groups'

/** Folders of what belongs to the look of a site. */
const furnitureWords = new Set(
  'static assets theme themes skin skins template templates styles style common misc layout ui gfx plugins modules ranks'.split(
    ' ',
  ),
)

/** A picture of this size may be one to look at, in square CSS pixels. */
const largeEnough = 100 * 100

/**
 * Whether a picture is one of the look of a site, such as the stars of a rank or a paper clip: it lies in a folder of such
 * things, opens nothing, and announces no size or a small one.
 */
export function isFurniture(one: Placed): boolean {
  const area = areaOf(one)
  if (one.link !== 'none' || (area !== null && area >= largeEnough)) return false
  const folder = pathOf(one.address).split('/').slice(0, -1).join('/')
  return wordsOf(folder).some((word) => furnitureWords.has(word))
}

/**
 * Whether a group is of the look of the site beside another group: a site may keep its pictures in such a folder too, so
 * that the other group has to lie elsewhere, and to open pictures or to be no smaller, unless these are signs by their format.
 */
export function isFurnitureBeside(group: Group, best: Group): boolean {
  const areSigns = group.candidates.every(({ address }) => /\.(?:gif|svgz?)$/i.test(pathOf(address)))
  return (
    group.shape !== best.shape &&
    (best.link === 'picture' || best.distinct >= group.distinct || areSigns) &&
    group.candidates.every(isFurniture) &&
    !best.candidates.some(isFurniture)
  )
}
