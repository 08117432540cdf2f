import { gifWalk, jpegWalk, pngWalk } from './end-walks'
import { bmpWalk, boxWalk, iconWalk, webpWalk } from './size-walks'
import type { ImageExtension, ImageType } from './sniff'
import { type EndCheck, followWalk, type Walk } from './walk'

/** TIFF and JPEG XL can keep their parts in any order, or have no mark at their end. */
const walks: Readonly<Record<ImageExtension, (() => Walk) | null>> = {
  jpg: jpegWalk,
  png: pngWalk,
  gif: gifWalk,
  webp: webpWalk,
  bmp: bmpWalk,
  ico: iconWalk,
  avif: () => boxWalk(['meta', 'mdat']),
  heic: () => boxWalk(['meta', 'mdat']),
  jp2: () => boxWalk(['jp2c']),
  tiff: null,
  jxl: null,
}

/** A check for one image of a type, to be fed from its first byte on. */
export function createEndCheck(type: ImageType): EndCheck {
  const walk = walks[type.extension]
  return walk === null ? { push: () => {}, isWhole: () => null } : followWalk(walk())
}
