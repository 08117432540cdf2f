import type { ReferrerPolicy } from '../../../address/referrer-policy'
import type { Element } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isDrawingAddress, isPictureAddress, leadsToVideo } from '../../versions/addresses/picture-address'
import type { PictureVersions } from '../../versions/find-versions'
import { opensPicture } from '../../versions/offers/light-box'
import type { DomPath } from '../hints/dom-path'

/** Something on a page that could be one of its pictures. */
export interface Candidate {
  readonly address: string
  /** All versions of it that the page names; null of what has but one. */
  readonly versions: PictureVersions | null
  /** The referrer policy for it; null where none is named. */
  readonly policy: ReferrerPolicy | null
  /** The element that shows it; a link for one that only names it. */
  readonly element: Element
  /** How the page shows it. */
  readonly shown: 'image' | 'background' | 'text-link'
  /** What a click on it opens. */
  readonly link: 'picture' | 'page' | 'none'
  readonly place: DomPath
  /** Announced size of what is shown, in CSS pixels; null when unknown. */
  readonly width: number | null
  readonly height: number | null
}

const styledSize = {
  width: /(?:^|[;\s])width\s*:\s*(\d{1,5})(?:\.\d+)?px/i,
  height: /(?:^|[;\s])height\s*:\s*(\d{1,5})(?:\.\d+)?px/i,
}

/** Announced width or height in CSS pixels; null when there is none, or one relative to its surroundings. */
export function pixels(element: Element, side: 'width' | 'height'): number | null {
  const attribute = element.attribs[side]
  const plain =
    attribute === undefined ? undefined : /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(attribute)?.[1]
  const style = element.attribs['style']
  const text = plain ?? (style === undefined ? undefined : styledSize[side].exec(style.slice(0, 1000))?.[1])
  return text === undefined ? null : Number(text)
}

/** What a click on an element inside the link opens; null: it is in no link. */
export function linkKindOf(link: Element | null, page: PageDocument): Candidate['link'] {
  const href = link?.attribs['href']?.trim() ?? ''
  if (href === '' || href.startsWith('#')) return 'none'
  const target = page.resolve(href)
  if (!target || target === page.address) return 'none'
  // a video that is not wanted leaves the picture that stands for it
  if (leadsToVideo(target)) return 'none'
  const isPicture = isPictureAddress(target) || isDrawingAddress(target)
  return isPicture || (link && opensPicture(link)) ? 'picture' : 'page'
}
