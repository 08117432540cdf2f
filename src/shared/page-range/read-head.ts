import { authorityEnd, isBracketedHost } from '../text/address-parts'
import { type Read, refuse, type Stretch } from './stretch'

/** Scheme and authority as they will stand in the canonical form, and where the rest begins in the text. */
export interface Head {
  readonly text: string
  readonly end: number
}

/** Whether an authority without a scheme can only be meant as one: a dotted name, an IP address or localhost. */
function looksLikeHost(authority: string): boolean {
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d+$/, '')
  if (isBracketedHost(host) || /^localhost$/i.test(host)) return true
  return /^[^\s.:@%<>"'`|^(){}[\]*\\]+(?:\.[^\s.:@%<>"'`|^(){}[\]*\\]+)+\.?$/.test(host)
}

/** Offset of the first character of an authority that may not stand there, or -1. */
function rangeInAuthority(text: string, start: number, end: number): number {
  const hostStart = text.slice(start, end).lastIndexOf('@') + 1 + start
  const bracketEnd = text.charAt(hostStart) === '[' ? text.indexOf(']', hostStart) : -1
  const isIpv6 = bracketEnd !== -1 && isBracketedHost(text.slice(hostStart, bracketEnd + 1))
  for (let at = start; at < end; at += 1) {
    if (isIpv6 && at >= hostStart && at <= bracketEnd) continue
    if ('[]{}*'.includes(text.charAt(at))) return at
  }
  return -1
}

/** Reads `https://host:port` or adds the scheme that is missing. Nothing in here is ever a range. */
export function readHead(stretch: Stretch): Read<Head> {
  const { text, start, end } = stretch
  const rest = text.slice(start, end)
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(rest)?.[0] ?? ''
  const hasPort = /^\d+(?:[/?#]|$)/.test(rest.slice(scheme.length))
  let prefix = 'https://'
  let authorityStart = start
  if (scheme !== '' && !hasPort) {
    if (!/^https?:$/i.test(scheme)) return refuse('bad-scheme', stretch, start, start + scheme.length)
    if (!rest.startsWith('//', scheme.length)) {
      return refuse('no-host', stretch, start + scheme.length, start + scheme.length + 1)
    }
    prefix = `${scheme.toLowerCase()}//`
    authorityStart = start + scheme.length + 2
  } else if (rest.startsWith('//')) authorityStart = start + 2
  const stop = Math.min(end, authorityEnd(text, authorityStart))
  const authority = text.slice(authorityStart, stop)
  const wrong = rangeInAuthority(text, authorityStart, stop)
  const isGiven = authorityStart > start
  // also in a user name without a scheme before it: the canonical form, which has one, must read back
  const space = authority.search(/\s/)
  if (space !== -1 && (isGiven || looksLikeHost(authority)))
    return refuse('bad-character', stretch, authorityStart + space, authorityStart + space + 1)
  if (wrong !== -1 && (isGiven || stop < end || looksLikeHost(authority)))
    return refuse('in-host', stretch, wrong, wrong + 1)
  if (!isGiven && !looksLikeHost(authority)) return refuse('no-scheme', stretch, start, stop)
  if (authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '') === '') {
    return refuse('no-host', stretch, authorityStart, stop + 1)
  }
  // An escaped bracket right behind the host would be a part of it.
  if (/^\\[[\]{}*]/.test(text.slice(stop, Math.min(stop + 2, end))))
    return refuse('in-host', stretch, stop, stop + 2)
  return { ok: true, value: { text: prefix + authority, end: stop } }
}
