import {
  longestTemplate,
  type NameFields,
  parseTemplate,
  renderTemplate,
  type TemplateErrorCode,
} from './name-template'

/** Fields that every gallery and image has; a recipe may record more. */
export const folderFields = ['title', 'id', 'host', 'page', 'date'] as const
/** Fields that every image has besides. */
export const fileFields = ['num', 'filename', 'extension', 'title', 'id', 'host', 'page', 'date'] as const
/** A field that needs no recipe. */
export type FieldName = (typeof fileFields)[number]

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
