/** Why a text is not a template. */
export type TemplateErrorCode =
  | 'unclosed' // { without }
  | 'unopened' // } without {
  | 'empty-field' // {} or {a|}
  | 'bad-name' // a field's name is not made of letters, digits, _ and -
  | 'bad-slice' // not [from:to] with whole numbers
  | 'bad-format' // neither alignment nor a date

/** `at` and `length` count UTF-16 units of the template. */
export interface TemplateError {
  readonly code: TemplateErrorCode
  readonly at: number
  readonly length: number
}

/** Fill and alignment as in Python's format strings: `>03` is right, filled with 0, three wide. */
export interface Alignment {
  readonly kind: 'align'
  readonly fill: string
  readonly side: '<' | '>' | '^'
  readonly width: number
}

/** How a field of a template is written: its width, its length. */
type FieldFormat = Alignment | { readonly kind: 'date'; readonly pattern: string } | null

/** One name of a field, and which of its characters are taken; negative bounds count from the end. */
export interface FieldSource {
  readonly name: string
  readonly slice: { readonly from: number | null; readonly to: number | null } | null
}

/** Literal text, or a field: the first of its sources that is not empty, formatted. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly sources: readonly FieldSource[]; readonly format: FieldFormat }

/** A template in parts: literal text and fields; or the error with its place. */
export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly error: TemplateError }

/** Wider would be longer than any file name. */
const widest = 100

/** Conversions of strftime that are understood; everything else in a date's format stands for itself. */
const dateFormat = /^(?:[^%{}]|%[YymdHMSjBb%])+$/

function readFormat(text: string): FieldFormat | 'bad-format' {
  if (text === '') return null
  const align = /^(?:(.)?([<>^]))?(0?)(\d{1,3})$/u.exec(text)
  if (align !== null) {
    const [, fill, side, zero, width = ''] = align
    if (Number(width) > widest) return 'bad-format'
    return {
      kind: 'align',
      fill: fill ?? (zero === '0' ? '0' : ' '),
      side: side === '<' || side === '^' ? side : side === '>' || zero === '0' ? '>' : '<',
      width: Number(width),
    }
  }
  return text.includes('%') && dateFormat.test(text) ? { kind: 'date', pattern: text } : 'bad-format'
}

function readSource(text: string): FieldSource | TemplateErrorCode {
  if (text === '') return 'empty-field'
  const [, name = '', slice] = /^([^[\]]*)(?:\[(.*)\])?$/s.exec(text) ?? []
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return 'bad-name'
  if (slice === undefined) return { name, slice: null }
  const bounds = /^(-?\d{1,6})?:(-?\d{1,6})?$/.exec(slice)
  if (bounds === null) return 'bad-slice'
  const [, from, to] = bounds
  return {
    name,
    slice: { from: from === undefined ? null : Number(from), to: to === undefined ? null : Number(to) },
  }
}

/** Offset of the colon that begins the format, outside of a slice's brackets, or the end. */
function formatStart(field: string): number {
  let depth = 0
  for (let at = 0; at < field.length; at += 1) {
    const char = field.charAt(at)
    if (char === '[') depth += 1
    else if (char === ']') depth -= 1
    else if (char === ':' && depth <= 0) return at
  }
  return field.length
}

function readField(field: string, at: number): TemplatePart | TemplateError {
  const colon = formatStart(field)
  const sources: FieldSource[] = []
  let start = 0
  for (const text of field.slice(0, colon).split('|')) {
    const source = readSource(text)
    if (typeof source === 'string') return { code: source, at: at + start, length: Math.max(1, text.length) }
    sources.push(source)
    start += text.length + 1
  }
  const format = readFormat(field.slice(colon + 1))
  if (format === 'bad-format') return { code: format, at: at + colon + 1, length: field.length - colon - 1 }
  return { kind: 'field', sources, format }
}

/** Cuts a template into text and fields; `{{` and `}}` are literal braces. Never throws. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = []
  let literal = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char !== '{' && char !== '}') {
      literal += char
    } else if (text.charAt(at + 1) === char) {
      literal += char
      at += 1
    } else if (char === '}') {
      return { ok: false, error: { code: 'unopened', at, length: 1 } }
    } else {
      const close = text.indexOf('}', at)
      if (close === -1) return { ok: false, error: { code: 'unclosed', at, length: text.length - at } }
      const field = readField(text.slice(at + 1, close), at + 1)
      if ('code' in field) return { ok: false, error: field }
      if (literal !== '') parts.push({ kind: 'text', text: literal })
      literal = ''
      parts.push(field)
      at = close
    }
  }
  if (literal !== '') parts.push({ kind: 'text', text: literal })
  return { ok: true, parts }
}
