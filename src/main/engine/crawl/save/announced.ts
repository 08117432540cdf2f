import type { GalleryId } from '@shared/model/units'
import type { Announced } from '../../extract/extraction'
import type { PageContent } from '../crawl'

/** What the pages of the galleries of one run announce, against what they showed. */
export interface AnnouncedPictures {
  /**
   * Notes what a page of a gallery announces. Returns how many pictures the gallery lacks by that, 0 while further pages
   * follow. `before`: pictures of the pages before it.
   */
  lackingAt(galleryId: GalleryId, before: number, content: PageContent): number
  /** How many it lacks where a page that was to continue it turned out to be of another one. */
  lackingAtEnd(galleryId: GalleryId, found: number): number
}

/** Galleries whose announcements are remembered. */
const mostRemembered = 1000

/** Pictures that a page shows or leads to. */
function shownOn({ judgement, images, items, own = [] }: PageContent): number {
  const isAlbum = judgement.kind !== 'gallery' && items.length > 0
  return items.length + own.length + (isAlbum ? 0 : images.length)
}

/**
 * What counts of an announcement: the title of one picture may be that of its album, and `12 of 40 photos` is said of the page
 * where it shows twelve.
 */
function totalOf({ named, kept, partly = [] }: Announced, content: PageContent): number {
  if (content.judgement.kind === 'picture') return kept
  const shown = shownOn(content)
  return partly.reduce(
    (most, [part, all]) => (part === shown ? Math.max(most, all) : most),
    Math.max(named, kept),
  )
}

const lackingOf = (total: number, found: number, announced: Announced | undefined) =>
  total > 0 ? Math.max(0, total - found) : (announced?.further ?? 0)

/** How many pictures a gallery of this page alone lacks by what the page announces; 0 where further pages follow. */
export function lackingOn(content: PageContent): number {
  const { announced, next, moved } = content
  if (next !== null || moved !== null) return 0
  return lackingOf(announced ? totalOf(announced, content) : 0, shownOn(content), announced)
}

/** An empty memory: after a kill the pages that are read then count alone. */
export function createAnnouncedPictures(): AnnouncedPictures {
  const totals = new Map<GalleryId, number>()
  return {
    lackingAt(galleryId, before, content) {
      const { announced, next, moved } = content
      const found = before + shownOn(content)
      const total = Math.max(totals.get(galleryId) ?? 0, announced ? totalOf(announced, content) : 0)
      if (next !== null || moved !== null) {
        if (totals.size >= mostRemembered) totals.clear()
        totals.set(galleryId, total)
        return 0
      }
      totals.delete(galleryId)
      return lackingOf(total, found, announced)
    },
    lackingAtEnd(galleryId, found) {
      const total = totals.get(galleryId) ?? 0
      totals.delete(galleryId)
      return Math.max(0, total - found)
    },
  }
}
