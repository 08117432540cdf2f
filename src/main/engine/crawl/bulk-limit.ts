import { scanMarkup } from './html-scan'

/**
 * Text of a page that is parsed as it is, in UTF-16 units. The parser keeps some 16 bytes for each, and titles stand at
 * the front: a page of 50 MiB would take a gigabyte otherwise.
 */
const textBudget = 2 * 1024 * 1024

/** What is kept of each piece of text once the budget is spent. */
const keptText = 64

/** Longest attribute value that is kept: no address, nor list of them, is longer. */
const longestValue = 70_000

/** What is kept of a `data:` address: enough to see what it is. */
const keptInline = 128

/** Values below this length are not looked at. */
const longValue = 1024

/** Sum of long attribute values that are kept; the parser keeps some 30 bytes for each unit of them. */
const valueBudget = 4 * 1024 * 1024

const blanks = /[\t\n\f\r ]*/y
const bareEnd = /[\t\n\f\r >]|$/g

/** Where the attribute value behind an equals sign of a tag begins and ends, without its quotes. */
function valueAt(tag: string, at: number): { start: number; end: number } {
  blanks.lastIndex = at
  blanks.exec(tag)
  const start = blanks.lastIndex
  const quote = tag.charAt(start)
  if (quote === '"' || quote === "'") {
    const end = tag.indexOf(quote, start + 1)
    return { start: start + 1, end: end < 0 ? tag.length : end }
  }
  bareEnd.lastIndex = start
  return { start, end: bareEnd.exec(tag)?.index ?? tag.length }
}

/**
 * Takes out of a page what costs a parser memory and tells nothing: pictures written into attributes, values and text
 * beyond a budget. Linear; an ordinary page comes back as it is.
 */
export function limitBulk(text: string): string {
  const kept: string[] = []
  let copied = 0
  let textLeft = textBudget
  let valuesLeft = valueBudget
  const replace = (start: number, end: number, by: string) => {
    kept.push(text.slice(copied, start), by)
    copied = end
  }
  const cutText = (start: number, end: number, keep: number) => {
    textLeft -= end - start
    if (textLeft < 0 && end - start > keep) replace(start + keep, end, '')
  }
  const cutValues = (offset: number, tag: string) => {
    for (let at = tag.indexOf('='); at >= 0; at = tag.indexOf('=', at)) {
      const { start, end } = valueAt(tag, at + 1)
      at = Math.max(at + 1, end)
      const length = end - start
      if (length <= longValue) continue
      const isInline = /^\s*data:/i.test(tag.slice(start, start + 40))
      const isKept = !isInline && length <= longestValue && length <= valuesLeft
      if (isKept) valuesLeft -= length
      else replace(offset + start + (isInline ? keptInline : 0), offset + end, '')
    }
  }
  let last = 0
  scanMarkup(text, ({ kind, start, end }) => {
    cutText(last, start, keptText)
    last = end
    if (kind === 'comment') cutText(start, end, 0)
    else if (end - start > longValue) cutValues(start, text.slice(start, end))
  })
  cutText(last, text.length, keptText)
  return copied === 0 ? text : kept.join('') + text.slice(copied)
}
