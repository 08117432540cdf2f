import type { TaskOptions } from '@shared/model/download-request'
import type { Recipe } from '@shared/model/recipe'
import type { PageRange } from '@shared/page-range/page-range'
import { displayText } from '@shared/text/display-text'
import { nameInAddress } from '../address/address-text'

/** Text before a number that counts pages of one thing: a parameter or a piece of the path that is called so. */
const pageParameter =
  /(?:[?&;](?:page|paged|pg|pagenum|pageno|pagina|seite|sida|strona|stranica|pn|page_no|currentpage)=|[/_-](?:page|pag|seite|pagina|p)[/_-]?)$/i

/** What stands in every address of the range in place of its numbers. */
const anyNumber = '*'

/** The range as one address, with a star for each part that varies. */
function rangeShape(range: PageRange): string {
  return range.parts.map((part) => (part.kind === 'text' ? part.text : anyNumber)).join('')
}

/**
 * Whether the pages of a range are parts of one gallery by their addresses: one number varies, and what stands before it
 * says that it counts pages (`?page=`, `/page/`, `-page-`). The address has to name something besides, or the pages are
 * those of the whole site.
 */
function countsPagesOfOne(range: PageRange): boolean {
  const varying = range.parts.filter((part) => part.kind !== 'text')
  const [part] = varying
  if (varying.length !== 1 || part?.kind !== 'numbers' || range.count === 1) return false
  const at = range.parts.indexOf(part)
  const before = range.parts
    .slice(0, at)
    .map((one) => (one.kind === 'text' ? one.text : ''))
    .join('')
  const found = pageParameter.exec(before)
  if (found === null) return false
  const path = before.slice(0, found.index).replace(/^https?:\/\/[^/?#]*/i, '')
  return path.replaceAll(/[/?&;]/g, '') !== ''
}

/** The name that the addresses of a range share: the last piece of the path before its first number; empty without. */
function rangeStem(range: PageRange): string {
  const [first] = range.parts
  const text = first?.kind === 'text' ? first.text : ''
  const path = text.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  const pieces = path.split('/').filter((piece) => piece !== '')
  const name = pieces.at(-1) ?? ''
  return nameInAddress(`http://host/${name}`).replace(/[-_.\s]+$/, '')
}

/** The folder that a picture file lies in. */
function folderOfFile(address: string): SharedGallery {
  const url = new URL(address)
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  return { key: `${url.origin}${folder}`, title: nameInAddress(`${url.origin}${folder.slice(0, -1)}`) }
}

/** A gallery that several pages make: what identifies it, and its title; empty: that of its first page. */
interface SharedGallery {
  readonly key: string
  readonly title: string
}

/**
 * Which pages of a task make one gallery: all of them (`task`), those of the range (`range`), those of one id that the recipe
 * reads (`by-id`), or each alone (`by-page`). Picture files of a range are one gallery by their folder, unless `task`.
 */
export type Grouping =
  | ({ readonly kind: 'task' | 'range' } & SharedGallery)
  | { readonly kind: 'by-id' | 'by-page' }

/** Decides by what the user asked for, else by the recipe, else by the form of the range. */
export function groupingOf(
  range: PageRange,
  recipe: { readonly gallery: Pick<Recipe['gallery'], 'id'> },
  options: Pick<TaskOptions, 'oneFolder'>,
): Grouping {
  const shape = rangeShape(range)
  if (options.oneFolder === true) return { kind: 'task', key: `range ${shape}`, title: rangeStem(range) }
  if (recipe.gallery.id !== undefined) return { kind: 'by-id' }
  return countsPagesOfOne(range) ? { kind: 'range', key: shape, title: '' } : { kind: 'by-page' }
}

/** A page of a task, as far as its address and its answer decide about its gallery. */
interface GroupedPage {
  /** After redirects. */
  readonly address: string
  /** It is one of several pages of a range. */
  readonly inRange: boolean
  /** The address answered with a picture file. */
  readonly isImage: boolean
}

/** The gallery that a page shares with others; null: the page says itself which one it is of. */
export function sharedGallery(
  grouping: Grouping,
  { address, inRange, isImage }: GroupedPage,
): SharedGallery | null {
  if (grouping.kind === 'task') return grouping
  if (grouping.kind === 'by-id' || !inRange) return null
  if (isImage) return folderOfFile(address)
  return grouping.kind === 'range' ? grouping : null
}

/** The title of a gallery, never empty: of its folder or range, of its page, or else its id or its site. */
export function galleryTitle(
  shared: SharedGallery | null,
  content: { readonly title: string; readonly id: string | null },
  host: string,
): string {
  const titles = [shared?.title ?? '', content.title, content.id ?? '']
  return titles.map((title) => displayText(title)).find((title) => title !== '') ?? host
}

/**
 * Whether pages of the range are taken in its order: those of one gallery are numbered as they follow one another, and behind
 * the end of an open range a site may repeat its last page, which must not be taken first. Picture files always are.
 */
export const isOrdered = (grouping: Grouping, range: PageRange): boolean =>
  grouping.kind !== 'by-page' || range.count === null

/** How many galleries the range itself makes, by the first page of it; null: not known. */
export function galleriesOfRange(grouping: Grouping, range: PageRange, isImage: boolean): number | null {
  if (grouping.kind === 'task' || grouping.kind === 'range') return 1
  if (grouping.kind === 'by-id') return countsPagesOfOne(range) ? 1 : range.count
  if (!isImage) return range.count
  const varying = range.parts.findIndex((part) => part.kind !== 'text')
  const behind = varying === -1 ? [] : range.parts.slice(varying)
  const isOneFolder = behind.every((part) =>
    part.kind === 'list'
      ? part.items.every((item) => item.kind !== 'text' || !item.text.includes('/'))
      : part.kind !== 'text' || !part.text.split(/[?#]/, 1)[0]?.includes('/'),
  )
  return isOneFolder ? 1 : null
}
