import { plainAddress } from '../../../address/plain-address'
import { hostOf, pathOf } from '../../html/resolve-address'

/** Folders among which a program spreads its files, by one or two digits of their hashes: `f/a/`, `3e/`. */
const isShard = (segment: string) => /^[\da-z]$|^[\da-f]{2}$/.test(segment)

/** Segments that differ from file to file without meaning: numbers, dates, hashes. */
function foldSegment(segment: string): string {
  const isHash =
    segment.length >= 8 && /\d/.test(segment) && /^[\da-f_-]+$|^(?=.*[a-z])(?=.*[A-Z])[\w-]+$/.test(segment)
  return isHash ? '#' : segment.replaceAll(/\d+/g, '0')
}

/** Folders that were folded last: a site keeps its pictures and pages in few of them. */
const remembered = new Map<string, readonly string[]>()
const mostRemembered = 5000
const longestRemembered = 300

/** Folders with numbers and hashes folded; shards only where two stand together, as `de/` is a language. */
function foldFolders(path: string): readonly string[] {
  const known = remembered.get(path)
  if (known) return known
  const folders = path.split('/').filter((segment) => segment !== '')
  const isSpread = folders.some((one, at) => isShard(one) && isShard(folders[at + 1] ?? ''))
  const folded = folders.map((one) => (isSpread && isShard(one) ? '#' : foldSegment(one)))
  if (remembered.size < mostRemembered && path.length <= longestRemembered) remembered.set(path, folded)
  return folded
}

function folderOf(address: string): readonly string[] {
  const path = pathOf(address)
  return foldFolders(path.slice(0, path.lastIndexOf('/')))
}

/** Files that stand for their folder: the folder is what has a name. */
const folderFile = /^(?:index|default)\.(?:[xs]?html?|php\d?|aspx?|jsp)$/i

/** Host and folder of a picture, numbers and hashes folded: equal for pictures that a site keeps together. */
export function pictureShape(address: string): string {
  return [hostOf(address), ...folderOf(address), ''].join('/')
}

/** Parameters that choose how a page is shown, and not which one. */
const showing = /^(?:lang|language|hl|locale|theme|ref|referer|referrer)$/i

/** Names of the parameters of an address, in order of the alphabet. */
function parametersOf(address: string): string {
  const query = address.includes('?') ? (/\?([^#]*)/.exec(address)?.[1] ?? '') : ''
  if (query === '') return ''
  const names = query
    .split('&')
    .slice(0, 20)
    // a path behind the question mark: `picture.php?/101/category/12`
    .map((pair) => (pair.includes('=') ? (pair.split('=')[0] ?? '') : foldSegment(pair)))
  return [...new Set(names)]
    .filter((name) => !showing.test(name))
    .sort()
    .join('&')
}

/** Whether an address may be written in more than one way: most have neither a query nor a slash at their end. */
const mayBeSpelled = /[?;@]|\/$/

/**
 * Host, folder, ending and names of parameters of a page, numbers and hashes folded: equal for pages that one program
 * makes. A name that stands last counts as one of many. Spellings of one address (a slash at its end, `www.`, parameters
 * of tracking, sessions and languages) have one shape.
 */
export function pageShape(written: string): string {
  const address = mayBeSpelled.test(written) ? plainAddress(written) : written
  const all = pathOf(address)
    .split('/')
    .filter((segment) => segment !== '')
  const parameters = parametersOf(address)
  const file = all.at(-1) ?? ''
  const isIndex = parameters === '' && all.length > 1 && folderFile.test(file)
  const segments = isIndex ? all.slice(0, -1) : all
  const last = segments.at(-1) ?? ''
  const ending = /\.[a-z]{2,5}$/i.exec(last)?.[0] ?? ''
  // a program that shows by its parameters keeps its name: `view.php?id=7`
  const name = isIndex ? `*/${file}` : parameters === '' ? `*${ending}` : last
  const host = hostOf(address).replace(/^www\./, '')
  return `${[host, ...foldFolders(segments.slice(0, -1).join('/')), name].join('/')}?${parameters}`
}

/** The value that occurs most, and how often. */
export function commonest(values: readonly string[]): { readonly value: string; readonly count: number } {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best = { value: '', count: 0 }
  for (const [value, count] of counts) if (count > best.count) best = { value, count }
  return best
}

/** Whether two addresses are of one site: the same host, or one below the other. */
export function isSameSite(a: string, b: string): boolean {
  const [one, other] = [hostOf(a).replace(/^www\./, ''), hostOf(b).replace(/^www\./, '')]
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}
