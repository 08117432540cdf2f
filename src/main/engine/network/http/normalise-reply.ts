import { normaliseHead } from './normalise-head'

/** Bytes of a head, or of the trailers of one body, that are held back to be read whole. The parser's own limit is lower. */
const mostHeldBytes = 64 * 1024

/** Longest line that frames a chunk: a size and extensions. */
const longestChunkLine = 4 * 1024

const lineFeed = 10
const carriageReturn = 13
const lineEnd = Buffer.from('\r\n')
const nothing: Buffer = Buffer.alloc(0)

/**
 * Changes replies on their way to the parser so that it accepts what browsers and curl accept: see `normaliseHead`, and line
 * ends of a chunked body without a carriage return. Bodies are never altered; the trailers of a chunked body, which
 * nobody reads, are left out. What could be read in two ways stays as it is, and the parser refuses it.
 *
 * One for each connection. It holds at most 64 KiB of a head that is not complete.
 */
export interface ReplyNormaliser {
  /** A request is about to be sent: what comes next is a head. */
  begin(): void
  /** Whether a byte of a reply has come since `begin`. */
  readonly heard: boolean
  /** Whether something was changed since `begin`: no further request should use the connection. */
  readonly bent: boolean
  /** The bytes for the parser; empty while they are held back. */
  push(bytes: Buffer): Buffer
}

/** What the next byte belongs to. `other`: it is not looked at. */
type Place = 'head' | 'size' | 'chunk' | 'end' | 'trailers' | 'other'

export function createReplyNormaliser(): ReplyNormaliser {
  let place: Place = 'other'
  let held = nothing
  let heard = false
  let bent = false
  /** Bytes of the chunk that are still to come; of trailers those that have come. */
  let left = 0
  /** Whether what `push` gives differs from what it got. */
  let altered = false

  /** Takes the head off the front of `bytes`; null while its end has not come. */
  const takeHead = (bytes: Buffer): { readonly head: Buffer; readonly rest: Buffer } | null => {
    const end = endOfHead(bytes)
    if (end < 0) return null
    const normalised = normaliseHead(bytes.subarray(0, end))
    if (normalised.bytes !== null) bent = altered = true
    place = placeAfter(normalised)
    // The parser takes it for a fault when nobody asked for it; a client must expect it (RFC 9110 §15.2).
    if (normalised.status === 100) {
      altered = true
      return { head: nothing, rest: bytes.subarray(end) }
    }
    return { head: normalised.bytes ?? bytes.subarray(0, end), rest: bytes.subarray(end) }
  }

  /** The pieces of a chunked body, as they come; what is no such body is passed on as it is. */
  const takeChunked = (bytes: Buffer, out: Buffer[]): void => {
    let at = 0
    while (at < bytes.length && place !== 'other') {
      if (place === 'chunk') {
        const taken = Math.min(left, bytes.length - at)
        out.push(bytes.subarray(at, at + taken))
        at += taken
        left -= taken
        if (left === 0) place = 'end'
        continue
      }
      const end = bytes.indexOf(lineFeed, at)
      if (end < 0 && bytes.length - at <= (place === 'trailers' ? mostHeldBytes : longestChunkLine)) {
        held = Buffer.from(bytes.subarray(at))
        return
      }
      if (end < 0) break
      const line = bytes.subarray(at, end + 1)
      if (!takeLine(line, out)) break
      at = end + 1
    }
    if (at === bytes.length) return
    place = 'other'
    out.push(bytes.subarray(at))
  }

  /** One line between chunks; false if it is none. */
  const takeLine = (line: Buffer, out: Buffer[]): boolean => {
    const isWellEnded = line.at(-2) === carriageReturn
    const text = line.toString('latin1', 0, line.length - (isWellEnded ? 2 : 1))
    if (place === 'end' || place === 'trailers') {
      if (text === '') {
        const isPlain = isWellEnded && left === 0
        out.push(lineEnd)
        altered ||= !isPlain
        bent ||= !isWellEnded
        place = place === 'end' ? 'size' : 'other'
        return true
      }
      // A trailer: nothing of it is passed on.
      left += line.length
      altered = true
      return place === 'trailers' && left <= mostHeldBytes
    }
    const size = /^[ \t]*([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(text)?.[1]
    if (size === undefined) return false
    const isPlain = isWellEnded && /^[0-9a-f]/i.test(text) && !/[ \t]$/.test(text)
    out.push(isPlain ? line : Buffer.from(`${size}\r\n`))
    if (!isPlain) bent = altered = true
    left = Number.parseInt(size, 16)
    place = left === 0 ? 'trailers' : 'chunk'
    return true
  }

  return {
    begin: () => {
      place = 'head'
      held = nothing
      heard = false
      bent = false
    },
    get heard() {
      return heard
    },
    get bent() {
      return bent
    },
    push(bytes) {
      if (place === 'other') return bytes
      heard = true
      const whole = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      let coming = whole
      held = nothing
      altered = false
      const out: Buffer[] = []
      while (place === 'head' && coming.length > 0) {
        const taken = mayBeHead(coming) ? takeHead(coming) : null
        if (taken !== null) {
          out.push(taken.head)
          coming = taken.rest
        } else if (mayBeHead(coming) && coming.length <= mostHeldBytes) {
          held = coming
          coming = nothing
        } else place = 'other'
      }
      if (coming.length > 0) {
        if (place === 'other') out.push(coming)
        else takeChunked(coming, out)
      }
      return altered ? Buffer.concat(out) : whole.subarray(0, whole.length - held.length)
    },
  }
}

/** What follows a head. */
function placeAfter({ status, isChunked }: { readonly status: number; readonly isChunked: boolean }): Place {
  if (status >= 100 && status < 200 && status !== 101) return 'head'
  return isChunked && status !== 204 && status !== 304 ? 'size' : 'other'
}

/** Whether bytes are, or may become, a head: else there is nothing to wait for. */
function mayBeHead(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 64).toString('latin1').trimStart().slice(0, 5)
  return 'HTTP/'.startsWith(start.toUpperCase())
}

/** Behind the empty line that ends a head; -1 while it has not come. Line ends before the status line are none. */
function endOfHead(bytes: Buffer): number {
  let at = 0
  while (bytes[at] === carriageReturn || bytes[at] === lineFeed) at += 1
  for (let end = bytes.indexOf(lineFeed, at); end >= 0; end = bytes.indexOf(lineFeed, end + 1)) {
    if (bytes[end + 1] === lineFeed) return end + 2
    if (bytes[end + 1] === carriageReturn && bytes[end + 2] === lineFeed) return end + 3
  }
  return -1
}
