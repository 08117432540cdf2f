import type { PageRange } from '@shared/page-range/page-range'
import { nameInAddress } from '../address/address-text'

/** Text before a number that counts pages of one thing: a parameter or a piece of the path that is called so. */
const pageParameter =
  /(?:[?&;](?:page|paged|pg|pagenum|pageno|pagina|seite|sida|strona|stranica|pn|page_no|currentpage)=|[/_-](?:page|pag|seite|pagina|p)[/_-]?)$/i

/** What stands in every address of the range in place of its numbers. */
const anyNumber = '*'

/** The range as one address, with a star for each part that varies. */
export function rangeShape(range: PageRange): string {
  return range.parts.map((part) => (part.kind === 'text' ? part.text : anyNumber)).join('')
}

/**
 * Whether the pages of a range are parts of one gallery by their addresses: one number varies, and what stands before it
 * says that it counts pages (`?page=`, `/page/`, `-page-`). The address has to name something besides, or the pages are
 * those of the whole site.
 */
export function countsPagesOfOne(range: PageRange): boolean {
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
export function rangeStem(range: PageRange): string {
  const [first] = range.parts
  const text = first?.kind === 'text' ? first.text : ''
  const path = text.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  const pieces = path.split('/').filter((piece) => piece !== '')
  const name = pieces.at(-1) ?? ''
  return nameInAddress(`http://host/${name}`).replace(/[-_.\s]+$/, '')
}

/** The folder that a picture file lies in: its address, and its name. */
export function folderOfFile(address: string): { readonly address: string; readonly name: string } {
  const url = new URL(address)
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  return { address: `${url.origin}${folder}`, name: nameInAddress(`${url.origin}${folder.slice(0, -1)}`) }
}
