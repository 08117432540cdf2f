import { splitAddress } from '@shared/text/address-parts'

/** A user name and a password, percent-encoded, as they stand in an address. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** An address without the user name and the password that stand in it, and those; null for none. */
export function splitLogin(address: string): { readonly address: string; readonly login: Login | null } {
  if (!address.includes('@') || !URL.canParse(address)) return { address, login: null }
  const url = new URL(address)
  const { username, password } = url
  if (username === '' && password === '') return { address, login: null }
  url.username = ''
  url.password = ''
  return { address: url.href, login: { username, password } }
}

/** The value of `Authorization` and `Proxy-Authorization` for a login (RFC 7617, in UTF-8). */
export function basicCredentials({ username, password }: Login): string {
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/**
 * Undoes percent-encoding: the bytes are read as UTF-8, else in the encoding of the page that wrote them.
 *
 * Browsers send a link as the page writes it, so that a page in GBK names its files in GBK. `encoding` is a WHATWG name;
 * null: not known. A text whose bytes fit neither stays as it is. Never throws.
 */
export function percentDecoded(text: string, encoding: string | null = null): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return inEncoding(text, encoding) ?? text
  }
}

function inEncoding(text: string, encoding: string | null): string | null {
  if (encoding === null || !/%[89a-f][0-9a-f]/i.test(text) || /[\u0080-\uffff]/.test(text)) return null
  const plain = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return bytesDecoded(plain, encoding)
}

/** A text of one character a byte in an encoding; null if the encoding is unknown or the bytes do not fit it. */
export function bytesDecoded(bytes: string, encoding: string): string | null {
  // A link consists of ASCII bytes: in UTF-16 every two of them would be some character.
  if (/^utf-16/i.test(encoding)) return null
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    const text = decoder.decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
    // Bytes without a character become controls of C1 or characters of private use: no name contains one.
    return /[\u0080-\u009f\ue000-\uf8ff\ufffd]/.test(text) ? null : text
  } catch {
    return null
  }
}

/**
 * What an address suggests as a name: its last path segment, decoded; empty if the path ends with a slash.
 *
 * `encoding`: that of the page that shows the address; see `percentDecoded`. The name is not safe yet. Never throws.
 */
export function nameInAddress(address: string, encoding: string | null = null): string {
  const parts = splitAddress(address)
  const path =
    parts === null ? address.replace(/[?#].*$/s, '') : address.slice(parts.pathStart, parts.queryStart)
  return percentDecoded(path.slice(path.lastIndexOf('/') + 1), encoding)
}
