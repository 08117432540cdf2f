import type { Field } from '@shared/model/recipe'
import type { Element } from '../extract/html/dom'
import type { PageDocument } from '../extract/html/page-document'
import { runRule } from '../extract/worker/running-rule'
import { foldBlanks, textOf } from './element-text'
import { compileExpression } from './expression'

/** Most elements of one field that are looked at before it counts as empty. */
const mostTried = 100

/** Longest text of a field, in UTF-16 units. */
const longestField = 2000

function valueOf(element: Element, attribute: string): string {
  return attribute === 'text' ? textOf(element) : (element.attribs[attribute] ?? '')
}

/**
 * A piece of text of a page by a recipe's rule; null when nothing fits. Of several elements the first that yields
 * text counts.
 *
 * `rule` is its place in the recipe (`gallery.title`), for the message of a selector or expression that is none.
 */
export function readField(field: Field, page: PageDocument, rule: string): string | null {
  const pattern =
    field.pattern === undefined ? null : compileExpression(field.pattern, 'u', `${rule}.pattern`)
  const removals = field.remove.map((text, i) => compileExpression(text, 'gu', `${rule}.remove.${i}`))
  const clean = (raw: string): string => {
    const value = foldBlanks(raw)
    const match = pattern ? runRule(`${rule}.pattern`, () => pattern.exec(value)) : null
    const kept = pattern ? (match?.[1] ?? match?.[0] ?? '') : value
    const removed = removals.reduce(
      (text, removal, i) => runRule(`${rule}.remove.${i}`, () => text.replaceAll(removal, '')),
      kept,
    )
    return foldBlanks(removed).slice(0, longestField)
  }
  if (field.selector === undefined) return clean(page.address) || null
  for (const element of page.select(field.selector, `${rule}.selector`).slice(0, mostTried)) {
    const text = clean(valueOf(element, field.attribute))
    if (text !== '') return text
  }
  return null
}
