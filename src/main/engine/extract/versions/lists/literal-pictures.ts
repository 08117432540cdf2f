import type { FoundImage } from '../../extraction'
import { sizeInAddress } from '../addresses/announced-size'
import { isVideoAddress } from '../addresses/picture-address'
import { isMediaAddress } from '../offers/offer'
import { pictureOfVersions } from './picture-versions'
import type { Literal, LiteralObject } from './script-literal'

/** Turns what a script holds into an absolute address; null if it is none. */
export type Resolve = (reference: string) => string | null

/** One address that an object names for its picture. */
interface Named {
  readonly address: string
  readonly rank: number
  readonly width: number | null
  readonly height: number | null
}

/** Words in names of members, by the version that they name; smaller is larger. */
const ranks: readonly (readonly [RegExp, number])[] = [
  [/thumb|small|tiny|mini|preview|icon|avatar|poster|lqip|blur|square|placeholder/i, 5],
  [/medium|regular|mobile|low/i, 3],
  [/orig|full|raw|max|hi-?res|^hd$|huge|download|source/i, 0],
  [/large|big|zoom|hq|high/i, 1],
]
const ordinaryRank = 2

function rankOfMember(path: readonly string[]): number {
  const name = path.at(-1) ?? ''
  const own = ranks.find(([words]) => words.test(name))?.[1]
  return own ?? ranks.find(([words]) => path.some((one) => words.test(one)))?.[1] ?? ordinaryRank
}

/** Names of members that hold an address of a picture, whatever it looks like, where a size stands beside it. */
const addressMember = /^(?:url|src|href|image|img|u|link|content_?url|image_?url|display_?url|file_?url)$/i

const number = (value: Literal): number | null => {
  const side = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value
  return typeof side === 'number' && side >= 8 && side <= 60_000 ? side : null
}

/** Announced size of the picture of an object. */
function sizeOf(object: LiteralObject): { readonly width: number | null; readonly height: number | null } {
  const first = (names: readonly string[]) => {
    for (const name of names) {
      const side = number(object.get(name))
      if (side !== null) return side
    }
    return null
  }
  return {
    width: first(['width', 'w', 'x', 'image_width', 'original_width', 'file_width']),
    height: first(['height', 'h', 'y', 'image_height', 'original_height', 'file_height']),
  }
}

/** A reference that could be an address: a bare name of a file belongs to a folder that a script knows. */
const looksLikeAddress = (text: string) =>
  text.length <= 4000 && (text.includes('/') || /^https?:/i.test(text)) && !/[\s<>{}]/.test(text.trim())

function addressOf(value: Literal, isNamed: boolean, resolve: Resolve): string | null {
  if (typeof value !== 'string' || !looksLikeAddress(value)) return null
  const address = resolve(value)
  return address !== null && (isNamed || isMediaAddress(address)) ? address : null
}

/** How deep an object names addresses of its picture: `{ sizes: { full: { url, width } } }`. */
const deepest = 3
const mostMembers = 60

function namedIn(object: LiteralObject, path: readonly string[], resolve: Resolve): Named[] {
  const size = sizeOf(object)
  const isSized = size.width !== null && size.height !== null
  return [...object].slice(0, mostMembers).flatMap(([name, value]): Named[] => {
    const at = [...path, name]
    if (value instanceof Map) return at.length < deepest ? namedIn(value, at, resolve) : []
    const address = addressOf(value, isSized && addressMember.test(name), resolve)
    if (address === null) return []
    const rank = rankOfMember(at)
    const own = rank >= 3 ? { width: null, height: null } : size
    return [{ address, rank, ...own }]
  })
}

/** How deep lists of versions are looked for in the objects of a list. */
const deepestList = 3

/** The picture of an object that a list in it names in several sizes; null without such a list. */
function pictureInList(object: LiteralObject, resolve: Resolve, depth: number): FoundImage | null {
  if (depth >= deepestList) return null
  for (const [name, value] of [...object].slice(0, mostMembers)) {
    if (value instanceof Map) {
      const inner = pictureInList(value, resolve, depth + 1)
      if (inner) return inner
    }
    if (!Array.isArray(value) || value.length < leastPictures || value.length > mostMembers) continue
    const entries = value.flatMap((one) => pictureOfEntry(one, resolve, depth + 1) ?? [])
    const picture = entries.length === value.length ? pictureOfVersions(name, entries) : null
    if (picture) return picture
  }
  return null
}

