import { foldBlanks } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
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

/**
 * Whether a picture says by its words that its link leads on (`alt="Next"`), and announces no size to look at: a button
 * among thumbnails, not one of them.
 */
export function isPagingPicture({ link, element: { attribs }, width, height }: Candidate): boolean {
  if (link !== 'page' || (width ?? 0) * (height ?? 0) >= buttonArea) return false
  const words = foldBlanks((attribs['alt'] ?? attribs['title'] ?? '').slice(0, longestWords + 1))
  return /\p{L}/u.test(words) && isPagingText(words)
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
