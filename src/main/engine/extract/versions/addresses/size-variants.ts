import { hostOf, pathOf } from '../../html/resolve-address'
import { sizeInAddress } from './announced-size'

/** Parameters of a query that choose a size or a quality, and never another picture. */
const sizeParameters: ReadonlySet<string> = new Set(
  `w width imwidth wid maxwidth max_w sw h height imheight hei maxheight max_h sh s sz size resize fit crop q quality
   dpr auto format fm fmt dim dimensions scale ssl strip zoom`.split(/\s+/),
)

function parametersOf(address: string): Map<string, string> | null {
  const query = address.indexOf('?')
  if (query < 0) return new Map()
  const text = address.slice(query + 1)
  return text.length > 4000 ? null : new Map(new URLSearchParams(text))
}

/** The parameters that choose no size, as one text; null where that cannot be said. */
export function otherParameters(address: string): string | null {
  const parameters = parametersOf(address)
  if (!parameters) return null
  if (parameters.size === 0) return ''
  const rest = [...parameters]
    .filter(([name]) => !sizeParameters.has(name.toLowerCase()))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return rest.length === 0 ? '' : JSON.stringify(rest)
}

const suffix = /[-_](?:\d{2,5}x\d{2,5}|scaled)(?=\.[a-z0-9]{2,5}$)/i

/** A path without the size at the end of its name. */
const withoutSuffix = (path: string) => (suffix.test(path.slice(-400)) ? path.replace(suffix, '') : path)

/** Whether two addresses name one picture in two sizes: equal but for a size in the query or at the end of the name. */
export function isSameInOtherSize(a: string, b: string): boolean {
  if (a === b) return false
  const [pathA, pathB] = [pathOf(a), pathOf(b)]
  // Most addresses that are compared differ here
  if (pathA !== pathB && withoutSuffix(pathA) !== withoutSuffix(pathB)) return false
  if (hostOf(a) !== hostOf(b)) return false
  const [one, other] = [otherParameters(a), otherParameters(b)]
  return one !== null && one === other
}

/** Whether `a` is by its address a larger version of the picture at `b`. */
export function isLargerVariant(a: string, b: string): boolean {
  if (!isSameInOtherSize(a, b)) return false
  const [one, other] = [sizeInAddress(a), sizeInAddress(b)]
  const side = (size: typeof one) => size.width ?? size.height
  const [sideA, sideB] = [side(one), side(other)]
  // Without any size it is the original
  if (sideA === null || sideB === null) return sideA === null && sideB !== null
  return sideA > sideB
}
