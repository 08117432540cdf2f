/** What a field may hold (RFC 9110 §5.5), as Latin-1; anything else could begin another field or request. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** A path as `URL` writes it: neither blanks nor control characters. */
const requestTarget = /^\/[\x21-\x7e]*$/

/** The lines of these fields, as they stand in a head (RFC 9112 §5); null when one cannot stand there. */
export function fieldLines(fields: Readonly<Record<string, string>>): string | null {
  let lines = ''
  for (const [name, value] of Object.entries(fields)) {
    if (!fieldName.test(name) || !fieldValue.test(value)) return null
    lines += `${name}: ${value}\r\n`
  }
  return lines
}

/**
 * The head of a GET as it goes over the wire, its empty line included; null when the path cannot stand in one.
 *
 * `host` is that of the address, with its port if it is not that of the scheme; `lines` are those of `fieldLines`.
 */
export function requestHead(path: string, host: string, lines: string): string | null {
  if (!requestTarget.test(path)) return null
  return `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}\r\n`
}
