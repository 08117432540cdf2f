/**
 * Templates of folder and file names: a subset of gallery-dl's format strings, without code.
 *
 * `{title}` a field · `{title[:80]}` its first 80 characters · `{id|title}` the first that is not empty ·
 * `{num:>03}` filled up to three digits, more in a gallery of more than 999 pictures · `{date:%Y-%m-%d}` a date, UTC · `{{` and `}}` braces · `/` a folder below.
 */
import { z } from 'zod'
import { fieldText, type NameFields, type Piece, withoutDebris } from './field-text'
import { type ParsedTemplate, parseTemplate, type TemplateErrorCode } from './parse-template'

export { type CountedNumber, type NameFields, valueText } from './field-text'
export {
  type ParsedTemplate,
  parseTemplate,
  type TemplateError,
  type TemplateErrorCode,
} from './parse-template'

/** Fields that every gallery and image has; a recipe may record more. */
export const folderFieldNames = ['title', 'id', 'host', 'page', 'date'] as const
/** Fields that every image has besides. */
export const fileFieldNames = ['num', 'filename', 'extension', 'title', 'id', 'host', 'page', 'date'] as const
/** A field that needs no recipe. */
export type FieldName = (typeof fileFieldNames)[number]

/** What a template comes to, or why it is none. `at` and `length` are UTF-16 units of the template. */
export type TemplateCheck =
  | { readonly kind: 'good'; readonly example: string; readonly unknown: readonly string[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'bad'; readonly code: TemplateErrorCode; readonly at: number; readonly length: number }

/**
 * Tries a template on example fields. `unknown` are fields it names that only some recipe may record: elsewhere they
 * stay empty. A template of nothing but empty fields gives no name and is `nothing`.
 */
export function checkTemplate(template: string, fields: NameFields): TemplateCheck {
  if (template.trim() === '') return { kind: 'nothing' }
  if (template.length > longestTemplate) return { kind: 'too-long' }
  const parsed = parseTemplate(template)
  if (!parsed.ok) return { kind: 'bad', ...parsed.error }
  const unknown = parsed.parts
    .flatMap((part) => (part.kind === 'field' ? part.sources : []))
    .map((source) => source.name)
    .filter((name) => !Object.hasOwn(fields, name))
  const example = renderTemplate(template, fields)
  return example === '' ? { kind: 'nothing' } : { kind: 'good', example, unknown: [...new Set(unknown)] }
}

/** Puts a field into a template in place of what is marked; also where the caret stands after it. */
export function insertField(
  template: string,
  field: FieldName,
  start: number,
  end: number,
): { readonly template: string; readonly caret: number } {
  const text = `{${field}}`
  return { template: template.slice(0, start) + text + template.slice(end), caret: start + text.length }
}

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
