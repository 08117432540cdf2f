import type { Element } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isPictureAddress, mayBePicture } from '../../versions/addresses/picture-address'
import { stemOf } from '../../versions/addresses/picture-stem'
import { enclosingLink } from '../../versions/offers/element-links'
import { isSameSite } from '../hints/address-shape'
import { pageOpenedBy } from './opened-pages'
import type { Placed } from './targets'

/** Words of a link to a picture as a whole or in its original size. */
const wholeWords =
  /\b(?:full|original(?:e|größe)?|large(?:st|r)?|download|hi-?res|high.?res(?:olution)?|max(?:imum)?|actual size|whole|vollbild|volle|\d+(?:[.,]\d+)? ?[km]i?b|\d{3,5} ?[x×] ?\d{3,5}|taille réelle|plein|télécharger|tamaño|descargar|scarica|grandezza|baixar)\b|原图|原圖|大图|大圖|下载|下載|全图|全圖|原寸|ダウンロード|원본|다운로드|оригинал|полн|скачать/iu

/** What the words of a link say. */
function wordsOfLink(element: Element, label: string): string {
  const { attribs } = element
  const isDownload = attribs['download'] === undefined ? '' : 'download'
  return [label, attribs['title'] ?? '', attribs['class'] ?? '', isDownload].join(' ').slice(0, 500)
}

/** Whether a link says that it leads to the whole, or to the file itself, of what is shown. */
export const isWholeLink = (element: Element, label: string) => wholeWords.test(wordsOfLink(element, label))

/** Whether pictures are pieces of one: cut for a table, numbered, in one place. */
function arePieces(own: readonly Placed[]): boolean {
  const [first] = own
  if (!first || own.length < 2) return false
  const isCut = own.every(({ element, place }) => place.key === first.place.key && element.name === 'img')
  return isCut && /(?:^|>)(?:td|th)(?:[.#]|$)/.test(first.place.key.split('>').at(-1) ?? '')
}

/**
 * The larger version of the one picture of a page, or the whole of which it shows pieces, behind a link in words: "Full
 * size", "Original", "Download". Null when there is none, or several of different pictures.
 */
export function findFullLink(candidates: readonly Placed[], own: readonly Placed[]): Placed | null {
  const addresses = new Set(own.map(({ address }) => address))
  const isOne = addresses.size === 1
  if (!isOne && !arePieces(own)) return null
  const links = candidates.filter(
    ({ shown, element, label, address }) =>
      shown === 'text-link' && !addresses.has(address) && wholeWords.test(wordsOfLink(element, label)),
  )
  const targets = new Set(links.map(({ address }) => address))
  const stem = stemOf(own[0]?.address ?? '')
  const same = links.find(({ address }) => isOne && stem !== '' && stemOf(address) === stem)
  return same ?? (targets.size === 1 ? (links[0] ?? null) : null)
}

/** The picture with a larger version of it, what was taken before as the next smaller one. */
export function withLarger(main: Placed, larger: Placed): Placed {
  const versions = main.versions
  const alternatives = [main.address, ...(versions?.alternatives ?? [])].filter(
    (one) => one !== larger.address,
  )
  return {
    ...main,
    address: larger.address,
    policy: larger.policy,
    link: 'picture',
    versions: {
      address: larger.address,
      alternatives: [...new Set(alternatives)],
      shown: versions?.shown ?? main.address,
      width: null,
      height: null,
      source: 'link',
      element: larger.element,
    },
  }
}

/** What addresses of files that a program sends have in them. */
const downloadAddress = /[?&/=._-](?:download|dl|original|fullsize|full|raw|getfile|sendfile)(?:[?&/=._-]|$)/i

/** Words of a larger version of one picture; "large" and "download" alone name other things as well. */
const surelyWhole =
  /\b(?:full[ -]?(?:size|resolution|image)|(?:view|see|show|open|get|download) (?:the )?(?:original|full|large)\w*|original(?:e|größe|bild| (?:image|photo|picture|size|file))|(?:large|high)[ -]?res(?:olution)?|hi-?res|actual size|volle (?:größe|auflösung)|vollbild|taille réelle|l.original|image originale|pleine (?:taille|résolution)|tamaño (?:completo|original)|grandezza (?:originale|reale)|dimensione originale|tamanho (?:original|completo)|imagem original)(?![\p{L}\p{N}])|^\W*(?:original|\d{3,5} ?[x×*] ?\d{3,5}(?: ?(?:px|pixels?))?)\W*$|原图|原圖|大图|大圖|原寸|全图|全圖|원본|оригинал|полн(?:ый|ого|ая) (?:размер|верси)/iu

/** Longest label of such a link, in UTF-16 units. */
const longestLabel = 60

function saysWhole({ attribs }: Element, label: string): boolean {
  const said = [label, attribs['title'] ?? '', attribs['aria-label'] ?? '']
  return said.some((text) => text.length <= longestLabel && surelyWhole.test(text))
}

/** Most links of a page that are looked at for one to its file. */
const mostLinks = 2000

/**
 * A link in words that may lead to the file of the one picture of a page, though its address does not end like one:
 * "Download" of `action.php?id=7`. To be sure, it has to be asked. Null without one.
 */
export function findDownloadLink(page: PageDocument): string | null {
  let byWords: string | null = null
  for (const link of page.select('a[href]', 'links').slice(0, mostLinks)) {
    const address = page.resolve(link.attribs['href'] ?? '')
    if (
      !address ||
      address === page.address ||
      isPictureAddress(address) ||
      !isSameSite(address, page.address)
    )
      continue
    const mayBe =
      link.attribs['download'] !== undefined || mayBePicture(address) || downloadAddress.test(address)
    const label = page.labelOf(link)
    if (mayBe && wholeWords.test(wordsOfLink(link, label))) return address
    // "View full size" of `/orig/7`: the words say it, the address nothing
    if (byWords === null && saysWhole(link, label)) byWords = address
  }
  return byWords
}

/**
 * The page that a click on the one picture opens in a window of its own, as old galleries do:
 * `onclick="popup('view.php?pic=7&full=1')"`. Null without one, or where it continues the album.
 */
export function findOpenedPage(
  page: PageDocument,
  own: readonly Placed[],
  neighbours: ReadonlySet<string>,
): string | null {
  const [main] = own
  if (!main || own.some(({ address }) => address !== main.address)) return null
  const link = enclosingLink(main.element)
  const opened = pageOpenedBy(link === null ? [main.element] : [link, main.element], page)
  return opened !== null && neighbours.has(opened) ? null : opened
}
