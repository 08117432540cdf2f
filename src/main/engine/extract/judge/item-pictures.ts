import { pathOf } from '../html/resolve-address'
import type { FoundAddress } from '../skipped'
import { foundOf } from './candidates/candidates'
import type { Placed } from './candidates/targets'
import { areaOf } from './groups/groups'
import { pictureShape } from './hints/address-shape'
import type { Shown } from './read-pictures'
import { mainOf } from './take-by-kind'

/** A picture of less than this share of the area of the main one is none like it. */
const leastShare = 0.25

const extensionOf = (address: string) => /\.[a-z0-9]{2,5}$/i.exec(pathOf(address))?.[0].toLowerCase() ?? ''

/** Whether a picture stands beside the main one as its like: place, folder, format, and size where it is announced. */
function isLike(one: Placed, main: Placed): boolean {
  const [area, mainArea] = [areaOf(one), areaOf(main)]
  const hasSize = area === null || mainArea === null ? area === mainArea : area >= mainArea * leastShare
  return (
    hasSize &&
    !one.place.isHidden &&
    one.shown === main.shown &&
    one.link === main.link &&
    one.place.key === main.place.key &&
    pictureShape(one.address) === pictureShape(main.address) &&
    extensionOf(one.address) === extensionOf(main.address)
  )
}

/**
 * The pictures of a page behind a thumbnail: its main one, with those that stand beside it as its likes. Empty where the page
 * shows none of its own.
 */
export function picturesOfItem({ chosen: { own }, named, listed }: Shown): FoundAddress[] {
  const main = listed.length > 0 ? null : mainOf(own, named)
  if (main === null || named[0]?.address === main.address) return main === null ? [] : [foundOf(main)]
  return own.filter((one) => one === main || isLike(one, main)).map(foundOf)
}
