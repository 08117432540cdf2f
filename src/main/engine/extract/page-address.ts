import { plainAddress } from '../address/plain-address'

/** Parameters that name a thing. All others (`page`, `sort`, `from`) leave it the same. */
const idKey =
  /^(?:id|[a-z0-9]{0,12}_?id|t|tid|topic|f|album|gallery|set|no|pid|document_srl|title|name|tag|tags|cat|category|s|q|m)$/i

/** Pages and parts at the end of a path: `/p/5` of no name is a post, a part is known by the number before it, which is no month. */
const pagePaths = [
  /\/(?:page|pag|seite|pagina|(?<=\/[^/]+\/)p)[/_,-]?\d{1,5}(?=(?:\.[a-z]{2,5})?\/?$)/i,
  /(?<=\d)(?<!(?:19|20)\d\d[-_/]\d{1,2})[_-]\d{1,3}(?=(?:\.[a-z]{2,5})?\/?$)/i,
]

/** A part behind a name, with its number: `trip_3.html`. Of two such addresses either may be a thing of its own. */
export const partPath = /(?<=[^/_-])[_-](\d{1,3})(?=(?:\.[a-z]{2,5})?\/?$)/i

/** `thread-3108-2-1.html`: thread, page, page of the list. */
const threadPath = /(thread-\d+)-\d+-\d+(?=(?:\.[a-z]{2,5})?$)/i

/** An address without the number of its page; the same for all pages of one gallery. */
export function withoutPage(address: string): string {
  const url = new URL(plainAddress(address))
  const isFront = /^\/(?:index\.[a-z]{2,5})?$/i.test(url.pathname)
  // `?p=5` on a front page is a post of WordPress, elsewhere a page
  const pairs = [...url.searchParams].filter(([key]) => (/^p$/i.test(key) ? isFront : idKey.test(key)))
  // A path that stands in the query names a thing like any other: `picture.php?/212/fog`.
  const whole = url.pathname + (/^\?(\/[^&]*)/.exec(url.search)?.[1] ?? '')
  const form = [threadPath, ...pagePaths].find((one) => one.test(whole))
  const path = form === undefined ? whole : whole.replace(form, form === threadPath ? '$1' : '')
  const query = pairs.map(([key, value]) => `${key}=${value}`).sort()
  return `${url.host}${path.replace(/\/+$/, '')}?${query.join('&')}`
}

/** Whether one address is another with the number of a part behind its name: `trip.html`, `trip_3.html`. */
export function isPartOf(first: string, found: string): boolean {
  const [a, b] = [new URL(plainAddress(first)), new URL(plainAddress(found))]
  return (
    a.host === b.host &&
    a.search === b.search &&
    partPath.test(b.pathname) &&
    a.pathname === b.pathname.replace(partPath, '')
  )
}

const isRoot = (address: string) => /^https?:\/\/[^/]*\/?(?:index\.[a-z]{2,5})?$/i.test(address)

/** Whether both pages name the same address as their own, the number of the page aside; a front page names no gallery. */
export function isSameNamed(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && !isRoot(a) && withoutPage(a) === withoutPage(b)
}

/**
 * Whether a canonical address names less than the address of its page: the site's front, a folder above, or the same path
 * without the parameter of the id or with another one. Sites print such addresses on all their pages.
 */
export function isMoreGeneral(address: string, canonical: string): boolean {
  const [own, named] = [withoutPage(address), withoutPage(canonical)]
  if (own === named) return isRoot(canonical)
  const [ownPath = '', namedPath = ''] = [own, named].map((one) => one.slice(0, one.indexOf('?')))
  const isFront = isRoot(`https://${namedPath}`) && named.endsWith('?')
  return isFront || own.startsWith(`${namedPath}/`) || ownPath === namedPath || lacksName(ownPath, namedPath)
}

/** Whether a path is shorter than another one, and has the last name of that nowhere: `/albums` of `/album/7`. */
function lacksName(own: string, named: string): boolean {
  const [ownNames, names] = [own, named].map((path) => path.toLowerCase().split('/').slice(1))
  const last = ownNames?.at(-1)?.replace(/\.[a-z]{2,5}$/, '') ?? ''
  return (names?.length ?? 0) < (ownNames?.length ?? 0) && last !== '' && !named.toLowerCase().includes(last)
}
