import type { Element } from '../../html/dom'

/** Longest script of an attribute that is looked at, in UTF-16 units: a call with its arguments is shorter. */
const longestScript = 4000

/** Texts in quotes; each character is looked at once. */
const quoted = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/gs

const handlers = ['onclick', 'onmousedown', 'ondblclick', 'data-onclick', '@click', 'x-on:click'] as const

/** A JavaScript string without its escapes. */
function unescape(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis, (_, hex2, hex4, char: string) =>
    hex2 || hex4 ? String.fromCharCode(Number.parseInt(hex2 ?? hex4, 16)) : char,
  )
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const none: readonly string[] = []

/** Whether there is anything to read: most elements of a page have no handler. */
function hasScript(attribs: Element['attribs']): boolean {
  for (const name of handlers) if (attribs[name] !== undefined) return true
  return attribs['href']?.includes('avascript:') ?? false
}

/**
 * Texts that the handlers of an element hold as arguments, in order: `onclick="show('/big/1.jpg', 800)"`,
 * `href="javascript:show('/big/1.jpg')"`. Which of them are addresses is for the caller to judge.
 */
export function scriptArguments({ attribs }: Element): readonly string[] {
  if (!hasScript(attribs)) return none
  const href = attribs['href'] ?? ''
  const inHref = /^\s*javascript:/i.test(href) ? [decodePercent(href.slice(0, longestScript))] : []
  const scripts = [...handlers.flatMap((name) => attribs[name] ?? []), ...inHref]
  return scripts.flatMap((script) =>
    [...script.slice(0, longestScript).matchAll(quoted)].map((match) =>
      unescape(match[1] ?? match[2] ?? match[3] ?? ''),
    ),
  )
}
