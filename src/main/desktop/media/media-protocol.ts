import { ImageId } from '@shared/model/units'
import { protocol } from 'electron'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'
import { imageResponse, notFound, pictureResponse, tooLarge } from './image-response'
import { typeOfPicture } from './picture-file'
import type { Thumbnails } from './thumbnails'

/** What a `media:` address may ask for: always a number that main looks up, never a path. */
export type MediaAddress =
  | { readonly kind: 'thumb'; readonly id: ImageId }
  | { readonly kind: 'image'; readonly id: ImageId }
  | { readonly kind: 'preview'; readonly token: string; readonly index: number }

/** A number as the page writes it: no sign, no leading zero, small enough to be exact. */
const number = /^(?:0|[1-9]\d{0,14})$/
const token = /^[a-z0-9-]{8,40}$/

/**
 * Reads `media://thumb/<imageId>`, `media://image/<imageId>` and `media://preview/<token>/<n>`; null for anything else.
 * A query is ignored: the page uses it to ask anew for a picture that has changed.
 */
export function parseMediaAddress(address: string): MediaAddress | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'media:' || url.username !== '' || url.password !== '' || url.port !== '') return null
  const [empty, first, second, ...rest] = url.pathname.split('/')
  if (empty !== '' || first === undefined || rest.length > 0) return null
  if (url.host === 'preview') {
    if (second === undefined || !token.test(first) || !number.test(second)) return null
    return { kind: 'preview', token: first, index: Number(second) }
  }
  if ((url.host !== 'thumb' && url.host !== 'image') || second !== undefined || !number.test(first))
    return null
  const id = ImageId.safeParse(Number(first))
  return id.success ? { kind: url.host, id: id.data } : null
}

async function respond(engine: Engine, thumbnails: Thumbnails, request: Request): Promise<Response> {
  const address = request.method === 'GET' ? parseMediaAddress(request.url) : null
  if (address === null) return notFound()
  switch (address.kind) {
    case 'image':
      return imageResponse(engine.imageFile(address.id), request.headers.get('range'))
    case 'thumb': {
      const thumbnail = await thumbnails.of(address.id)
      return thumbnail === null ? notFound() : pictureResponse(thumbnail.bytes, thumbnail.type)
    }
    case 'preview': {
      const bytes = new Uint8Array((await engine.previewImage(address.token, address.index)).bytes)
      const type = await typeOfPicture((from, length) => Promise.resolve(bytes.subarray(from, from + length)))
      if (type === 'too-large') return tooLarge()
      return type === 'no-picture' ? notFound() : pictureResponse(bytes, type.shown)
    }
  }
}

/** Serves pictures to the window by number; whatever cannot be shown is "not found". */
export function serveMedia(engine: Engine, thumbnails: Thumbnails, log: Log): void {
  protocol.handle('media', async (request) => {
    try {
      return await respond(engine, thumbnails, request)
    } catch (thrown) {
      log('debug', 'a picture could not be shown', { address: request.url, cause: String(thrown) })
      return notFound()
    }
  })
}
