import { hostOf, pathOf } from '../html/resolve-address'
import type { Placed } from './candidates/targets'
import type { ChosenGroups } from './groups/choose-groups'
import type { Group } from './groups/groups'
import { headingOf, isBelowOtherHeading } from './groups/headings'
import { pageShape } from './hints/address-shape'

/** Words over a list of albums that belong to the page, in the languages that sites use most. */
const albumWords =
  /(?<!\p{L})(?:(?:sub|unter)?-?(?:albums?|alben|galler(?:y|ies)|galerien?|folders?|ordner|sets|collections?)|albume?s|álbum(?:es|ns)|galerías?|galeries|dossiers|carpetas|pastas|cartelle|gallerie|mappen|альбомы|галереи|папки)(?!\p{L})|相册|相冊|图集|圖集|アルバム|앨범/iu

/** Words beside a cover that say how many pictures are behind it. */
export const countLabel =
  /(?:^|[^\d])\d{1,5}\s*(?:p\b|photos?|pictures?|pics?|images?|imgs?|files?|items?|bilder|fotos?|immagini|imágenes|фото|张|張|枚|장|图|圖)/i

/** Fewer covers than this are no list. */
const leastAlbums = 2

/** Most covers that are looked at: a page shows more pictures than albums. */
const mostCovers = 2000

/** The folder of a page that is one by its address (`/trips/`, `/trips/index.html`); null for others, and for the site's root. */
export function folderOfPage(address: string): string | null {
  const folder = /^(https?:\/\/[^/?#]+\/[^?#]+\/)(?:index\.[a-z]{2,5})?(?:[?#]|$)/i.exec(address)?.[1]
  return folder ?? null
}

/** Whether a page is the home page of its site, or a folder around the page: links to these are navigation. */
function isAround(target: string, page: string): boolean {
  if (hostOf(target) !== hostOf(page) || target.includes('?')) return false
  const path = pathOf(target).replace(/(?:index\.[a-z]{2,5})?$/i, '')
  return path === '/' || (path.endsWith('/') && pathOf(page).startsWith(path))
}

const most = (group: Group, holds: (one: Placed) => boolean) =>
  group.candidates.filter(holds).length * 5 >= group.candidates.length * 4

/**
 * Whether like cards belong to a page as albums below it: each with words of its own, outside of navigation and sliders,
 * above its pictures and like the page itself by address or by a count of pictures, or under a heading that calls them albums.
 */
function areAlbums(group: Group, first: number, page: string): boolean {
  const targets = new Set(group.candidates.flatMap(({ target }) => target ?? []))
  if (targets.size < leastAlbums || group.alike < 0.8 || group.isSlider) return false
  if (group.region !== null && group.region !== 'content') return false
  if (!most(group, ({ label }) => label !== '') || [...targets].some((one) => isAround(one, page)))
    return false
  if (albumWords.test(headingOf(group))) return true
  const isLikePage = group.targetShape === pageShape(page)
  return group.first < first && (isLikePage || most(group, ({ label }) => countLabel.test(label)))
}

/**
 * Covers of albums that a page shows beside its pictures: in another place than these, they lead to pages in its folder, or
 * are like one another and like the page. Lists under the heading of something else are none. `pictures`: what the page
 * shows or follows as its pictures.
 */
export function albumsBeside(
  page: string,
  { lists }: Pick<ChosenGroups, 'lists'>,
  pictures: { readonly first: number; readonly isAmong: (one: Placed) => boolean },
): Placed[] {
  const folder = folderOfPage(page)
  return lists.flatMap((group) => {
    if (group.candidates.some(pictures.isAmong)) return []
    // A list of something else may be laid out like this one
    const apart = group.candidates.slice(0, mostCovers).filter((one) => !isBelowOtherHeading(one))
    const inFolder = apart.filter(({ target }) => folder !== null && target?.startsWith(folder) === true)
    return inFolder.length > 0 ? inFolder : areAlbums(group, pictures.first, page) ? apart : []
  })
}
