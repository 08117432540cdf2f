/**
 * Templates of folder and file names: a subset of gallery-dl's format strings, without code.
 *
 * `{title}` a field · `{title[:80]}` its first 80 characters · `{id|title}` the first that is not empty ·
 * `{num:>03}` filled up to three digits, more in a gallery of more than 999 pictures · `{date:%Y-%m-%d}` a date, UTC · `{{` and `}}` braces · `/` a folder below.
 */
import { z } from 'zod'
import { fieldText, type NameFields, type Piece, withoutDebris } from './field-text'
import { type ParsedTemplate, parseTemplate } from './parse-template'

export { type CountedNumber, type NameFields, valueText } from './field-text'
export {
  type ParsedTemplate,
  parseTemplate,
  type TemplateError,
  type TemplateErrorCode,
} from './parse-template'

/** Longest template, in UTF-16 units. */
export const longestTemplate = 300

/** A template as settings, recipes and requests carry it. */
export const NameTemplate = z
  .string()
  .min(1)
  .max(longestTemplate)
  .refine((text) => parseTemplate(text).ok, 'not a name template such as {num:>03} {filename}.{extension}')
export type NameTemplate = z.infer<typeof NameTemplate>

/** The template that was rendered last: the files of a task share one. */
let last: { readonly template: string; readonly parsed: ParsedTemplate } | null = null

function remembered(template: string): ParsedTemplate {
  if (last?.template !== template) last = { template, parsed: parseTemplate(template) }
  return last.parsed
}

/**
 * Renders a template into its path segments, outermost folder first; one whose fields are missing is empty.
 *
 * Only a `/` of the template itself divides: one in a field's value stays in its segment. The segments are not yet safe
 * as file names. Throws a TypeError for a template that `NameTemplate` refuses.
 */
export function renderSegments(template: string, fields: NameFields): string[] {
  const parsed = remembered(template)
  if (!parsed.ok) throw new TypeError(`bad name template at ${parsed.error.at}: ${parsed.error.code}`)
  const segments: Piece[][] = [[]]
  for (const part of parsed.parts) {
    if (part.kind === 'field') {
      const text = fieldText(part, fields)
      segments.at(-1)?.push(text === '' ? { kind: 'nothing' } : { kind: 'value', text })
      continue
    }
    for (const char of part.text) {
      if (char === '/') segments.push([])
      else segments.at(-1)?.push({ kind: 'literal', char })
    }
  }
  return segments.map((segment) => withoutDebris(segment).trim())
}

/**
 * Renders a template into one text with `/` between folders that are not empty; a slash in a value becomes `_`.
 *
 * Throws a TypeError for a template that `NameTemplate` refuses.
 */
export function renderTemplate(template: string, fields: NameFields): string {
  return renderSegments(template, fields)
    .filter((segment) => segment !== '')
    .map((segment) => segment.replace(/[/\\]/g, '_'))
    .join('/')
}
