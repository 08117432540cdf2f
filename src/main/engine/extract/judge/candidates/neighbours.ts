import type { PageDocument } from '../../html/page-document'

/** Words of links that lead on within a list or a gallery. */
const paging =
  /^(?:[\d\s.…·|«»‹›<>←→-]+|(?:[«‹<←]+ ?)?(?:next|prev(?:ious)?|first|last|newer|older|more|weiter|zurück|nächste|vorige|suivante?|précédente?|siguiente|anterior|próxima?|далее|назад|следующая|предыдущая|successiva?|precedente|volgende|vorige|następna|poprzednia|[上下]一?[页頁张張]|首页|尾页|次へ|前へ|次のページ|前のページ|다음|이전)(?: ?[»›>→]+)?)\W*$/iu

/** Longest words of such a link. */
const longestWords = 40

/** Whether the words of a link lead on within a list: numbers, arrows, "next". */
export function isPagingText(text: string): boolean {
  return text.length <= longestWords && paging.test(text)
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