/** The picture that an object is about, the largest of its addresses first; null if it names none. */
function pictureOf(object: LiteralObject, resolve: Resolve, depth = 0): FoundImage | null {
  const listed = pictureInList(object, resolve, depth)
  const own = ownPicture(object, resolve)
  if (!listed || !own) return listed ?? own
  const others = [...listed.alternatives, own.address, ...own.alternatives]
  return { ...listed, alternatives: [...new Set(others)].filter((one) => one !== listed.address) }
}

/** The picture whose addresses an object names itself. */
function ownPicture(object: LiteralObject, resolve: Resolve): FoundImage | null {
  const named = namedIn(object, [], resolve)
  const [first] = named
  if (!first) return null
  const sides = named.map((one) => one.width ?? sizeInAddress(one.address).width)
  const all = sides.every((side) => side !== null)
  const order = named
    .map((one, index) => ({ one, side: sides[index] ?? 0 }))
    .sort((a, b) => (all ? b.side - a.side : 0) || a.one.rank - b.one.rank)
    .map(({ one }) => one)
  const best = order[0] ?? first
  const others = [...new Set(order.map(({ address }) => address))].filter((one) => one !== best.address)
  const videos = named.some(({ address }) => isVideoAddress(address))
  return {
    address: best.address,
    alternatives: videos ? others.filter(isVideoAddress) : others,
    ...(best.width === null ? {} : { width: best.width }),
    ...(best.height === null ? {} : { height: best.height }),
    ...(isVideoAddress(best.address) ? { media: 'video' as const } : {}),
  }
}

/** The picture that a value names in its versions, the largest first; null for a list or for none. */
export function pictureOfValue(value: Literal, resolve: Resolve): FoundImage | null {
  return value instanceof Map ? pictureOf(value, resolve) : null
}

function pictureOfEntry(entry: Literal, resolve: Resolve, depth = 0): FoundImage | null {
  if (entry instanceof Map) return pictureOf(entry, resolve, depth)
  const address = addressOf(entry, false, resolve)
  if (address === null) return null
  return { address, alternatives: [], ...(isVideoAddress(address) ? { media: 'video' as const } : {}) }
}

/** Share of the entries of a list that must be pictures: readers put an advertisement or a title page between. */
const leastShare = 0.7

function picturesOfList(list: readonly Literal[], resolve: Resolve): FoundImage[] {
  const found = new Map<string, FoundImage>()
  let pictures = 0
  for (const entry of list) {
    const picture = pictureOfEntry(entry, resolve)
    if (!picture) continue
    pictures += 1
    if (!found.has(picture.address)) found.set(picture.address, picture)
  }
  return pictures >= list.length * leastShare ? [...found.values()] : []
}

/** Objects with numbers as names are lists too: `{ "0": {…}, "1": {…} }`. */
function asList(value: Literal): readonly Literal[] | null {
  if (Array.isArray(value)) return value
  if (!(value instanceof Map) || value.size < 2) return null
  return [...value.keys()].every((name) => /^\d{1,9}$/.test(name)) ? [...value.values()] : null
}

/** Fewest pictures of a list: a pair may be one picture in two sizes. */
const leastPictures = 2

/** A value with the name of the member that holds it; empty for an entry of a list. */
interface NamedValue {
  readonly name: string
  readonly value: Literal
}

function innerOf(value: Literal, list: readonly Literal[] | null): NamedValue[] {
  if (list) return list.map((one) => ({ name: '', value: one }))
  return value instanceof Map ? [...value].map(([name, one]) => ({ name, value: one })) : []
}

/**
 * Lists of pictures in a value, in order: arrays of addresses, or of objects with an address and possibly a size. A list
 * inside an entry of a list of pictures belongs to that entry. A list of one picture in several sizes is a list of one.
 * `least`: fewest different pictures of another list.
 */
export function listsOfPictures(value: Literal, resolve: Resolve, least = leastPictures): FoundImage[][] {
  const lists: FoundImage[][] = []
  // Without recursion over entries: a value may be as wide as the page is long
  const waiting: NamedValue[] = [{ name: '', value }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const list = asList(next.value)
    const pictures = list && list.length >= leastPictures ? picturesOfList(list, resolve) : []
    const one = pictureOfVersions(next.name, pictures)
    if (one) lists.push([one])
    else if (pictures.length >= least) lists.push(pictures)
    else {
      for (const inner of innerOf(next.value, list).toReversed()) {
        if (typeof inner.value === 'object' && inner.value !== null) waiting.push(inner)
      }
    }
  }
  return lists
}
