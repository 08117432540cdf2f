import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** When all pictures were last changed, as the site reports it. */
const lastModified = 'Sun, 06 Oct 2024 08:00:00 GMT'

const contentTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
}

/** With a rate, bodies leave in one piece per this many milliseconds. */
const pieceMs = 50

/**
 * Answers a GET or HEAD of a picture with the bytes of `file`: whole, or the part that Range and If-Range ask for
 * (RFC 9110 §14.2, §13.1.5). The ETag is strong: it changes with the size and the modification time of the file.
 *
 * Ends early when the client disconnects. Rejects when `signal` aborts between two pieces, and when the file cannot be
 * read.
 *
 * @param bytesPerSecond undefined: as fast as the connection takes it
 */
export async function sendPicture(
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
  bytesPerSecond: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { size, mtimeMs } = await stat(file)
  const etag = `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`
  const { range, 'if-range': ifRange } = request.headers
  const portion = decidePortion(range, ifRange?.toString(), { etag, lastModified }, size)
  const head = {
    'content-type': contentTypes[extname(file)],
    etag,
    'last-modified': lastModified,
    'accept-ranges': 'bytes',
  }
  if (portion.kind === 'beyond') {
    response.writeHead(416, { ...head, 'content-range': `bytes */${size}`, 'content-length': 0 }).end()
    return
  }
  const { from: start, to: end } = portion.kind === 'part' ? portion : { from: 0, to: size - 1 }
  const length = { 'content-length': end - start + 1 }
  if (portion.kind === 'part') {
    response.writeHead(206, { ...head, ...length, 'content-range': `bytes ${start}-${end}/${size}` })
  } else {
    response.writeHead(200, { ...head, ...length })
  }
  if (request.method !== 'HEAD') await sendBytes(file, { start, end }, response, bytesPerSecond, signal)
  response.end()
}

/**
 * Sends the bytes from `start` to `end`, both included. A picture is small: the socket's buffer holds all of it. It is read by
 * its path: to open a file of a package's archive, Electron copies it to the temporary folder and leaves the copy there.
 */
async function sendBytes(
  file: string,
  part: { readonly start: number; readonly end: number },
  response: ServerResponse,
  bytesPerSecond: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const bytes = (await readFile(file)).subarray(part.start, part.end + 1)
  const piece =
    bytesPerSecond === undefined ? bytes.length : Math.max(1, Math.round((bytesPerSecond * pieceMs) / 1000))
  for (let from = 0; from < bytes.length && !response.destroyed; from += piece) {
    response.write(bytes.subarray(from, from + piece))
    if (bytesPerSecond !== undefined) await wait(pieceMs, undefined, { signal })
  }
}

/** What of a file is to be sent; `to` is the last byte, as in the header. */
export type Portion =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }
  | { readonly kind: 'beyond' }

/** The state of a file of which a client may hold a part. */
export interface Validators {
  /** Strong: in quotes, without `W/`. */
  readonly etag: string
  /** An HTTP date. */
  readonly lastModified: string
}

/**
 * Which part a request asks for, by its Range and If-Range (RFC 9110 §14.2, §13.1.5).
 *
 * Several ranges at once and a malformed range are answered with the whole file, as the RFC allows. So is a part of a file
 * that has changed since.
 */
export function decidePortion(
  range: string | undefined,
  ifRange: string | undefined,
  { etag, lastModified }: Validators,
  size: number,
): Portion {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' }
  if (ifRange !== undefined && ifRange !== etag && ifRange !== lastModified) return { kind: 'whole' }
  if (first === '') {
    const length = Math.min(size, Number(last))
    return length === 0 ? { kind: 'beyond' } : { kind: 'part', from: size - length, to: size - 1 }
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return { kind: 'whole' }
  if (from >= size) return { kind: 'beyond' }
  return { kind: 'part', from, to: last === '' ? size - 1 : Math.min(size - 1, Number(last)) }
}
