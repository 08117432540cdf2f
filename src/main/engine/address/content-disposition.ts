import { bytesDecoded, percentDecoded } from './address-text'

/** Offset behind a quoted string that begins at `from`, and its text; a string that never ends takes everything. */
function readQuoted(header: string, from: number): { readonly text: string; readonly next: number } {
  let text = ''
  let at = from + 1
  for (; at < header.length && header.charAt(at) !== '"'; at += 1) {
    // Only these two are escapes in the wild: other backslashes are those of a Windows path.
    if (header.charAt(at) === '\\' && /["\\]/.test(header.charAt(at + 1))) at += 1
    text += header.charAt(at)
  }
  return { text, next: at + 1 }
}

/** Parameters by name in lower case, the first of equal names; without the disposition type. */
function readParameters(header: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (let at = 0; at < header.length; ) {
    const name = /^[\s;]*([^\s=;"]*)\s*/.exec(header.slice(at)) ?? ['', '']
    at += name[0].length
    if (header.charAt(at) !== '=') {
      at += Math.max(name[0].length === 0 ? 1 : 0, header.charAt(at) === ';' ? 1 : 0)
      continue
    }
    at += 1 + (/^\s*/.exec(header.slice(at + 1))?.[0].length ?? 0)
    const plainEnd = header.indexOf(';', at) === -1 ? header.length : header.indexOf(';', at)
    const value =
      header.charAt(at) === '"'
        ? readQuoted(header, at)
        : { text: header.slice(at, plainEnd).trim(), next: plainEnd }
    const key = (name[1] ?? '').toLowerCase()
    if (!parameters.has(key)) parameters.set(key, value.text)
    at = value.next
  }
  return parameters
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** `charset'language'percent-encoded` (RFC 8187 §3.2); null if the charset is unknown or the bytes do not fit it. */
function readExtended(value: string): string | null {
  const [, label = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/s.exec(value) ?? []
  if (label === '' || /%(?![0-9a-f]{2})|[^\x20-\x7e]/i.test(encoded)) return null
  const plain = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return decode(bytesOf(plain), label)
}

/**
 * Text of a plain `filename`: raw bytes and percent escapes, which many servers send, are decoded as UTF-8, else in the
 * encoding of the page.
 */
function readPlain(value: string, encoding: string | null): string {
  const isBytes = /^[ -\xff]*[\x80-\xff][ -\xff]*$/.test(value)
  const labels = isBytes ? ['utf-8', ...(encoding === null ? [] : [encoding])] : []
  const text = labels.map((label) => bytesDecoded(value, label)).find((one) => one !== null) ?? value
  if (!/%[89a-f][0-9a-f]/i.test(text)) return text
  return percentDecoded(text, encoding)
}

/** The last segment, by either slash; null if it names nothing or a folder. */
function lastSegment(name: string | null | undefined): string | null {
  const segment = name?.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).trim() ?? ''
  return /^[.\s]*$/.test(segment) ? null : segment
}

/**
 * The name that a server suggests by Content-Disposition (RFC 6266), or null.
 *
 * `filename*` wins over `filename` (§4.3) in any order; a path is reduced to its last segment. `header` is
 * the field's value with one character a byte. The name comes from an untrusted server: `safeName` makes it fit for a disk, and
 * the type of the content decides the extension. `encoding` is that of the page that shows the image. Never throws.
 */
export function dispositionName(header: string | null, encoding: string | null = null): string | null {
  if (header === null) return null
  const parameters = readParameters(header)
  const extended = parameters.get('filename*')
  const plain = parameters.get('filename')
  return (
    lastSegment(extended === undefined ? null : readExtended(extended)) ??
    lastSegment(plain === undefined ? null : readPlain(plain, encoding))
  )
}
