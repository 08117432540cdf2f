import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { FailureError, failure } from '@shared/model/failure'

/** Content codings on top of one another; no server has a reason for more. */
const mostCodings = 3

/** What comes out of a body may be this many times larger, once it is larger than `harmlessBytes`: beyond it is a bomb. */
const mostGrowth = 200
const harmlessBytes = 16 * 1024 * 1024

/** By name; `deflate` is chosen by its first bytes. */
const decoders: ReadonlyMap<string, (head: Uint8Array) => Transform> = new Map([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  ['deflate', inflate],
  ['br', () => zlib.createBrotliDecompress()],
  ...('createZstdDecompress' in zlib && typeof zlib.createZstdDecompress === 'function'
    ? [['zstd', zlib.createZstdDecompress as () => Transform] as const]
    : []),
])

/** The value of `Accept-Encoding` for what can be decoded here. */
export const acceptedCodings = decoders.has('zstd') ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br'

/** Codings of a body in the order in which they were applied (RFC 9110 §8.4); `identity` is none. */
export function listCodings(contentEncoding: string | null): readonly string[] {
  const names = (contentEncoding ?? '').split(',').map((name) => name.trim().toLowerCase())
  return names.filter((name) => name !== '' && name !== 'identity')
}

/**
 * Undoes the codings of a body and counts its bytes as they come out.
 *
 * Throws FailureError: `decode` for a coding that is unknown, damaged, cut or wrongly named; `too-large` as soon as
 * more than `limitBytes` have come out, or far more than went in, so that a bomb costs no more than that. Failures of the body pass through.
 */
export async function* decodeBody(
  body: AsyncIterable<Uint8Array>,
  codings: readonly string[],
  limitBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (codings.length > mostCodings) throw new FailureError(failure('decode', `${codings.length} codings`))
  let codedBytes = 0
  const source = body[Symbol.asyncIterator]()
  const counted: AsyncIterator<Uint8Array, unknown, undefined> = {
    next: async () => {
      const next = await source.next()
      if (!next.done) codedBytes += next.value.length
      return next
    },
  }
  // Not by a generator: its return would wait for the next byte of a silent sender.
  const leave = async () => void (await source.return?.())
  let decoded: AsyncIterable<Uint8Array> =
    codings.length === 0 ? body : { [Symbol.asyncIterator]: () => counted }
  for (const coding of codings.toReversed()) decoded = decodeOne(decoded, coding, leave)
  let bytes = 0
  for await (const chunk of decoded) {
    bytes += chunk.length
    if (bytes > limitBytes) throw new FailureError(failure('too-large', `more than ${limitBytes} bytes`))
    if (codings.length > 0 && bytes > harmlessBytes && bytes > codedBytes * mostGrowth) {
      throw new FailureError(failure('too-large', `${codedBytes} bytes became more than ${bytes}`))
    }
    yield chunk
  }
}

/** `leave` gives up the body below all codings; then a pending read of it settles. */
async function* decodeOne(
  body: AsyncIterable<Uint8Array>,
  coding: string,
  leave: () => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const makeDecoder = decoders.get(coding)
  if (makeDecoder === undefined) {
    throw new FailureError(failure('decode', `unknown content coding: ${coding}`))
  }
  const source = body[Symbol.asyncIterator]()
  const first = await source.next()
  // An empty coded body is empty; the decoders would fail as for a cut stream.
  if (first.done) return
  const decoder = makeDecoder(first.value)
  let sourceError: { readonly error: unknown } | undefined
  const feed = async () => {
    try {
      let chunk: Uint8Array = first.value
      for (;;) {
        if (decoder.destroyed) return
        if (!decoder.write(chunk)) await drained(decoder)
        const next = await source.next()
        if (next.done) break
        chunk = next.value
      }
      decoder.end()
    } catch (error) {
      sourceError = { error }
      decoder.destroy()
    }
  }
  const fed = feed()
  try {
    for await (const chunk of decoder) yield chunk as Uint8Array
  } catch (error) {
    if (sourceError !== undefined) throw sourceError.error
    const text = error instanceof Error ? error.message : String(error)
    throw new FailureError(failure('decode', `${coding}: ${text}`), { cause: error })
  } finally {
    decoder.destroy()
    await leave()
    await source.return?.()
    await fed
  }
}

function drained(decoder: Transform): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      decoder.off('drain', settle).off('close', settle)
      resolve()
    }
    decoder.on('drain', settle).on('close', settle)
  })
}

/** `deflate` means zlib (RFC 9110 §8.4.1.2), but many servers send raw DEFLATE: the zlib header distinguishes them. */
function inflate(head: Uint8Array): Transform {
  const [method = 0, flags = 0] = head
  const isZlib = (method & 15) === 8 && (head.length < 2 || (method * 256 + flags) % 31 === 0)
  return isZlib ? zlib.createInflate() : zlib.createInflateRaw()
}
