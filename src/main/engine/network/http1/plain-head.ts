/**
 * The heads that the fast lane reads. It refuses by default: what is not plain in every respect is read by the other lane, which
 * knows how servers bend HTTP. So each rule here may be stricter than a browser, and none may be laxer.
 */

/** Longest head of a plain reply, its empty line included; a longer one is read by the other lane, which refuses it. */
export const longestPlainHead = 32 * 1024

/** `HTTP/1.1`, three digits, a space, and a reason that may be empty (RFC 9112 §4). */
const statusLine = /^HTTP\/1\.1 ([1-9]\d\d) [\t\x20-\x7e\x80-\xff]*$/

/** A field (RFC 9112 §5): a token, the colon behind it, and a value without control characters. A fold begins with a blank. */
const fieldLine =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*((?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?)[\t ]*$/

/** Lengths up to 2^53 − 1, written without sign, list or leading blanks. */
const plainLength = /^\d{1,15}$/

/** Fields after which the bytes of the body are not those of the file, or not counted by `Content-Length` (RFC 9112 §6). */
const unusualFields: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'content-encoding',
  'trailer',
  'upgrade',
])

/** Statuses that have no body, whatever length they announce (RFC 9110 §15.2, §15.3.5, §15.4.5), or that change the protocol. */
const hasNoBody = (status: number) => status < 200 || status === 204 || status === 304

/** The head of a reply whose body is exactly the next `length` bytes. */
export interface PlainHead {
  readonly kind: 'plain'
  /** 200 to 999, without 204 and 304. */
  readonly status: number
  /** Names in lower case; a repeated field is an array. Values are Latin-1, without blanks around them. */
  readonly headers: Readonly<Record<string, string | string[]>>
  /** Number of bytes of the head, its empty line included. */
  readonly bytes: number
  /** Bytes of the body; 0 for none. */
  readonly length: number
  /** Whether the server keeps the connection open after the body (RFC 9112 §9.3). */
  readonly keepsOpen: boolean
}

/** What the first bytes of a reply are. `more`: its head has not come whole. `unusual`: why the other lane must read it. */
export type HeadVerdict =
  | PlainHead
  | { readonly kind: 'more' }
  | { readonly kind: 'unusual'; readonly why: string }

const more: HeadVerdict = { kind: 'more' }

/** Judges the bytes of a reply that have come so far, from its first one on. */
export function readPlainHead(bytes: Buffer): HeadVerdict {
  const end = bytes.indexOf('\r\n\r\n', 0, 'latin1')
  if (end < 0 ? bytes.length >= longestPlainHead : end + 4 > longestPlainHead) return unusual('a long head')
  // What can no longer become a plain head is not waited for: the server may send no more of it.
  if (end < 0) return mayBecomePlain(bytes) ? more : unusual('no HTTP/1.1')
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = Number(statusLine.exec(first)?.[1] ?? 0)
  if (status === 0) return unusual('the status line')
  if (hasNoBody(status)) return unusual(`status ${status}`)
  const headers: Record<string, string | string[]> = Object.create(null)
  for (const line of lines) {
    const [, written, value] = fieldLine.exec(line) ?? []
    if (written === undefined || value === undefined) return unusual('a field')
    const name = written.toLowerCase()
    if (unusualFields.has(name)) return unusual(name)
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return framed(status, headers, end + 4)
}

/** The head, if its fields leave no doubt where the body ends. */
function framed(status: number, headers: Record<string, string | string[]>, bytes: number): HeadVerdict {
  const length = headers['content-length']
  if (typeof length !== 'string' || !plainLength.test(length)) return unusual('content-length')
  const connection = [headers['connection'] ?? []].flat().join().toLowerCase()
  if (!/^(?:|close|keep-alive)$/.test(connection)) return unusual('connection')
  return { kind: 'plain', status, headers, bytes, length: Number(length), keepsOpen: connection !== 'close' }
}

/** Whether more bytes may make this a plain head: the beginning of its status line, and no line end without its other half. */
function mayBecomePlain(bytes: Buffer): boolean {
  const start = 'HTTP/1.1 '
  return (
    start.startsWith(bytes.toString('latin1', 0, start.length)) &&
    !/(?:^|[^\r])\n|\r[^\n]|\0/.test(bytes.toString('latin1'))
  )
}

function unusual(why: string): HeadVerdict {
  return { kind: 'unusual', why }
}
