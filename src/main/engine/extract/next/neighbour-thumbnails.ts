import { type Element, isElement } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import { wordsOf } from '../judge/hints/noise-words'
import { enclosingLink } from '../versions/offers/element-links'
import type { PageLink } from './next-number'

/** Words in the names of pictures that are buttons. */
const buttonWords = new Set(
  'next prev previous back forward forwards right left arrow arrows btn button buttons nav navi first last more up down home index weiter vor zurueck pfeil suivant precedent fleche siguiente anterior avanti indietro go'.split(
    ' ',
  ),
)

/** An announced side below which a picture is a button, in CSS pixels. */
const leastSide = 60

/** Most pictures of a page among which its main one is looked for. */
const mostPictures = 2000

/** Most elements of one link that are looked at. */
const mostInLink = 30

/** The pictures in a link. */
function picturesIn(link: Element): readonly Element[] {
  const waiting = [link]
  const found: Element[] = []
  for (let seen = 0; seen < mostInLink; seen += 1) {
    const next = waiting.shift()
    if (!next) break
    if (next.name === 'img') found.push(next)
    waiting.push(...next.children.slice(0, mostInLink).filter(isElement))
  }
  return found
}

function addressOf({ attribs }: Element, page: PageDocument): string | null {
  const source = attribs['data-src'] ?? attribs['src'] ?? ''
  return source === '' ? null : page.resolve(source)
}

const nameOf = (address: string) => pathOf(address).split('/').at(-1) ?? ''

/** Whether a picture may show something: by its format, its name, and the size that it announces. */
function isPhotograph(image: Element, address: string): boolean {
  const sides = ['width', 'height'].map((side) => Number(image.attribs[side] ?? Number.NaN))
  if (sides.some((side) => side < leastSide)) return false
  if (/\.(?:gif|svgz?|ico)$/i.test(pathOf(address))) return false
  return !wordsOf(pathOf(address)).some((word) => buttonWords.has(word))
}

/** The only picture of a page that leads nowhere and may show something; null where there are more, or none. */
function mainPicture(page: PageDocument): string | null {
  const found = new Set<string>()
  for (const image of page.select('img', 'main picture').slice(0, mostPictures)) {
    const address = addressOf(image, page)
    if (address === null || enclosingLink(image) !== null || !isPhotograph(image, address)) continue
    found.add(address)
    if (found.size > 1) return null
  }
  return [...found][0] ?? null
}

/** The last number of a path, by which its page is counted. */
const numberOf = (address: string) =>
  /(\d{1,9})\D*$/.exec(pathOf(address))?.[1]?.replace(/^0+(?=\d)/, '') ?? null

/** The name of a picture with a star for the number of its page; null where it does not hold that. */
function nameAfter(picture: string, number: string | null): string | null {
  const name = nameOf(picture)
  if (number === null) return null
  const form = name.replaceAll(/\d{1,9}/g, (digits) =>
    digits.replace(/^0+(?=\d)/, '') === number ? '*' : digits,
  )
  return form.includes('*') ? form : null
}

/**
 * Which links show their pages by thumbnails beside the one picture of a page: these are neighbours in an album, and none is
 * what continues this page. `isNamed`: by the names of the pictures, each after its page, so that no word or class at the link
 * counts; else by what the link shows, which only its number speaks against.
 */
export function createNeighbourThumbnails(page: PageDocument) {
  let main: string | null | undefined
  return ({ element, address, label }: PageLink): { readonly isNamed: boolean } | null => {
    if (label !== '' || element.name !== 'a') return null
    const [image, another] = picturesIn(element)
    const picture = image && !another ? addressOf(image, page) : null
    if (!image || picture === null || !isPhotograph(image, picture)) return null
    if (main === undefined) main = mainPicture(page)
    if (main === null || main === picture) return null
    const own = nameAfter(main, numberOf(page.address))
    return { isNamed: own !== null && own === nameAfter(picture, numberOf(address)) }
  }
}
