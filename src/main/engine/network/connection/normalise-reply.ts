import { normaliseHead } from './normalise-head'

/** Bytes of a head, or of the trailers of one body, that are held back to be read whole. The parser's own limit is lower. */
const mostHeldBytes = 64 * 1024

/** Longest line that frames a chunk: a size and extensions. */
const longestChunkLine = 4 * 1024

const lineFeed = 10
const carriageReturn = 13
const lineEnd = Buffer.from('\r\n')
const nothing: Buffer = Buffer.alloc(0)

/** What the next byte belongs to. `other`: it is not looked at. */
type ReplyPart = 'head' | 'size' | 'chunk' | 'end' | 'trailers' | 'other'

/**
 * Changes replies on their way to the parser so that it accepts what browsers and curl accept: see `normaliseHead`, and line
 * ends of a chunked body without a carriage return (RFC 9112 §7.1 wants both). Bodies are never altered. The trailers of a
 * chunked body, which have no reader, are removed (RFC 9112 §7.1.2 allows it). What could be read in two ways stays as it
 * is, and the parser refuses it.
 *
 * One for each connection. It holds at most 64 KiB of a head that is not complete.
 */
export class ReplyNormaliser {
  #place: ReplyPart = 'other'
  /** The beginning of a head or line whose end has not come. */
  #held = nothing
  #replied = false
  #irregular = false
  /** Bytes of the chunk that are still to come; of trailers those that have come. */
  #left = 0
  /** Whether what `push` returns differs from what it got. */
  #altered = false

  /** A request is about to be sent: what comes next is a head. */
  begin(): void {
    this.#place = 'head'
    this.#held = nothing
    this.#replied = false
    this.#irregular = false
  }

  /** Whether a byte of a reply has come since `begin`. */
  get replied(): boolean {
    return this.#replied
  }

  /** Whether a reply broke the rules since `begin`: no further request should use the connection. */
  get irregular(): boolean {
    return this.#irregular
  }

  /** The bytes for the parser; empty while they are held back. */
  push(bytes: Buffer): Buffer {
    if (this.#place === 'other') return bytes
    this.#replied = true
    const whole = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    this.#held = nothing
    this.#altered = false
    const out: Buffer[] = []
    const rest = this.#takeHeads(whole, out)
    if (rest.length > 0) this.#takeRest(rest, out)
    return this.#altered ? Buffer.concat(out) : whole.subarray(0, whole.length - this.#held.length)
  }

  /** Moves heads, also those of interim replies, off the front of `bytes`; returns what follows the last one. */
  #takeHeads(bytes: Buffer, out: Buffer[]): Buffer {
    let coming = bytes
    while (this.#place === 'head' && coming.length > 0) {
      const end = mayBeHead(coming) ? endOfHead(coming) : -1
      if (end >= 0) {
        out.push(this.#normaliseHead(coming.subarray(0, end)))
        coming = coming.subarray(end)
      } else if (mayBeHead(coming) && coming.length <= mostHeldBytes) {
        this.#held = coming
        return nothing
      } else this.#place = 'other'
    }
    return coming
  }

  #normaliseHead(head: Buffer): Buffer {
    const normalised = normaliseHead(head)
    if (normalised.bytes !== null) this.#irregular = this.#altered = true
    this.#place = placeAfter(normalised)
    if (normalised.status !== 100) return normalised.bytes ?? head
    // The parser refuses a 100 that was not asked for; a client must expect it (RFC 9110 §15.2).
    this.#altered = true
    return nothing
  }

  /** The pieces of a chunked body, as they come; what is no such body is passed on as it is. */
  #takeRest(bytes: Buffer, out: Buffer[]): void {
    let at = 0
    while (at < bytes.length && this.#place !== 'other') {
      if (this.#place === 'chunk') {
        at += this.#takeChunk(bytes.subarray(at), out)
        continue
      }
      const end = bytes.indexOf(lineFeed, at)
      const longest = this.#place === 'trailers' ? mostHeldBytes : longestChunkLine
      if (end < 0 && bytes.length - at <= longest) {
        this.#held = Buffer.from(bytes.subarray(at))
        return
      }
      if (end < 0 || !this.#takeLine(bytes.subarray(at, end + 1), out)) break
      at = end + 1
    }
    if (at === bytes.length) return
    this.#place = 'other'
    out.push(bytes.subarray(at))
  }

  /** The content of a chunk; returns how many of the bytes belong to it. */
  #takeChunk(bytes: Buffer, out: Buffer[]): number {
    const taken = Math.min(this.#left, bytes.length)
    out.push(bytes.subarray(0, taken))
    this.#left -= taken
    if (this.#left === 0) this.#place = 'end'
    return taken
  }

  /** One line between chunks; false if it is none. */
  #takeLine(line: Buffer, out: Buffer[]): boolean {
    const isWellEnded = line.at(-2) === carriageReturn
    const text = line.toString('latin1', 0, line.length - (isWellEnded ? 2 : 1))
    if (this.#place === 'size') return this.#takeSize(line, text, isWellEnded, out)
    if (text === '') {
      out.push(lineEnd)
      this.#altered ||= !(isWellEnded && this.#left === 0)
      this.#irregular ||= !isWellEnded
      this.#place = this.#place === 'end' ? 'size' : 'other'
      return true
    }
    // A trailer: nothing of it is passed on.
    this.#left += line.length
    this.#altered = true
    return this.#place === 'trailers' && this.#left <= mostHeldBytes
  }

  #takeSize(line: Buffer, text: string, isWellEnded: boolean, out: Buffer[]): boolean {
    const size = /^[ \t]*([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(text)?.[1]
    if (size === undefined) return false
    const isPlain = isWellEnded && /^[0-9a-f]/i.test(text) && !/[ \t]$/.test(text)
    out.push(isPlain ? line : Buffer.from(`${size}\r\n`))
    if (!isPlain) this.#irregular = this.#altered = true
    this.#left = Number.parseInt(size, 16)
    this.#place = this.#left === 0 ? 'trailers' : 'chunk'
    return true
  }
}

/** What follows a head. */
function placeAfter({
  status,
  isChunked,
}: {
  readonly status: number
  readonly isChunked: boolean
}): ReplyPart {
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
