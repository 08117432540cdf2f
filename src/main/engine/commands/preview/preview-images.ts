import type { PreviewImage } from '@shared/model/gallery'
import { parseImageRange, wantsImage } from '@shared/text/image-range'
import type { FoundImage } from '../../extract/extraction'

/** Of a thumbnail that is followed the pixels are those of another picture than the one that is saved. */
export function previewImage(image: FoundImage, isThumbnail: boolean): PreviewImage {
  const { address, alternatives, shown = null, width = null, height = null, media = 'picture' } = image
  const size = isThumbnail ? { width: null, height: null } : { width, height }
  return { address, shown, alternatives, ...size, media }
}

/** The images inside and outside the range of images that the user asked for. */
export function wantedImages(images: readonly FoundImage[], range: string | undefined) {
  const positions = range === undefined ? null : parseImageRange(range)
  const isWanted = (index: number) => positions === null || wantsImage(positions, index + 1)
  return {
    wanted: images.filter((_, index) => isWanted(index)),
    outside: images.filter((_, index) => !isWanted(index)),
  }
}
