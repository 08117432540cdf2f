import { readFile, stat } from 'node:fs/promises'
import type { ImageId } from '@shared/units'
import type { Engine } from '../engine/api'
import type { Log } from '../engine/ports'
import { isShownType } from './media-types'
import { newestFirst } from './newest-first'
import type { ThumbnailCache } from './thumbnail-cache'

/** Pictures drawn small at the same time: each may need a hundred megabytes while it is decoded. */
const atOnce = 3

/** A picture that could not be drawn small is shown as it is up to this size. */
const smallBytes = 512 * 1024

export interface Thumbnail {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** Draws a picture small; rejects when it cannot be decoded. */
export type Draw = (id: ImageId) => Promise<Uint8Array>

export interface Thumbnails {
  /** Small version of a saved image; null when there is none to show. */
  of(id: ImageId): Promise<Thumbnail | null>
}

/**
 * Makes thumbnails of saved images, each once: kept under the image's number, size and time of change, so that a file
 * that was fetched again gets a new one.
 */
export function createThumbnails(
  imageFile: Engine['imageFile'],
  cache: ThumbnailCache,
  draw: Draw,
  log: Log,
): Thumbnails {
  const drawInTurn = newestFirst(atOnce, draw)
  const drawing = new Map<string, Promise<Thumbnail | null>>()

  async function make(id: ImageId, name: string, path: string, type: string, size: number) {
    const cached = await cache.load(name)
    if (cached !== null) return { bytes: cached, type: 'image/webp' }
    try {
      const bytes = new Uint8Array(await drawInTurn(id))
      await cache.save(name, bytes).catch((cause: unknown) => {
        log('warn', 'a thumbnail could not be kept', { cause: String(cause) })
      })
      return { bytes, type: 'image/webp' }
    } catch (cause) {
      log('debug', 'a thumbnail could not be drawn', { image: id, cause: String(cause) })
      return size <= smallBytes ? { bytes: new Uint8Array(await readFile(path)), type } : null
    }
  }

  return {
    async of(id) {
      const image = imageFile(id)
      if (image === null || !isShownType(image.type)) return null
      const { size, mtimeMs } = await stat(image.path)
      const name = `${id}-${size}-${Math.trunc(mtimeMs)}.webp`
      const begun = drawing.get(name)
      if (begun !== undefined) return begun
      const made = make(id, name, image.path, image.type, size).finally(() => drawing.delete(name))
      drawing.set(name, made)
      return made
    },
  }
}
