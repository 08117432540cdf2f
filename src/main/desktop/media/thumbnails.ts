import { isVideoType } from '@shared/model/gallery'
import type { ImageId } from '@shared/model/units'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'
import { openPicture, type PicturePlace } from './picture-file'
import type { ThumbnailCache } from './thumbnail-cache'

/**
 * Lets at most `limit` calls of `run` be under way; of those that wait the newest goes first: what was just scrolled
 * into sight is wanted before what went out of it.
 */
export function newestFirst<A, T>(
  limit: number,
  run: (argument: A) => Promise<T>,
): (argument: A) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (argument) => {
    if (running < limit) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run(argument)
    } finally {
      // The place goes over to the next one without becoming free, so the limit can never be passed.
      const next = waiting.pop()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

/** Pictures drawn small at the same time: each may need a hundred megabytes while it is decoded. */
const atOnce = 3

/** A picture of more pixels than this (33 million) is drawn alone: at most one of them is in memory. */
const largePixels = 2 ** 25

/** A larger picture is not drawn: the decoding page holds the whole of it, but only a part of a video. */
const largestBytes = 256 * 1024 ** 2

/** A picture that could not be drawn small is shown as it is up to this size. */
const smallBytes = 512 * 1024

/** Tries for a picture during which the decoding page ended: it may have been another one's fault. */
const mostTries = 3

/** Pictures that cannot be drawn and are remembered, so that scrolling past them costs nothing. */
const mostUndrawable = 10_000

/** A small picture, encoded. */
export interface Thumbnail {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** The page that decodes ended while a picture was in it: for the fault of this picture or of another one. */
export class DrawerGoneError extends Error {
  constructor() {
    super('the decoding page ended')
    this.name = 'DrawerGoneError'
  }
}

/** A picture kept the decoding page busy for too long. */
export class DrawTimeoutError extends Error {
  constructor() {
    super('the picture took too long to draw')
    this.name = 'DrawTimeoutError'
  }
}

/** Draws a picture small; rejects when it cannot be decoded, and with DrawerGoneError and DrawTimeoutError. */
export type Draw = (id: ImageId) => Promise<Uint8Array>

/** Thumbnails of saved images, from the cache or drawn. */
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
  const drawSmall = retried(newestFirst(atOnce, draw))
  const drawLarge = retried(newestFirst(1, draw))
  const drawing = new Map<string, Promise<Thumbnail | null>>()
  const undrawable = new Map<string, 'damaged' | 'ends-the-page'>()

  async function make(
    id: ImageId,
    name: string,
    place: PicturePlace,
    isLarge: boolean,
  ): Promise<Thumbnail | null> {
    const cached = await cache.load(name)
    if (cached !== null) return { bytes: cached, type: 'image/webp' }
    const known = undrawable.get(name)
    if (known !== undefined) return known === 'ends-the-page' ? null : readSmall(place)
    try {
      const bytes = new Uint8Array(await (isLarge ? drawLarge : drawSmall)(id))
      await cache.save(name, bytes).catch((cause: unknown) => {
        log('warn', 'a thumbnail could not be kept', { cause: String(cause) })
      })
      return { bytes, type: 'image/webp' }
    } catch (cause) {
      log('debug', 'a thumbnail could not be drawn', { image: id, cause: String(cause) })
      // What ends the decoding page, or keeps it busy for ever, would do the same to the window.
      const isDangerous = cause instanceof DrawerGoneError || cause instanceof DrawTimeoutError
      if (undrawable.size >= mostUndrawable) undrawable.clear()
      undrawable.set(name, isDangerous ? 'ends-the-page' : 'damaged')
      return isDangerous ? null : readSmall(place)
    }
  }

  return {
    async of(id) {
      const place = imageFile(id)
      const picture = place === null ? 'gone' : await openPicture(place)
      if (place === null || typeof picture === 'string') return null
      const { file, size, changedMs, pixels, type } = picture
      await file.close()
      if (size > largestBytes && !isVideoType(type)) return null
      const name = `${id}-${size}-${Math.trunc(changedMs)}.webp`
      const begun = drawing.get(name)
      if (begun !== undefined) return begun
      const made = make(id, name, place, pixels > largePixels).finally(() => drawing.delete(name))
      drawing.set(name, made)
      return made
    },
  }
}

/** Draws again when the decoding page ended: maybe for the fault of another picture. */
function retried(draw: Draw): Draw {
  return async (id) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await draw(id)
      } catch (cause) {
        if (!(cause instanceof DrawerGoneError) || attempt === mostTries) throw cause
      }
    }
  }
}

/** A small picture as it is; null for one that is not small, and for a video. */
async function readSmall(place: PicturePlace): Promise<Thumbnail | null> {
  const picture = await openPicture(place)
  if (typeof picture === 'string') return null
  const { file, size, type } = picture
  try {
    return size <= smallBytes && !isVideoType(type)
      ? { bytes: new Uint8Array(await file.readFile()), type }
      : null
  } finally {
    await file.close()
  }
}
