import { type DateSpan, isDateSpanText, readDateSpan } from './date-span'
import { type Read, refuse, type Stretch, stretchText } from './range-error'
import { isSpanText, type List, type Literal, type NumberSpan } from './range-part'
import { readNumberSpan } from './read-span'

/** What a backslash makes literal inside of braces: curl's four brackets, and what has a meaning in a list. */
const escapable = '[]{}\\,-–.:*'

/** Cuts the stretch at its commas that no backslash precedes. */
export function cutAtCommas(stretch: Stretch): Stretch[] {
  const pieces: Stretch[] = []
  let start = stretch.start
  for (let at = stretch.start; at < stretch.end; at += 1) {
    if (stretch.text.charAt(at) === '\\') at += 1
    else if (stretch.text.charAt(at) === ',') {
      pieces.push({ ...stretch, start, end: at })
      start = at + 1
    }
  }
  return [...pieces, { ...stretch, start, end: stretch.end }]
}

function unescape(text: string): string {
  let plain = ''
  for (let at = 0; at < text.length; at += 1) {
    const next = text.charAt(at + 1)
    if (text.charAt(at) === '\\' && next !== '' && escapable.includes(next)) {
      plain += next
      at += 1
    } else plain += text.charAt(at)
  }
  return plain
}

/** Reads what stands between braces: texts, numbers and spans of numbers or dates, with commas between them. */
export function readList(stretch: Stretch): Read<List> {
  const items: (Literal | NumberSpan | DateSpan)[] = []
  for (const piece of cutAtCommas(stretch)) {
    const text = stretchText(piece)
    const last = items.at(-1)
    if (last?.kind === 'numbers' && last.to === null)
      return refuse('open-not-last', stretch, stretch.start, piece.start)
    if (!isSpanText(text)) {
      items.push({ kind: 'text', text: unescape(text) })
      continue
    }
    const span = isDateSpanText(text) ? readDateSpan(piece) : readNumberSpan(piece)
    if (!span.ok) return span
    items.push(span.value)
  }
  return { ok: true, value: { kind: 'list', items } }
}
