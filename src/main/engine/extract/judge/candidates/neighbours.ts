import { foldBlanks } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { pathOf } from '../../html/resolve-address'
import { enclosingLink } from '../../versions/offers/element-links'
import type { Candidate } from './candidate'

/** Words of links that lead on within a list or a gallery. */
const paging =
  /^(?:[\d\s.…·|«»‹›<>←→-]+|(?:[«‹<←]+ ?)?(?:next|prev(?:ious)?|first|last|newer|older|more|weiter|zurück|nächste|vorige|suivante?|précédente?|siguiente|anterior|próxima?|далее|назад|следующая|предыдущая|successiva?|precedente|volgende|vorige|następna|poprzednia|[上下]一?[页頁张張]|首页|尾页|次へ|前へ|次のページ|前のページ|다음|이전)(?: ?[»›>→]+)?)\W*$/iu

/** Longest words of such a link. */
const longestWords = 40

/** An announced area from which on a picture is no button, in square CSS pixels. */
const buttonArea = 100 * 100

/** Whether the words of a link lead on within a list: numbers, arrows, "next". */
export function isPagingText(text: string): boolean {
  return text.length <= longestWords && paging.test(text)
}

/** The whole name of a button: `next.png`, `btn-prev.gif`, `last_page2.svg`. */
const pagingFile =
  /\/(?:(?:btn|button|arrow|nav|icon|go)[_-]?)?(?:next|prev|previous|first|last)(?:[_-]?(?:btn|button|arrow|page|comic|strip|icon|on|off|up|over|\d{1,2})){0,3}\.(?:gif|png|svgz?|webp)$/i

/**
 * Whether a picture in a link says by its words (`alt="Next"`) or by its whole name that the link leads on, and announces no
 * size to look at: a button beside pictures, not one of them. Where a page has no neighbour its button leads to the page.
 */
export function isPagingPicture({ address, link, element, width, height }: Candidate): boolean {
  if (link === 'picture' || (width ?? 0) * (height ?? 0) >= buttonArea) return false
  if (enclosingLink(element)?.attribs['href'] === undefined) return false
  const { alt, title } = element.attribs
  const words = foldBlanks((alt ?? title ?? '').slice(0, longestWords + 1))
  return (/\p{L}/u.test(words) && isPagingText(words)) || pagingFile.test(pathOf(address).slice(-100))
}

/**
 * Pages that come before and after this one, by their links in words and by `rel`: what links there shows itself. `next` is
 * the page that continues this one, whatever its link says.
 */
export function neighboursOf(page: PageDocument, next: string | null): ReadonlySet<string> {
  const links = page.select('a[href], link[rel][href]', 'neighbours').filter((link) => {
    const types = link.attribs['rel']?.toLowerCase().split(/\s+/) ?? []
    if (types.includes('next') || types.includes('prev') || types.includes('previous')) return true
    if (link.name !== 'a' || link.children.length > 5) return false
    const text = page.labelOf(link)
    return text !== '' && isPagingText(text)
  })
  return new Set([
    ...links.flatMap((link) => page.resolve(link.attribs['href'] ?? '') ?? []),
    ...(next === null ? [] : [next]),
  ])
}
