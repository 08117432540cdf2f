import type { OutgoingHttpHeaders } from 'node:http2'

/**
 * The heads of messages in the form of the other version: requests come as HTTP/1.1 writes them, and replies leave so. So one
 * reader judges both (`readPlainHead`), and a reply that is left to another reader needs no second way.
 */

/** Fields that belong to a connection of HTTP/1.1, or that pseudo-fields replace (RFC 9113 §8.2.2, §8.3.1). */
const ownOfHttp1: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'proxy-connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'te',
])

/** Statuses that have no body (RFC 9110 §15.3.5, §15.4.5). */
const hasNoBody = (status: string) => status === '204' || status === '304'

/** The fields of a request, of its head as `requestHead` writes it. */
export function fieldsOfRequest(head: string): OutgoingHttpHeaders {
  const [first = '', ...lines] = head.split('\r\n')
  const [method = '', path = ''] = first.split(' ')
  const fields: OutgoingHttpHeaders = Object.create(null)
  fields[':method'] = method
  fields[':path'] = path
  fields[':scheme'] = 'https'
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'host') fields[':authority'] = value
    if (name !== '' && !ownOfHttp1.has(name)) fields[name] = value
  }
  return fields
}

/** The head of a reply as HTTP/1.1 writes it. */
export interface WrittenHead {
  readonly bytes: Buffer
  /** Nothing says how long the body is: it has to be written in chunks (RFC 9112 §7.1). */
  readonly isChunked: boolean
}

/**
 * Writes the head of a reply; `raw` names and values in turns. `isAll`: no body follows. Fields that HTTP/2 forbids never come
 * this far: nghttp2 refuses the reply.
 */
export function writeHead(raw: readonly string[], isAll: boolean): WrittenHead {
  let status = ''
  let lines = ''
  let isCounted = false
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? ''
    const value = raw[at + 1] ?? ''
    if (name === ':status') status = value
    if (name.startsWith(':')) continue
    isCounted ||= name === 'content-length'
    lines += `${name}: ${value}\r\n`
  }
  const isOpenEnded = !isCounted && !hasNoBody(status)
  if (isOpenEnded) lines += isAll ? 'content-length: 0\r\n' : 'transfer-encoding: chunked\r\n'
  const bytes = Buffer.from(`HTTP/1.1 ${status} \r\n${lines}\r\n`, 'latin1')
  return { bytes, isChunked: isOpenEnded && !isAll }
}

/** A piece of a body as one chunk. */
export function chunkOf(piece: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, lineEnd])
}

const lineEnd = Buffer.from('\r\n')

/** The end of a body in chunks. */
export const lastChunk = Buffer.from('0\r\n\r\n')
