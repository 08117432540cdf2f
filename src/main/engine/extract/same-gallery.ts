import { plainAddress } from '../address/plain-address'
import type { Extraction, PageIdentity } from './extraction'
import { withoutMore } from './next/more-words'
import { withoutPart } from './next/part-words'
import { isPartOf, isSameNamed, withoutPage } from './page-address'
import { pageMark, pageWord } from './titles/page-mark'

/** What of a page says to which gallery it belongs. */
export interface GalleryPage {
  readonly title: string
  /** After redirects. */
  readonly address: string
  readonly identity: PageIdentity
  /** It shows one main picture: its title may be that of the picture. */
  readonly isPicture?: boolean
  /** How many pictures it shows or leads to; absent: unknown. */
  readonly pictures?: number
}

/** What an extraction says to which gallery its page belongs; `address`: after redirects. */
export const galleryPageOf = (
  address: string,
  {
    title,
    identity,
    judgement,
    images,
    items,
  }: Pick<Extraction, 'title' | 'identity' | 'judgement' | 'images' | 'items'>,
): GalleryPage => ({
  title,
  address,
  identity,
  isPicture: judgement.kind === 'picture',
  pictures: images.length + items.length,
})

/** The place of a page by the number at the end of its name, and by that at the end of its title; null without one. */
function countOf({ address, title }: GalleryPage) {
  const path = new URL(address).pathname
  const [, name = '', number] = /^(.*?)(\d{1,4})(?:\.[a-z]{2,5})?$/i.exec(path) ?? []
  const said = /\bpage\s*(\d{1,4})\W*$/i.exec(title.slice(0, longestTitle))?.[1]
  // A name may count on behind a zero: `fcpc09`, `fcpc010`
  const base = name.replace(/0+$/, '')
  return { base, number: number === undefined ? null : Number(number), said: said ? Number(said) : null }
}

/**
 * Whether two addresses differ in the number at the end of one name alone, and the title of the first one says that this
 * counts its pages: `tower03.htm` "… - page 3" and `tower015.htm`. Of a story one page may lack its number, or have it wrong.
 */
function areCountedAlike(first: GalleryPage, found: GalleryPage): boolean {
  const [a, b] = [countOf(first), countOf(found)]
  if (a.base !== b.base || a.number === null || b.number === null || a.number !== a.said) return false
  return b.said === null ? b.number > a.number : b.said === b.number
}

/** What says in a title which page it is: `(page 2)`, `2/7`, `第2页`, `Seite 2 von 3`. */
const pageMarks = [
  new RegExp(String.raw`\s*[-–—|:,·(（[]*\s*(?:${pageMark(`${pageWord}|part|teil`)})[)）\]]*`, 'giu'),
  /\s*[-–—|:,·]*\s*[(（[]?\d{1,4}\s*(?:\/|of|von|из)\s*\d{1,4}[)）\]]?/giu,
  /\s*[(（[]\d{1,3}[)）\]]\s*$/gu,
]

const longestTitle = 500

