import { parseByteRange } from '../byte-range'
import { fileBody } from '../file-body'
import { openPicture, type PicturePlace } from './picture-file'

/** On every picture: its type is what main says, and opened by itself it can run nothing. */
export const mediaHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-cache',
}

export function notFound(): Response {
  return new Response('not found', { status: 404, headers: mediaHeaders })
}

/** The picture exists and is not shown, because its bitmap would be too large. */
export function tooLarge(): Response {
  return new Response('too large', { status: 413, headers: mediaHeaders })
}

/** Whole bytes of a picture. */
export function pictureResponse(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, { headers: { ...mediaHeaders, 'Content-Type': type } })
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
  const common = { ...mediaHeaders, 'Content-Type': type, 'Accept-Ranges': 'bytes' }
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
