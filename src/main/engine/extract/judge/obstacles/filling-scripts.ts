import { isLive, isText, textOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'

/** Most text of a script that is looked at, and most scripts. */
const mostText = 200_000
const mostScripts = 50

/** Asks the site for a list. */
const asking =
  /\bfetch\s*\(|\bXMLHttpRequest\b|\$\.(?:getJSON|ajax|get)\s*\(|\baxios\b|\.open\s*\(\s*["']GET["']/

/** Makes pictures of it. */
const making =
  /<img\b|createElement\s*\(\s*["']img["']|new\s+Image\b|\(\s*["']<img\b|\.src\s*=|backgroundImage|\.attr\s*\(\s*["']src["']/i

/** Writes into the page while it is read, a picture among what it writes. */
const writing = /\bdocument\s*\.\s*write(?:ln)?\s*\(/i
const written = /<\s*img\b/i

/** A pixel that counts visitors is written so too. */
const counting = /(?:width|height)\s*=\s*\\?["']?[01]\b|counter|analytics|\/hit[./?]|stat(?:s|istics)?[./?]/i

/**
 * Whether an inline script makes the pictures of the page: it writes `<img>` into it, or asks the site for a list and makes
 * pictures of that.
 */
export function makesPictures(page: PageDocument): boolean {
  return page
    .select('script:not([src])', 'scripts')
    .slice(0, mostScripts)
    .some(({ attribs, children }) => {
      if (/json|template/i.test(attribs['type'] ?? '')) return false
      const text = children.map((child) => (isText(child) ? child.data : '')).join('')
      const read = text.slice(0, mostText)
      if (writing.test(read) && written.test(read) && !counting.test(read)) return true
      return asking.test(read) && making.test(read)
    })
}

/** Boxes for pictures, by their names. */
const grids =
  '[id*="gallery" i], [class*="gallery" i], [id*="photo" i], [class*="photo" i], [id*="grid" i], [class*="grid" i], [id*="album" i], [class*="album" i], [id*="thumb" i], [class*="thumb" i], [id*="images" i], [class*="images" i], [id*="portfolio" i], [class*="portfolio" i]'

/** Whether a page of a script holds a box for pictures with nothing in it, not even a link. */
export function hasEmptyGrid(page: PageDocument): boolean {
  if (page.first('script[src]') === undefined) return false
  return page
    .select(grids, 'grids')
    .slice(0, 50)
    .some(
      (box) =>
        isLive(box) &&
        (box.name === 'div' || box.name === 'ul' || box.name === 'section' || box.name === 'main') &&
        textOf(box).trim() === '',
    )
}
