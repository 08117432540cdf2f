/** What an image is by its first bytes, and whether it came to its end. */

export {
  headBytes,
  type ImageExtension,
  type ImageType,
  imageType,
  looksLikeText,
  mayBecomeImage,
} from '../image/sniff'
export type { EndCheck } from '../image/walk'
export { createEndCheck } from './image-type/end-check'
