import { rowOf } from '../candidates/shared-links'
import type { Placed } from '../candidates/targets'

/** From this many times on an address may be decoration; among few addresses one more, as a page repeats its only picture. */
const leastRepeated = 3
const fewAddresses = 4

/** No page shows the only picture that it has this many times. */
const leastAlone = 8

function countedBy<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Addresses of the pictures in each place, and of those that link to each page. */
function survey(candidates: readonly Placed[]) {
  const ofPlace = new Map<string, string[]>()
  const ofTarget = new Map<string, Set<string>>()
  for (const one of candidates) {
    const { address, target } = one
    const row = rowOf(one)
    const there = ofPlace.get(row)
    if (there) there.push(address)
    else ofPlace.set(row, [address])
    if (target !== null) ofTarget.set(target, (ofTarget.get(target) ?? new Set()).add(address))
  }
  return { ofPlace, ofTarget }
}

/**
 * Finds what is shown again and again where pictures are not: a bullet, a ribbon, a corner of a frame. The covers of a list
 * are pictures though parts of a series share one: each is the only picture that links to its page, in a place where most
 * addresses occur once.
 */
export function findRepetitions(candidates: readonly Placed[]): (one: Placed) => boolean {
  // the blurred ground behind a picture is no repetition of it
  const keyOf = ({ address, shown }: Placed) => `${shown} ${address}`
  const counts = countedBy(candidates.map(keyOf))
  const sorted = [...counts.values()].sort((a, b) => a - b)
  const median = sorted[(sorted.length - 1) >> 1] ?? 0
  const least = sorted.length < fewAddresses ? leastRepeated + 1 : leastRepeated
  const { ofPlace, ofTarget } = survey(candidates)
  const mostOnce = new Map<string, boolean>()
  for (const [key, addresses] of ofPlace) {
    const there = [...countedBy(addresses).values()]
    mostOnce.set(key, there.length >= leastRepeated && there.filter((n) => n === 1).length * 2 > there.length)
  }
  const isCover = (one: Placed) =>
    one.link === 'page' &&
    one.target !== null &&
    ofTarget.get(one.target)?.size === 1 &&
    mostOnce.get(rowOf(one)) === true
  return (one) => {
    const shown = counts.get(keyOf(one)) ?? 0
    if (sorted.length === 1) return shown >= leastAlone
    return shown >= least && shown > 2 * median && !isCover(one)
  }
}
