import { splitAddress } from './address-parts'

interface Pattern {
  readonly schemes: readonly string[]
  /** Lower case; `*` any host; `*.` in front: the host and everything below it. */
  readonly host: string
  /** Digits, or `*` for any port. */
  readonly port: string
  readonly path: string
}

const anyPort = '*'

/** Cuts a pattern into its parts, or null if it is none. */
function readPattern(text: string): Pattern | null {
  if (text === '<all_urls>') return { schemes: ['http', 'https'], host: '*', port: anyPort, path: '/*' }
  const cut =
    /^(\*|https?):\/\/(\*|(?:\*\.)?(?:\[[0-9a-f:.]+\]|[^*/?#:@[\]\s\\]+))(?::(\d{1,5}|\*))?(\/[^#\s]*)$/i.exec(
      text,
    )
  if (cut === null) return null
  const [, scheme = '', host = '', port = anyPort, path = ''] = cut
  return {
    schemes: scheme === '*' ? ['http', 'https'] : [scheme.toLowerCase()],
    host: host.toLowerCase(),
    port,
    path,
  }
}

/**
 * Whether a text is a WebExtension match pattern (MDN, Match patterns in extension manifests).
 *
 * Schemes are `http`, `https` and `*` for both: nothing else is ever fetched. Beyond MDN a port may be named.
 */
export function isMatchPattern(text: string): boolean {
  return readPattern(text) !== null
}

function matchesHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true
  if (!pattern.startsWith('*.')) return host === pattern
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1))
}

/** Each piece between stars is looked for once, behind the one before: no backtracking, so no text can stall it. */
function matchesGlob(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*')
  const last = rest.pop()
  if (last === undefined) return text === glob
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/**
 * Whether an address matches a pattern: scheme, host, then path with query, without fragment (MDN).
 *
 * A pattern without a port matches every port. A text that is no pattern, or no http(s) address, matches nothing.
 */
export function matchesPattern(pattern: string, address: string): boolean {
  const wanted = readPattern(pattern)
  const parts = splitAddress(address)
  if (wanted === null || parts === null || !wanted.schemes.includes(parts.scheme)) return false
  const port = parts.port === '' ? { http: '80', https: '443' }[parts.scheme] : parts.port
  if (wanted.port !== anyPort && wanted.port !== port) return false
  const host = parts.host.toLowerCase().replace(/\.$/, '')
  const path = address.slice(parts.pathStart, parts.fragmentStart)
  return matchesHost(wanted.host, host) && matchesGlob(wanted.path, path.startsWith('/') ? path : `/${path}`)
}
