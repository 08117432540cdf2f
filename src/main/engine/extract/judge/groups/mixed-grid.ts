import type { Placed } from '../candidates/targets'
import type { Group } from './groups'

/** Lay-out and announced size of a picture: equal for those of one grid, whatever single ones are wrapped in. */
const gridOf = ({ place, width, height }: Placed) => `${place.layout} ${width}×${height}`

/**
 * The page's own pictures and links to pages that stand in one grid with some of them: in the same place, or among
 * them and laid out alike. Empty without such links.
 */
export function mixedGrid(
  all: readonly Placed[],
  own: readonly Placed[],
  linked: Group | null,
): readonly Placed[] {
  const [first, last] = [own[0], own.at(-1)]
  if (linked === null || !first || !last) return []
  const [inLinked, inOwn] = [new Set(linked.candidates), new Set(own)]
  const places = new Set(own.map(({ place }) => place.key))
  const grids = new Set(own.map(gridOf))
  const isAlike = (one: Placed | undefined) =>
    one !== undefined && inLinked.has(one) && grids.has(gridOf(one))
  let [from, to] = [all.indexOf(first), all.lastIndexOf(last)]
  // Those that the grid begins or ends with
  if (all.slice(from, to).some(isAlike)) {
    while (isAlike(all[from - 1])) from--
    while (isAlike(all[to + 1])) to++
  }
  const isAmong = (one: Placed, at: number) =>
    inLinked.has(one) && (places.has(one.place.key) || (at >= from && at <= to && isAlike(one)))
  const mixed = all.filter((one, at) => inOwn.has(one) || isAmong(one, at))
  return mixed.length > inOwn.size ? mixed : []
}
