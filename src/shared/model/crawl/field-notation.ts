import type { RecordField } from './crawl-plan'

/** What a field takes of a page: an element, which of its attributes, and a part of its text. */
export type Taking = Partial<Pick<RecordField, 'selector' | 'attribute' | 'pattern'>>

/** A selector, `@attribute` at its end, and a pattern between slashes behind a blank. */
const taking = /^(.*?)(?:@([\w:-]+))?(?:\s+\/(.+)\/)?$/su

/** Whether a text is a regular expression as fields take one. */
export function isFieldPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** Reads `SELECTOR[@ATTRIBUTE][ /PATTERN/]`; null: it has no selector, or its pattern is none. */
export function parseTaking(text: string): Taking | null {
  const [, selector = '', attribute, pattern] = taking.exec(text.trim()) ?? []
  if (selector.trim() === '' || (pattern !== undefined && !isFieldPattern(pattern))) return null
  return {
    selector: selector.trim(),
    ...(attribute === undefined ? {} : { attribute }),
    ...(pattern === undefined ? {} : { pattern }),
  }
}

/** Writes what `parseTaking` reads; of a field that is read from the address its pattern alone. */
export function takingText({ selector, attribute, pattern }: Taking): string {
  if (selector === undefined) return pattern ?? ''
  const of = attribute === undefined || attribute === 'text' ? '' : `@${attribute}`
  return `${selector}${of}${pattern === undefined ? '' : ` /${pattern}/`}`
}
