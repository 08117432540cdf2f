import { scanMarkup } from './html-scan'
import { valueAt } from './scan-attributes'

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

/** Sum of long attribute values that are kept: ten thousand pictures with a long `srcset` each. */
const valueBudget = 24 * 1024 * 1024

/** Longest tag that is kept once its values are cut: what is longer consists of names, which a parser compares. */
const longestTag = 150_000

/**
 * Takes out of a page what costs a parser memory and says nothing: pictures written into attributes, values and text
 * beyond a budget, tags that are all names. Linear; an ordinary page comes back as it is.
 *
 * `nameInline`: what stands in place of a long attribute value; null: as much of it as is useful.
 */
export function limitBulk(text: string, nameInline: (value: string) => string | null = () => null): string {
  const kept: string[] = []
  let copied = 0
  let textLeft = textBudget
  let valuesLeft = valueBudget
  const cut = (start: number, end: number) => {
    // of many cuts side by side one remains
    if (start > copied) kept.push(text.slice(copied, start))
    copied = end
  }
  const cutText = (start: number, end: number, keep: number) => {
    textLeft -= end - start
    if (textLeft < 0 && end - start > keep) cut(start + keep, end)
  }
  const cutTag = (offset: number, tag: string) => {
    const cuts: { readonly start: number; readonly end: number; readonly name: string }[] = []
    let length = tag.length
    for (let at = tag.indexOf('='); at >= 0; at = tag.indexOf('=', at)) {
      const { start, end } = valueAt(tag, at + 1)
      const isLong = end - start > longValue
      const name = isLong ? nameInline(tag.slice(start, end)) : null
      const keep = name !== null ? 0 : isLong ? keptOf(tag, at, start, end) : end - start
      at = Math.max(at + 1, end)
      if (start + keep >= end) continue
      cuts.push({ start: start + keep, end, name: name ?? '' })
      length -= end - start - keep
    }
    if (length > longestTag) cut(offset, offset + tag.length)
    else
      for (const { start, end, name } of cuts) {
        cut(offset + start, offset + end)
        if (name !== '') kept.push(name)
      }
  }
  /** How much of a long value is kept. */
  const keptOf = (tag: string, equals: number, start: number, end: number): number => {
    if (/^\s*data:/i.test(tag.slice(start, start + 40))) return keptInline
    const length = Math.min(end - start, longestValue)
    if (length > valuesLeft) return 0
    if (length === end - start) {
      valuesLeft -= length
      return length
    }
    // of a list of candidates the whole ones in front; the front of an address is none
    if (!/srcset\s*$/i.test(tag.slice(Math.max(0, equals - 40), equals))) return 0
    const comma = tag.lastIndexOf(', ', start + length)
    const listed = comma > start ? comma - start : 0
    valuesLeft -= listed
    return listed
  }
  let last = 0
  scanMarkup(text, ({ kind, start, end }) => {
    cutText(last, start, keptText)
    last = end
    if (kind === 'comment') cutText(start, end, 0)
    else if (end - start > longValue) cutTag(start, text.slice(start, end))
  })
  cutText(last, text.length, keptText)
  return copied === 0 ? text : kept.join('') + text.slice(copied)
}
