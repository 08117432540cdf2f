import { plainAddress } from '../../address/plain-address'
import type { PageDocument } from '../html/page-document'
import { hostOf, pathOf } from '../html/resolve-address'
import type { PageLink } from './next-number'

/** Most links of a page that are looked at. */
const mostLinks = 100_000

/** The path of a file that is no page. */
export const pictureFile = /\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svgz?|mp4|webm)$/i

/** An address up to its query, without a session and a final slash: most links differ here, and are compared no further. */
function frontOf(address: string): string {
  const end = address.search(/[?#;]/)
  const front = end === -1 ? address : address.slice(0, end)
  return front.endsWith('/') ? front.slice(0, -1) : front
}

/** Links of a page to other pages of its site, each with its label; none to pictures, to the page itself, or to the front page. */
export function linksToPages(page: PageDocument): PageLink[] {
  const { host, pathname } = new URL(page.address)
  const own = plainAddress(page.address)
  const ownFront = frontOf(page.address)
  const isSelf = (address: string) => frontOf(address) === ownFront && plainAddress(address) === own
  return page
    .select('a[href], area[href], link[rel~="next" i][href]', 'next')
    .slice(0, mostLinks)
    .flatMap((element) => {
      const href = element.attribs['href'] ?? ''
      if (href === '' || href.startsWith('#')) return []
      const address = page.resolve(href)
      // A link to the page itself, shared or counted under another spelling, leads to no other page
      if (address === null || isSelf(address)) return []
      const path = pathOf(address)
      if (hostOf(address) !== host || pictureFile.test(path)) return []
      // A front page is what its own query counts, and the end of nothing else
      if (path === '/' && pathname !== '/' && !address.includes('?')) return []
      return [{ element, address, label: page.labelOf(element) }]
    })
}
