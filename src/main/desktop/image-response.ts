import { stat } from 'node:fs/promises'
import { parseByteRange } from './byte-range'
import { openFileBody } from './file-body'
import { isShownType } from './media-types'

/** On every picture: its type is what main says, and opened by itself it can run nothing. */
export const mediaHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-cache',
}

export function notFound(): Response {
  return new Response('not found', { status: 404, headers: mediaHeaders })
}

/** Whole bytes of a picture. */
export function pictureResponse(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, { headers: { ...mediaHeaders, 'Content-Type': type } })
}

/**
 * A picture in a file, whole or the part that `Range` asks for (RFC 9110 §14).
 *
 * null or a type that is not shown is "not found". Rejects when the file cannot be read.
 */
export async function imageResponse(
  image: { readonly path: string; readonly type: string } | null,
  rangeHeader: string | null,
): Promise<Response> {
  if (image === null || !isShownType(image.type)) return notFound()
  const { size } = await stat(image.path)
  const range = parseByteRange(rangeHeader, size)
  const common = { ...mediaHeaders, 'Content-Type': image.type, 'Accept-Ranges': 'bytes' }
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` } })
  }
  const { first, last } = range ?? { first: 0, last: size - 1 }
  const part: Record<string, string> =
    range === null ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` }
  return new Response(await openFileBody(image.path, { first, last }), {
    status: range === null ? 200 : 206,
    headers: { ...common, 'Content-Length': String(last - first + 1), ...part },
  })
}
