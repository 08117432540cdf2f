/** What a field may hold (RFC 9110 §5.5), as Latin-1; anything else could begin another field or request. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** A path as `URL` writes it: neither blanks nor control characters. */
const requestTarget = /^\/[\x21-\x7e]*$/

/**
 * The head of a GET as it goes over the wire, its empty line included; null when a field or the path cannot stand in one.
 *
 * `host` is that of the address, with its port if it is not that of the scheme.
 */
export function requestHead(
  path: string,
  host: string,
  fields: Readonly<Record<string, string>>,
): string | null {
  if (!requestTarget.test(path)) return null
  let head = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`
  for (const [name, value] of Object.entries(fields)) {
    if (!fieldName.test(name) || !fieldValue.test(value)) return null
    head += `${name}: ${value}\r\n`
  }
  return `${head}\r\n`
}
