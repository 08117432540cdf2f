import type { Element } from '../../html/dom'

/** Attributes by which a light box says that a link opens a picture, whatever its address looks like. */
const surePictures = ['data-lightbox', 'data-pswp-width', 'data-pswp-src', 'data-lg-size'] as const

/** Attributes of light boxes that open other things too, unless `data-type` or a value says that it is a picture. */
const typed = /^(?:image|photo|picture|img)$/i

/**
 * Whether the light box of a link says that it opens a picture: PhotoSwipe 4 and 5, lightGallery, Lightbox 2, Elementor,
 * fancybox, GLightbox, Featherlight, and the itemprop of an ImageObject.
 */
export function opensPicture({ attribs }: Element): boolean {
  if (surePictures.some((name) => attribs[name] !== undefined)) return true
  if (/^lightbox\b/i.test(attribs['rel'] ?? '')) return true
  if (attribs['data-elementor-open-lightbox'] === 'yes') return true
  if (typed.test(attribs['data-type'] ?? '') || typed.test(attribs['data-featherlight'] ?? '')) return true
  if (/\btype:\s*image\b/i.test(attribs['data-glightbox'] ?? '')) return true
  if (/^\d{2,5}x\d{2,5}$/i.test(attribs['data-size'] ?? '')) return true
  return (attribs['itemprop'] ?? '').split(/\s+/).includes('contentUrl')
}

/** Whether an element itself belongs to a light box, so that its `data-src` is what it opens. */
export function isLightBox(element: Element): boolean {
  const { attribs } = element
  return (
    opensPicture(element) || attribs['data-fancybox'] !== undefined || attribs['data-sub-html'] !== undefined
  )
}

/** Longest attribute of a light box that is read. */
const longest = 8000

const linked = /\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})')/gi

/** References of the links in the caption of a light box, which often lead to the original. */
export function linksInCaption({ attribs }: Element): readonly string[] {
  return ['data-sub-html', 'data-caption', 'data-title'].flatMap((name) => {
    const caption = attribs[name]
    if (caption === undefined || !caption.includes('<')) return []
    return [...caption.slice(0, longest).matchAll(linked)].map((match) =>
      (match[1] ?? match[2] ?? '').replaceAll('&amp;', '&'),
    )
  })
}

/** The picture in the settings that Elementor keeps in Base64 behind a hash; null without. */
export function pictureInAction({ attribs }: Element): string | null {
  const action = [attribs['data-e-action-hash'], attribs['href']].find((text) =>
    text?.startsWith('#elementor-action'),
  )
  const settings = action && /settings(?:%3D|=)([A-Za-z0-9+/=%]{8,8000})/.exec(action.slice(0, longest))?.[1]
  if (!settings) return null
  const text = Buffer.from(settings.replaceAll(/%3D/gi, '=').replaceAll(/%2F/gi, '/'), 'base64').toString()
  const url = /"url"\s*:\s*"((?:[^"\\]|\\.){1,2000})"/.exec(text)?.[1]
  return url === undefined ? null : url.replaceAll('\\/', '/')
}

/** A size of a picture in `data-responsive` of lightGallery: `1-375.jpg 375, 1-480.jpg 480`. */
export function responsiveSizes({ attribs }: Element): readonly (readonly [string, number])[] {
  const text = attribs['data-responsive']
  if (text === undefined) return []
  return text
    .slice(0, longest)
    .split(',')
    .flatMap((part) => {
      const [, reference, width] = /^\s*(\S+)\s+(\d{2,5})w?\s*$/.exec(part) ?? []
      return reference === undefined ? [] : [[reference, Number(width)] as const]
    })
}
