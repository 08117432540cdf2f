import type { Evidence } from '@shared/model/page-kind'
import type { Answer, Extraction, FoundImage } from '../../extraction'
import { stemOf } from '../../versions/addresses/picture-stem'
import { hasMorePixels } from '../../versions/rewrites/learned-rule'
import { evidence, withKind } from './settled-kind'

type PageAnswer = Extract<Answer, { kind: 'page' }>
type SizesAnswer = Extract<Answer, { kind: 'sizes' }>

/** The rule of a question whether a picture behind a link is a larger version of the one that links there. */
export const behindLink = 'behind-link'

/** The picture of a lone one with a larger version of it, which takes its place. */
function withLarger(extraction: Extraction, image: FoundImage, larger: FoundImage, code: Evidence['code']) {
  const alternatives = [...larger.alternatives, image.address, ...image.alternatives]
  return {
    ...extraction,
    ...withKind(extraction, 'picture', true, [evidence(code, 1)]),
    images: [{ ...image, ...larger, shown: image.address, alternatives: [...new Set(alternatives)] }],
  }
}

/** Whether two addresses are of one picture by the names of their files. */
const hasSameName = (one: string, other: string) => stemOf(one) !== '' && stemOf(one) === stemOf(other)

/**
 * A lone picture whose link leads to the same picture, larger. A page behind it may as well show the next picture: of
 * another name it is the same one only with more pixels in the same ratio, which is asked.
 */
export function settlePicture(extraction: Extraction, [answer]: readonly PageAnswer[]): Extraction {
  const [image] = extraction.images
  if (!answer || !image) return extraction
  const { found, address } = answer
  if (found === null) return extraction
  if (found === 'file')
    return address === image.address
      ? { ...extraction, ...withKind(extraction, 'picture', true, []) }
      : withLarger(extraction, image, { address, alternatives: [] }, 'followed-files')
  const larger = found.judgement.kind === 'picture' ? found.images[0] : undefined
  const settled = { ...extraction, ...withKind(extraction, 'picture', true, []) }
  if (!larger || larger.address === image.address) return settled
  if (hasSameName(larger.address, image.address))
    return withLarger(extraction, image, larger, 'followed-picture-pages')
  const question = {
    kind: 'sizes' as const,
    shown: image.address,
    larger: [larger.address],
    rule: behindLink,
  }
  return { ...settled, judgement: { ...settled.judgement, certain: false }, questions: [question] }
}

/** A lone picture, once it is known whether the one behind its link has more pixels in the same ratio. */
export function settleBehind(extraction: Extraction, answer: SizesAnswer): Extraction {
  const [image] = extraction.images
  const [address] = Object.keys(answer.sizes).filter((one) => one !== answer.shown)
  const settled = { ...extraction, ...withKind(extraction, 'picture', true, []) }
  if (image?.address !== answer.shown || address === undefined) return settled
  return hasMorePixels(answer.sizes[address], answer.sizes[answer.shown])
    ? withLarger(extraction, image, { address, alternatives: [] }, 'followed-picture-pages')
    : settled
}

/**
 * A lone picture on a page like another one behind whose link the larger version stood: the link is followed, as that of
 * a thumbnail.
 */
export function asLinkedPicture(extraction: Extraction, address: string): Extraction {
  const [image] = extraction.images
  if (!image) return extraction
  return {
    ...extraction,
    ...withKind(extraction, 'thumbnails', true, [evidence('followed-picture-pages', 0)]),
    items: [{ address, title: '', thumbnail: image }],
  }
}