/** A title without the number of its page; letters and digits alone, lower case. */
function withoutMarks(title: string): string {
  const unmarked = pageMarks.reduce((rest, mark) => rest.replaceAll(mark, ''), title.slice(0, longestTitle))
  const plain = withoutMore(withoutPart(unmarked))
  return plain.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** A number behind these counts galleries, not pictures. */
const chapterWord =
  /(?:chapter|chap|ch\.?|post|episode|ep\.?|vol(?:ume|\.)?|issue|book|part|kapitel|folge|chapitre|cap[íi]tulo|глава|том|bölüm)\s*[.#:-]{0,2}\s*\d|第\s*\d+\s*[话話章回卷集]|\d+\s*(?:화|話|巻)/iu

const number = /\d+|(?<![\p{L}\p{N}])x{0,3}(?:ix|iv|v?i{1,3}|v|x)(?![\p{L}\p{N}])/gu

/** Whether two titles of pictures differ in their numbers only: `Scene 1`, `IMG_0013.JPG`, `Prologue - IV`. */
function countsPictures(a: string, b: string): boolean {
  const shape = (title: string) => title.slice(0, longestTitle).toLowerCase().replaceAll(number, '#')
  return shape(a) === shape(b) && !chapterWord.test(a)
}

/**
 * Whether two titles name different things although the heading above both is the same, which is then the name of the site or
 * of the series: they differ in more than numbers, neither holds the other, and neither is the heading itself.
 */
function areOthers(titles: readonly string[], heading: string): boolean {
  const [one = '', other = ''] = titles
  if (one === '' || other === '' || one.includes(heading) || other.includes(heading)) return false
  if (one.includes(other) || other.includes(one)) return false
  return one.replaceAll(/\p{N}+/gu, '#') !== other.replaceAll(/\p{N}+/gu, '#')
}

/** Whether two addresses, or what both pages name as their own, are of one gallery. */
function areOneByAddress(first: GalleryPage, found: GalleryPage): boolean {
  const [a, b] = [first.identity, found.identity]
  if (isSameNamed(a.canonical, b.canonical) || isSameNamed(a.ogUrl, b.ogUrl)) return true
  if (withoutPage(first.address) === withoutPage(found.address)) return true
  return isPartOf(first.address, found.address) || areCountedAlike(first, found)
}

/** A folder of posts by their day: `/2020/01`. */
const datedFolder = /\/(?:19|20)\d\d(?:\/\d{1,2}){0,2}$/

/** The folder of an address; null where the name of its file has a number or a query, or the folder is a date. */
function wordFolder(address: string): string | null {
  const { host, pathname, search } = new URL(plainAddress(address))
  const at = pathname.lastIndexOf('/')
  const name = pathname.slice(at + 1)
  const folder = pathname.slice(0, at)
  return search !== '' || name === '' || /\d/.test(name) || datedFolder.test(folder) ? null : host + folder
}

/**
 * Whether two pages of one picture each stand in one folder under names of words: strips of a comic, photographs of an album
 * with titles of their own. No range can ask for them, so that the links between them are the only way.
 */
function areNamedPictures(first: GalleryPage, found: GalleryPage): boolean {
  if (first.isPicture !== true || found.isPicture !== true) return false
  const folder = wordFolder(first.address)
  return folder !== null && folder === wordFolder(found.address)
}

/** Most pictures that one strip of a comic is cut into, or shown with. */
const mostOfStrip = 4

/**
 * Whether both pages are of a series that their own links lead along, from its first page to its last. Where both show more
 * pictures than a strip the links lead along albums or chapters, each of which is a gallery.
 */
function areOneSeries(first: GalleryPage, found: GalleryPage): boolean {
  if (Math.min(first.pictures ?? 0, found.pictures ?? 0) > mostOfStrip) return false
  const isOneHost = new URL(first.address).host === new URL(found.address).host
  return isOneHost && first.identity.inSeries && found.identity.inSeries
}

/**
 * Whether a page that a link calls the next one continues the gallery of the first page, by what both pages state: the
 * address that they name as their own, their address without the number of the page, heading and title. Pages of one picture
 * each may have a title for each picture, as long as only its number differs, or both stand in one folder under words. Pages
 * of a strip each, with a bar from the first to the last, are one series, whatever their titles.
 */
export function continuesGallery(first: GalleryPage, found: GalleryPage): boolean {
  if (areOneByAddress(first, found) || areNamedPictures(first, found) || areOneSeries(first, found))
    return true
  const headings = [withoutMarks(first.identity.heading), withoutMarks(found.identity.heading)]
  const titles = [withoutMarks(first.title), withoutMarks(found.title)]
  if (headings.every((heading) => heading !== '')) {
    if (headings[0] === headings[1]) return !areOthers(titles, headings[0] ?? '')
    return found.isPicture === true && countsPictures(first.identity.heading, found.identity.heading)
  }
  if (titles.every((title) => title !== '') && titles[0] === titles[1]) return true
  return found.isPicture === true && countsPictures(first.title, found.title)
}

/**
 * The same of a page to which no link says that it is the next one (`More photos`): a heading that the whole site has, or
 * pictures with titles of their own, prove nothing.
 */
export function provesToContinue(first: GalleryPage, found: GalleryPage): boolean {
  if (areOneByAddress(first, found)) return true
  const [title, other] = [withoutMarks(first.title), withoutMarks(found.title)]
  const [heading, below] = [withoutMarks(first.identity.heading), withoutMarks(found.identity.heading)]
  if (title === '' || title !== other || (heading !== below && heading !== '' && below !== '')) return false
  // What both are called may be the name of the site above them
  const documents = [first, found].map(({ identity }) => withoutMarks(identity.documentTitle))
  return !areOthers(documents, title)
}
