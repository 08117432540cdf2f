import { isSecretName, redacted, redactText } from './redact-text'

/** Bounds of what a line shows of a value: whatever is handed over, the line stays readable. */
const deepest = 6
const mostEntries = 50
const longestString = 4000

/** Headers that say nothing about the user; the value of every other one is omitted. */
const harmlessHeaders =
  /^(accept|accept-.*|age|allow|alt-svc|cache-control|connection|content-.*|date|etag|host|if-.*|keep-alive|last-modified|location|origin|range|referer|retry-after|server|transfer-encoding|user-agent|vary|via)$/i

/**
 * Any value as plain JSON that may stand in a log or be sent to a developer.
 *
 * Strings go through `redactText`; fields whose names are those of secrets lose their values, and of `headers` only the
 * harmless ones keep theirs. Errors become name, message, stack, code and causes. Bounded in depth, entries and length;
 * what cannot be read (a getter that throws, a circle) is named, never thrown.
 */
export function redact(value: unknown, home: string): unknown {
  return shown(value, home, [])
}

function shown(value: unknown, home: string, above: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
      return shortened(redactText(value, home))
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return String(value)
    case 'boolean':
    case 'undefined':
      return value
    case 'function':
    case 'symbol':
      return `(${typeof value})`
    case 'object':
      if (value === null) return null
      if (above.includes(value)) return '(circle)'
      if (above.length >= deepest) return '(deep)'
      try {
        return shownObject(value, home, [...above, value])
      } catch {
        return '(unreadable)'
      }
  }
}

function shortened(text: string): string {
  return text.length <= longestString ? text : `${text.slice(0, longestString)} …`
}

function shownObject(value: object, home: string, above: readonly object[]): unknown {
  if (value instanceof Error) return shownError(value, home, above)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '(no date)' : value.toISOString()
  if (value instanceof URL) return redactText(value.href, home)
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`
  if (value instanceof ArrayBuffer) return `(${value.byteLength} bytes)`
  if (value instanceof Map || isHeaders(value)) return shownEntries([...value], home, above)
  if (value instanceof Set) return shownList([...value], home, above)
  if (Array.isArray(value)) return shownList(value, home, above)
  return shownEntries(Object.entries(value), home, above)
}

/** By their tag: to name the class `Headers` loads the built-in fetch, which takes longer than a short command. */
function isHeaders(value: object): value is Iterable<[unknown, unknown]> {
  return value instanceof URLSearchParams || Object.prototype.toString.call(value) === '[object Headers]'
}

function shownList(list: readonly unknown[], home: string, above: readonly object[]): unknown[] {
  // Names and values in turn, as sockets give headers.
  const result = list
    .slice(0, mostEntries)
    .map((one, index) =>
      index % 2 === 1 && typeof one === 'string' && isHeaderName(list[index - 1])
        ? redacted
        : shown(one, home, above),
    )
  return list.length > mostEntries ? [...result, `(${list.length - mostEntries} more)`] : result
}

/** Headers in a list are recognised by those that matter only: an ordinary list has ordinary words. */
function isHeaderName(before: unknown): boolean {
  return typeof before === 'string' && /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?)$/i.test(before)
}

function shownEntries(
  entries: readonly (readonly [unknown, unknown])[],
  home: string,
  above: readonly object[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [key, value] of entries.slice(0, mostEntries)) {
    const name = String(key)
    result[redactText(name, home)] = shownField(name, value, home, above)
  }
  if (entries.length > mostEntries) result['…'] = `(${entries.length - mostEntries} more)`
  return result
}

function shownField(name: string, value: unknown, home: string, above: readonly object[]): unknown {
  if (/headers$/i.test(name)) return shownHeaders(value, home, above)
  // Numbers and the like are counts and flags: `tokens: 3`.
  const holdsText = (typeof value === 'object' && value !== null) || typeof value === 'string'
  if (holdsText && isSecretName(name)) return redacted
  return shown(value, home, above)
}

function shownHeaders(value: unknown, home: string, above: readonly object[]): unknown {
  if (value === null || typeof value !== 'object') return value === undefined ? undefined : redacted
  const entries: readonly (readonly [unknown, unknown])[] = isHeaders(value)
    ? [...value]
    : value instanceof Map
      ? [...value]
      : Array.isArray(value)
        ? pairsOf(value)
        : Object.entries(value)
  return shownEntries(
    entries.map(([name, one]) => [name, harmlessHeaders.test(String(name)) ? one : redacted] as const),
    home,
    above,
  )
}

/** Pairs of a flat list, or the list's own pairs. */
function pairsOf(list: readonly unknown[]): readonly (readonly [unknown, unknown])[] {
  return list.every((one) => Array.isArray(one))
    ? (list as unknown as [unknown, unknown][])
    : list.flatMap((one, index) => (index % 2 === 0 ? [[one, list[index + 1]] as const] : []))
}

function shownError(error: Error, home: string, above: readonly object[]): Record<string, unknown> {
  const { name, message, stack, cause } = error
  const more = Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'cause'))
  return {
    name: shown(name, home, above),
    message: shown(message, home, above),
    ...(stack === undefined ? {} : { stack: shown(stack, home, above) }),
    ...shownEntries(Object.entries(more), home, above),
    ...('errors' in error ? { errors: shown(error.errors, home, above) } : {}),
    ...(cause === undefined ? {} : { cause: shown(cause, home, above) }),
  }
}
