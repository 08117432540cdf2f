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
