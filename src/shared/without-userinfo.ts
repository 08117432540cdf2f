/** An authority with a name, and perhaps a password, before the host (RFC 3986 §3.2.1). */
const userinfo = /\b([a-z][a-z0-9+.-]{0,31}:[\\/]{2,})[^\s/?#"'<>\\@]*(?:@[^\s/?#"'<>\\@]*)*@/gi

/** The same text with names and passwords taken out of every address in it; all else of an address stays as it is. */
export function withoutUserinfo(text: string): string {
  return text.includes('@') ? text.replace(userinfo, '$1') : text
}
