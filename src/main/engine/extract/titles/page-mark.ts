/** Words that count pages in a title. */
export const pageWord = 'pages?|seite|p[áa]gina|страница|стр\\.?|strona|sayfa|sida|صفحة'

/** What says in a title which page it is, for an expression: `page 2`, `Seite 2 von 3`, `第2页`; `words`: those that count. */
export const pageMark = (words: string) =>
  String.raw`(?:${words})\s*[.#]?\s*\d{1,4}(?:\s*(?:of|von|de|di|sur|из|z|\/)\s*\d{1,4})?|第\s*\d{1,4}\s*[页頁張张]|\d{1,4}\s*(?:ページ目?|페이지|쪽)`
