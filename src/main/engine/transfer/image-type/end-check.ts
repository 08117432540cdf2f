import { gifWalk, jpegWalk, pngWalk } from '../../image/end-walks'
import { bmpWalk, boxWalk, iconWalk, jxlWalk, webpWalk } from '../../image/size-walks'
import type { ImageExtension, ImageType } from '../../image/sniff'
import { tiffWalk } from '../../image/tiff-walk'
import { type EndCheck, followWalk, type Walk } from '../../image/walk'

const walks: Readonly<Record<ImageExtension, () => Walk>> = {
  jpg: jpegWalk,
  png: pngWalk,
  gif: gifWalk,
  webp: webpWalk,
  bmp: bmpWalk,
  ico: iconWalk,
  avif: () => boxWalk(['meta', 'mdat']),
  heic: () => boxWalk(['meta', 'mdat']),
  jp2: () => boxWalk(['jp2c']),
  tiff: tiffWalk,
  jxl: jxlWalk,
}

/** A check for one image of a type, to be fed from its first byte on. */
export function createEndCheck(type: ImageType): EndCheck {
  return followWalk(walks[type.extension]())
}
