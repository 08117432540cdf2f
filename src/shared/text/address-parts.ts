/** An authority with a name, and perhaps a password, before the host (RFC 3986 §3.2.1). */
const userinfo = /\b([a-z][a-z0-9+.-]{0,31}:[\\/]{2,})[^\s/?#"'<>\\@]*(?:@[^\s/?#"'<>\\@]*)*@/gi

/** The same text with names and passwords taken out of every address in it; all else of an address stays as it is. */
export function withoutUserinfo(text: string): string {
  return text.includes('@') ? text.replace(userinfo, '$1') : text
}

/** The address with the name and the password of a page of the same origin, if that page's address has any. */
export function withUserinfoOf(page: string, address: string): string {
  const [, scheme = '', said, host = ''] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)([^/?#]*)/i.exec(page) ?? []
  const origin = scheme + host
  const isSame = address.startsWith(origin) && /^(?:[/?#]|$)/.test(address.slice(origin.length))
  return said !== undefined && isSame ? scheme + said + address.slice(scheme.length) : address
}

/**
 * An http or https address cut into its parts as they were written: nothing is decoded, folded or added.
 *
 * `pathStart` is the UTF-16 offset at which path, query or fragment begins, or the length of the address.
 */
interface AddressParts {
  /** Lower case. */
  readonly scheme: 'http' | 'https'
  /** Host without port, IPv6 in its brackets, in the spelling of the address. */
  readonly host: string
  /** Digits after the colon; empty if there are none. */
  readonly port: string
  readonly pathStart: number
  /** From `pathStart` to `queryStart`. */
  readonly queryStart: number
  /** Offset of `#`, or the length of the address. */
  readonly fragmentStart: number
}

/** Offset at which the authority that begins at `from` ends (RFC 3986 §3.2; `\` as in WHATWG URL). */
export function authorityEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && !'/?#\\'.includes(text.charAt(at))) at += 1
  return at
}

/** Offset of the first of `marks` at or after `from`, or the length of the text. */
function firstOf(text: string, marks: string, from: number): number {
  let at = from
  while (at < text.length && !marks.includes(text.charAt(at))) at += 1
  return at
}

/** Whether `text` reads as an IPv6 address in brackets, with an optional zone. Does not check its groups. */
export function isBracketedHost(text: string): boolean {
  return /^\[[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(?:%[\w.~-]+)?\]$/i.test(text)
}

/**
 * Cuts an address; null if it is not `http://` or `https://` with a host.
 *
 * Pure string work: the rules shared by window and engine run where there is no URL class.
 */
export function splitAddress(address: string): AddressParts | null {
  const scheme = /^https?(?=:\/\/)/i.exec(address)?.[0].toLowerCase()
  if (scheme !== 'http' && scheme !== 'https') return null
  const authorityStart = scheme.length + 3
  const pathStart = authorityEnd(address, authorityStart)
  const authority = address.slice(authorityStart, pathStart)
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1)
  const colon = /:\d*$/.exec(hostAndPort)?.index ?? hostAndPort.length
  const host = hostAndPort.slice(0, colon)
  if (host === '') return null
  return {
    scheme,
    host,
    port: hostAndPort.slice(colon + 1),
    pathStart,
    queryStart: firstOf(address, '?#', pathStart),
    fragmentStart: firstOf(address, '#', pathStart),
  }
}
