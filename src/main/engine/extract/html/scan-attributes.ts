import { scanMarkup } from './html-scan'

const blanks = /[\t\n\f\r ]*/y
const bareEnd = /[\t\n\f\r >]|$/g

/** Where the attribute value behind an equals sign of a tag begins and ends, without its quotes. */
export function valueAt(tag: string, at: number): { readonly start: number; readonly end: number } {
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

/** Calls `visit` with each attribute value of a page of at least so many UTF-16 units, as it stands in the mark-up. */
export function scanAttributes(text: string, least: number, visit: (value: string) => void): void {
  scanMarkup(text, ({ start, end, kind }) => {
    if (kind !== 'start-tag' || end - start < least) return
    const tag = text.slice(start, end)
    for (let at = tag.indexOf('='); at >= 0; at = tag.indexOf('=', at)) {
      const value = valueAt(tag, at + 1)
      at = Math.max(at + 1, value.end)
      if (value.end - value.start >= least) visit(tag.slice(value.start, value.end))
    }
  })
}
