/** What an image is by its first bytes, and whether it came to its end. */
export { createEndCheck } from './image-type/end-check'
export {
  headBytes,
  type ImageExtension,
  type ImageType,
  imageType,
  looksLikeText,
  mayBecomeImage,
} from './image-type/sniff'
export type { EndCheck } from './image-type/walk'
