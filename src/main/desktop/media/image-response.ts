import type { FileHandle } from 'node:fs/promises'
import { openPicture, type PicturePlace } from './picture-file'

/** Bytes read at a time: the page draws while the rest comes. */
const chunkBytes = 256 * 1024

/**
 * Streams a part of a file, pulled by its reader; the file is closed at the end, on an error and when the reader
 * goes away.
 */
export function fileBody(file: FileHandle, { first, last }: ByteRange): ReadableStream<Uint8Array> {
  let position = first
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const length = Math.min(chunkBytes, last - position + 1)
          const { bytesRead, buffer } = await file.read(
            new Uint8Array(Math.max(0, length)),
            0,
            length,
            position,
          )
          position += bytesRead
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
          // A file that shrank meanwhile reads nothing before its end.
          if (bytesRead === 0 || position > last) {
            await file.close()
            controller.close()
          }
        } catch (error) {
          await file.close().catch(() => undefined)
          controller.error(error)
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  )
}

/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * Reads a `Range` header for a file of `size` bytes (RFC 9110 §14.1.2, §14.2).
 *
 * null when there is none or when it must be ignored (another unit, several ranges, bad syntax): the whole file is
 * answered; `unsatisfiable` when no byte of it exists.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (match === null) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const count = Number(to)
    if (count === 0 || size === 0) return 'unsatisfiable'
    return { first: Math.max(0, size - count), last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return null
  return first < size ? { first, last } : 'unsatisfiable'
}

/** On every picture: its type is what main says, and opened as a page it can run nothing. */
export const mediaHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-cache',
}

/** Headers of a picture of this type: a drawing keeps its own styles and nothing else. */
function headersOf(type: string): Record<string, string> {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
  const drawing = type === 'image/svg+xml' ? { 'Content-Security-Policy': policy } : {}
  return { ...mediaHeaders, ...drawing, 'Content-Type': type }
}

/** The answer for a picture that does not exist, 404. */
export function notFound(): Response {
  return new Response('not found', { status: 404, headers: mediaHeaders })
}

/** The picture exists and is not shown, because its bitmap would be too large. */
export function tooLarge(): Response {
  return new Response('too large', { status: 413, headers: mediaHeaders })
}

/** Whole bytes of a picture. */
export function pictureResponse(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, { headers: headersOf(type) })
}

/**
 * A picture in a file, whole or the part that `Range` asks for (RFC 9110 §14).
 *
 * null, a file that is gone and whatever is no picture of a type that is shown are "not found". Rejects when the file
 * cannot be read.
 */
export async function imageResponse(
  image: PicturePlace | null,
  rangeHeader: string | null,
): Promise<Response> {
  if (image === null) return notFound()
  const picture = await openPicture(image)
  if (picture === 'too-large') return tooLarge()
  if (typeof picture === 'string') return notFound()
  const { file, size, type } = picture
  const range = parseByteRange(rangeHeader, size)
  const common = { ...headersOf(type), 'Accept-Ranges': 'bytes' }
  if (range === 'unsatisfiable') {
    await file.close()
    return new Response(null, { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` } })
  }
  const { first, last } = range ?? { first: 0, last: size - 1 }
  const part: Record<string, string> =
    range === null ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` }
  return new Response(fileBody(file, { first, last }), {
    status: range === null ? 200 : 206,
    headers: { ...common, 'Content-Length': String(last - first + 1), ...part },
  })
}
