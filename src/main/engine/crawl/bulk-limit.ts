import { scanMarkup } from './html-scan'

/**
 * Text of a page that is parsed as it is, in UTF-16 units. The parser keeps some 16 bytes for each, and titles stand at
 * the front: a page of 50 MiB would take a gigabyte otherwise.
 */
const textBudget = 2 * 1024 * 1024

/** What is kept of each piece of text once the budget is spent. */
const keptText = 64

/** Longest attribute value that is kept: above what can be an address, so that a cut one is refused. */
const longestValue = 70_000

/** What is kept of a `data:` address: enough to see what it is. */
const keptInline = 128

const longTag = 1024
const longValue = /=[\t\n\f\r ]*(?:"([^"]{1024,})"|'([^']{1024,})'|([^\t\n\f\r "'>]{1024,}))/g

function shortenValues(tag: string): string {
  return tag.replaceAll(longValue, (whole, ...[double, single, bare]: (string | undefined)[]) => {
    const value = double ?? single ?? bare ?? ''
    const longest = /^\s*data:/i.test(value) ? keptInline : longestValue
    if (value.length <= longest) return whole
    // no quote in what is kept: it was within the other kind, or within none
    return `="${value.slice(0, longest).replaceAll('"', '&quot;')}"`
  })
}

/**
 * Takes out of a page what costs a parser memory and tells nothing: pictures written into attributes, text beyond a
 * budget. Linear; an ordinary page comes back as it is.
 */
export function limitBulk(text: string): string {
  const kept: string[] = []
  let copied = 0
  let budget = textBudget
  const replace = (start: number, end: number, by: string) => {
    kept.push(text.slice(copied, start), by)
    copied = end
  }
  const spend = (start: number, end: number, cut: (piece: string) => string) => {
    budget -= end - start
    if (budget < 0 && end - start > keptText) replace(start, end, cut(text.slice(start, end)))
  }
  let last = 0
  scanMarkup(text, ({ kind, start, end }) => {
    spend(last, start, (piece) => piece.slice(0, keptText))
    last = end
    if (kind === 'comment') spend(start, end, () => '')
    else if (end - start > longTag) {
      const tag = text.slice(start, end)
      const shorter = shortenValues(tag)
      if (shorter !== tag) replace(start, end, shorter)
    }
  })
  spend(last, text.length, (piece) => piece.slice(0, keptText))
  return copied === 0 ? text : kept.join('') + text.slice(copied)
}
