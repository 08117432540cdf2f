import type { PageKind } from '@shared/model/page-kind'
import { plainAddress } from '../../address/plain-address'
import type { FoundImage, LinkedPage } from '../extraction'
import { foldBlanks } from '../html/dom'
import { type FoundAddress, imageOf, type SkippedList } from '../skipped'
import { albumsBeside } from './albums-beside'
import { foundOf } from './candidates/candidates'
import type { Placed } from './candidates/targets'
import { areaOf } from './groups/groups'
import type { Shown } from './read-pictures'
import type { TextLink } from './text-links'

/** The one picture that a page is about: named by it, else the largest, else the first. */
export function mainOf(own: readonly Placed[], named: readonly FoundAddress[]): Placed | null {
  const favourite = named[0]?.address
  const chosen = own.find(({ address }) => address === favourite)
  if (chosen) return chosen
  return own.reduce<Placed | null>(
    (best, one) => (best === null || (areaOf(one) ?? 0) > (areaOf(best) ?? 0) ? one : best),
    null,
  )
}

/** The words of a picture; the link of a picture alone has no other title. */
function titleOfPicture({ element: { attribs } }: Placed): string {
  const text = (name: string) => foldBlanks((attribs[name] ?? '').slice(0, 300))
  return text('title') || text('alt')
}

/** The words of pictures, for their links; nothing where all say the same, such as "Cover". */
function titlesOfPictures(pictures: readonly Placed[]): (one: Placed) => string {
  const said = pictures.map(titleOfPicture).filter((title) => title !== '')
  const isSame = said.length > 1 && new Set(said).size === 1
  return isSame ? () => '' : titleOfPicture
}

/** Pages behind a group of pictures, each once. */
export function linksOf(pictures: readonly Placed[]): LinkedPage[] {
  const links = new Map<string, LinkedPage>()
  const ofPicture = titlesOfPictures(pictures.filter(({ label }) => label === ''))
  for (const one of pictures) {
    const { target, label } = one
    if (target === null) continue
    // Links beside each other spell one page with and without a slash, `www.` or tracking
    const key = plainAddress(target).replace('://www.', '://')
    const known = links.get(key)
    const title = known?.title || label || ofPicture(one)
    const thumbnail = known?.thumbnail ?? imageOf(foundOf(one))
    links.set(key, { address: known?.address ?? target, title, thumbnail })
  }
  return [...links.values()]
}

/** Albums beside the pictures of a page, the first of which has a place among all; see `albumsBeside`. */
function albumsOf(
  page: string,
  pictures: readonly Placed[],
  first: number,
  chosen: Shown['chosen'],
): LinkedPage[] {
  if (pictures.length === 0) return []
  const grids = new Set(pictures.map(({ place }) => place.key))
  const mixed = new Set(chosen.mixed)
  const isAmong = (one: Placed) => grids.has(one.place.key) || mixed.has(one)
  return linksOf(albumsBeside(page, chosen, { first, isAmong }))
}

/**
 * Pages behind thumbnails in the grid of a gallery, where others lead to files or nowhere: each with its place among all
 * pictures of the page.
 */
function linksAmong({ own, mixed }: Shown['chosen']): LinkedPage[] {
  if (mixed.length === 0) return []
  const inOwn = new Set(own)
  const links = linksOf(mixed.filter((one) => !inOwn.has(one)))
  const byTarget = new Map(links.map((link) => [link.address, link]))
  const seen = new Set<string>()
  const placed: LinkedPage[] = []
  for (const one of mixed) {
    const address = inOwn.has(one) ? one.address : one.target
    const link = inOwn.has(one) ? undefined : byTarget.get(address ?? '')
    if (address === null || seen.has(address)) continue
    if (link) placed.push({ ...link, at: seen.size })
    if (link || inOwn.has(one)) seen.add(address)
  }
  return placed
}

/** What of a page is taken, by its kind. */
export interface Taken {
  readonly pictures: readonly FoundAddress[]
  readonly items: readonly LinkedPage[]
  readonly galleries: readonly LinkedPage[]
}

/** Sorts the pictures and links of a page into what its kind takes: pictures, pages behind thumbnails, galleries. */
export function takeByKind(
  kind: PageKind,
  address: string,
  { chosen, named, listed }: Shown,
  textIndex: readonly TextLink[] | null,
): Taken {
  const { own, linked } = chosen
  const links = linked
    ? linksOf(linked.candidates)
    : (textIndex ?? []).map((link) => ({ ...link, thumbnail: null }))
  const shown = own.length > 0 ? own : (linked?.candidates ?? [])
  switch (kind) {
    case 'gallery':
      if (listed.length > 0) return { pictures: listed, items: [], galleries: [] }
      return {
        pictures: shown.length > 0 ? shown.map(foundOf) : named,
        items: linksAmong(chosen),
        galleries: albumsOf(address, own, chosen.best?.first ?? 0, chosen),
      }
    case 'picture': {
      const main = mainOf(shown, named)
      const found = main ? [foundOf(main)] : [...listed, ...named].slice(0, 1)
      return { pictures: found, items: [], galleries: [] }
    }
    case 'thumbnails':
      return {
        pictures: linked?.candidates.map(foundOf) ?? [],
        items: links,
        galleries: albumsOf(address, linked?.candidates ?? [], linked?.first ?? 0, chosen),
      }
    case 'index':
      return { pictures: [], items: [], galleries: links }
    case 'text':
    case 'other':
      return { pictures: [], items: [], galleries: [] }
  }
}

/** All addresses that something follows from: pictures with their versions, pages that are followed. */
export function addressesTaken(
  images: readonly FoundImage[],
  { items, galleries }: Taken,
  next: string | null,
  moved: string | null,
): Set<string> {
  const taken = new Set<string>()
  const add = (address: string | null | undefined) => {
    if (typeof address === 'string') taken.add(address)
  }
  for (const { address, alternatives, shown, poster } of images) {
    taken.add(address)
    for (const one of alternatives) taken.add(one)
    add(shown)
    add(poster)
  }
  for (const { address } of items) taken.add(address)
  for (const { address } of galleries) taken.add(address)
  add(next)
  add(moved)
  return taken
}

/** Notes what is not taken: thumbnails of what is followed, minor groups, and all else with its reason. */
export function skipOthers(
  { chosen }: Shown,
  { pictures, items, galleries }: Taken,
  skipped: SkippedList,
): void {
  if (skipped.isFull()) return
  const taken = new Set(pictures.map(({ address }) => address))
  const thumbnails = new Set([...items, ...galleries].flatMap(({ thumbnail }) => thumbnail?.address ?? []))
  for (const [{ address }, reason] of chosen.passed) if (!taken.has(address)) skipped.add(address, reason)
  for (const { address } of [...chosen.own, ...(chosen.linked?.candidates ?? [])]) {
    if (!taken.has(address)) skipped.add(address, thumbnails.has(address) ? 'thumbnail' : 'minor-group')
  }
}
