import { isElsewhere } from '../../titles/title-texts'
import type { Placed } from '../candidates/targets'
import { isCalledNavigation } from '../hints/noise-words'
import { isFurniture } from './furniture'
import type { Group } from './groups'

/** An announced area below which a picture among others is a button or a mark, in square CSS pixels. */
const smallArea = 120 * 120

const isVector = (address: string) => /\.svgz?(?:[?#]|$)/i.test(address)

/** Whether a group stands in the content as the best one does, or begins amid it, and is not announced as small. */
export function isAmid(group: Group, best: Group): boolean {
  if (group.area !== null && group.area < smallArea) return false
  const isOther = ({ place, address, element }: Placed) =>
    place.isHidden || isVector(address) || isElsewhere(element)
  if (group.candidates.some(isOther)) return false
  const last = best.first + best.candidates.length - 1
  return (group.isContent && best.isContent) || (group.first > best.first && group.first <= last)
}

/** The one picture of a page that leads nowhere, in a box that is called after the links around it. */
export function isMainByPlace({ candidates, distinct, link, shown, area }: Group): boolean {
  return (
    distinct === 1 &&
    link === 'none' &&
    shown === 'image' &&
    (area === null || area >= smallArea) &&
    candidates.every((one) => !isVector(one.address) && !isFurniture(one) && isCalledNavigation(one.element))
  )
}
