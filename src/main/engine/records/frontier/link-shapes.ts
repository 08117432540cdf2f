import type { AddressExamples } from '@shared/model/crawl/crawl-preview'

/** Addresses of one form, and the match pattern that takes them. */
export interface LinkShape extends AddressExamples {
  readonly match: string
}

/** Most shapes, and examples of each. */
const mostShapes = 10
const mostExamples = 5

/** A word of a path that names one page of many: it has a number, or is a long title. */
const ofOnePage = /\d|^[^.]{24,}$|(?:-[^-]+){3,}/u

/** Words of the path of an address. */
const wordsOf = ({ pathname }: URL): readonly string[] => pathname.split('/')

/** The address with `*` for what distinguishes the pages of its form. */
function byNumbers(url: URL): string {
  const path = wordsOf(url)
    .map((word) => (ofOnePage.test(word) ? starred(word) : word))
    .join('/')
  return `${url.protocol}//${url.host}${path}${url.search === '' ? '' : '?*'}`
}

/** The same for the addresses of one form, in which a word stays that all of them have. */
function narrowed(shape: string, addresses: readonly string[]): string {
  const urls = addresses.map((address) => new URL(address))
  const [first] = urls
  if (first === undefined) return shape
  const isShared = (at: number) => urls.every((url) => wordsOf(url)[at] === wordsOf(first)[at])
  const path = wordsOf(first)
    .map((word, at) => (ofOnePage.test(word) && !isShared(at) ? starred(word) : word))
    .join('/')
  return `${first.protocol}//${first.host}${path}${shape.endsWith('?*') ? '?*' : ''}`
}

function starred(word: string): string {
  const [, end = ''] = /(\.[a-z]{2,5})$/i.exec(word) ?? []
  return `*${end}`
}

/** Everything beside the address in its folder. */
function byFolder({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname.replace(/[^/]+\/?$/, '')}*`
}

/** The form of an address that stands alone, by its last number: of a list there is often one link, to its next page. */
function byLastNumber(url: URL): string | null {
  const start = `${url.protocol}//${url.host}`
  if (/\d/.test(url.search)) return `${start}${url.pathname}?*`
  const path = wordsOf(url)
  const at = path.findLastIndex((word) => /\d/.test(word))
  return at === -1 ? null : start + path.map((word, index) => (index === at ? starred(word) : word)).join('/')
}

/** Takes all of a site: that is no form. */
const ofSite = /^[a-z]+:\/\/[^/]+\/\*$/

function grouped(addresses: readonly string[], shapeOf: (url: URL) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const address of addresses) {
    const shape = shapeOf(new URL(address))
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [address])
    else group.push(address)
  }
  return groups
}

/**
 * The forms of links that were found, those with the most first: numbers and titles in a path stand for one page of many,
 * what is left is taken by its folder, or by a number of its own. Without one a form has at least two addresses.
 */
export function linkShapes(addresses: readonly string[]): readonly LinkShape[] {
  const numbered = grouped(addresses, byNumbers)
  const single = [...numbered].flatMap(([shape, found]) =>
    found.length < 2 || !shape.includes('*') ? found : [],
  )
  const groups = [...numbered]
    .filter(([shape, found]) => found.length > 1 && shape.includes('*'))
    .map(([shape, found]) => [narrowed(shape, found), found] as const)
  const shapes = new Map(groups)
  // What ends in a star takes those with a query, too.
  for (const [shape, found] of groups) {
    const base = shapes.get(shape.replace(/\?\*$/, ''))
    if (!shape.endsWith('*?*') || base === undefined) continue
    base.push(...found)
    shapes.delete(shape)
  }
  const folders = [...grouped(single, byFolder)].filter(
    ([shape, found]) => found.length > 1 && !ofSite.test(shape),
  )
  const taken = new Set(folders.flatMap(([, found]) => found))
  const alone = single.flatMap((address): readonly (readonly [string, readonly string[]])[] => {
    const shape = taken.has(address) ? null : byLastNumber(new URL(address))
    return shape === null || shapes.has(shape) || ofSite.test(shape) ? [] : [[shape, [address]]]
  })
  return [...shapes, ...folders, ...alone]
    .map(([match, found]) => ({ match, count: found.length, examples: found.slice(0, mostExamples) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostShapes)
}
