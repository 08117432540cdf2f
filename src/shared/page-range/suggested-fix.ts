import { withDots } from './date-span'
import { parsePageRange } from './parse-page-range'
import type { RangeError } from './range-error'

/** Where the group that holds an offset begins and ends, its brackets included. */
interface Group {
  readonly start: number
  readonly end: number
}

function groupAround(text: string, at: number): Group | null {
  const start = Math.max(text.lastIndexOf('[', at), text.lastIndexOf('{', at))
  if (start === -1) return null
  const length = text.slice(start).search(/[\]}]/)
  return length === -1 ? null : { start, end: start + length + 1 }
}

/** `08-0f` with `0x` at both ends, letters of one case and a decimal step, or null. */
function asHex(inner: string): string | null {
  const found = /^\s*(?:0x)?([0-9a-f]+)\s*(?:-|–|\.\.)\s*(?:0x)?([0-9a-f]+)(?::(\d+|0x[0-9a-f]+))?\s*$/i.exec(
    inner,
  )
  if (found === null) return null
  const [, first = '', last = '', step] = found
  const ends = `0x${first}-0x${last}`
  const isMixed = /[a-f]/.test(first + last) && /[A-F]/.test(first + last)
  return `${isMixed ? ends.toLowerCase() : ends}${step === undefined ? '' : `:${Number(step)}`}`
}

/** What may have been meant instead of a wrong group, the likeliest first. */
function insteadOf(inner: string): readonly (string | null)[] {
  const dated = withDots(inner)
  const hex = asHex(inner)
  return [
    dated === null ? null : `[${dated}]`,
    /^[\d\s,:–-]+$/.test(inner) && inner.includes(',') ? `{${inner.replace(/\s/g, '')}}` : null,
    hex === null || /^\s*[a-z]-[a-z]/i.test(inner) ? null : `[${hex}]`,
    /^[a-z]-[a-z]$/i.test(inner) ? `[${inner.toLowerCase()}]` : null,
    /^-\d+$/.test(inner) ? `[1${inner}]` : null,
    /:0+$/.test(inner) ? `[${inner.replace(/:0+$/, '')}]` : null,
  ]
}

function escaped(text: string): string {
  return text.replace(/[[\]{}*]/g, '\\$&')
}

/** Corrected texts, the likeliest first; not all of them read. */
function candidates(text: string, { code, at, length }: RangeError): readonly string[] {
  const replace = (start: number, end: number, by: string) => text.slice(0, start) + by + text.slice(end)
  if (code === 'unclosed') {
    const span =
      /^(?:\{[^[\]{}/?#&]*|\[\s*\d*(?:-|–|:|\.\.)?\d*(?::\d+)?)/.exec(text.slice(at))?.[0] ?? text.charAt(at)
    const closed = span + (span.startsWith('{') ? '}' : ']')
    return [replace(at, at + span.length, closed), replace(at, at + 1, escaped(text.charAt(at)))]
  }
  if (code === 'star-needs-pages') return [replace(at, at + length, escaped(text.slice(at, at + length)))]
  const group = groupAround(text, code === 'nested' ? at - 1 : at)
  if (group === null) return []
  const inner = text.slice(group.start + 1, group.end - 1)
  const instead = insteadOf(inner).filter((one) => one !== null)
  return [...instead, escaped(text.slice(group.start, group.end))].map((one) =>
    replace(group.start, group.end, one),
  )
}

const fixable = new Set<RangeError['code']>([
  'unclosed',
  'not-a-range',
  'hex-ends',
  'bad-number',
  'step-zero',
  'mixed-case-letters',
  'nested',
  'star-needs-pages',
])

/**
 * An address with its slip corrected as it was most likely meant, or with the brackets escaped; null if nothing helps.
 *
 * `text` is what was typed, in which the error's offset counts. What comes back can be read. Never throws.
 */
export function suggestedFix(text: string, error: RangeError): string | null {
  if (error.part !== 'address' || !fixable.has(error.code)) return null
  return candidates(text, error).find((one) => parsePageRange(one).ok) ?? null
}
