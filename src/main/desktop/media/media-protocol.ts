import { protocol } from 'electron'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'
import { imageResponse, notFound, pictureResponse, tooLarge } from './image-response'
import { parseMediaAddress } from './media-address'
import { typeOfPicture } from './picture-file'
import type { Thumbnails } from './thumbnails'

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
