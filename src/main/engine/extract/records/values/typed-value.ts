import type { FieldType } from '@shared/model/crawl/crawl-plan'
import type { FieldValue } from '@shared/model/crawl/crawl-record'
import { dateValue } from './date-value'
import { numberValue } from './number-value'

const yes = new Set(['true', 'yes', 'y', 'on', '1', 'checked', '是', '有', '真', '✓', '✔'])
const no = new Set(['false', 'no', 'n', 'off', '0', '否', '无', '無', '假', '✗', '✘'])

function booleanValue(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (yes.has(word)) return true
  return no.has(word) ? false : null
}

/** What a page says beside the text about how to read it. */
export interface ValueContext {
  /** Of the page, such as `de-CH`; empty: not said. */
  readonly language: string
  /** Absolute http(s) address of a reference; null for none. */
  resolve(reference: string): string | null
}

/** The value of a text in the type of its field; null for a text that is none. */
export function typedValue(
  text: string,
  type: FieldType,
  { language, resolve }: ValueContext,
): FieldValue | null {
  if (text === '') return null
  switch (type) {
    case 'text':
      return text
    case 'number':
      return numberValue(text, language)
    case 'date':
      return dateValue(text)
    case 'boolean':
      return booleanValue(text)
    case 'address':
      return resolve(text)
  }
}
