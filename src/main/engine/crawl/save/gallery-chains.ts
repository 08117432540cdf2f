import { automaticRecipe } from '@shared/model/recipe'
import type { GalleryId } from '@shared/model/units'
import { displayText } from '@shared/text/display-text'
import { inTimeSlices } from '../../async/time-slice'
import { type FoundImage, noIdentity, type PageIdentity } from '../../extract/extraction'
import { continuesGallery } from '../../extract/same-gallery'
import type { QueuedPage } from '../../storage/pages/page-states'
import type { Finding } from '../crawl'
import type { SaveSinkPorts } from './save-sink-ports'

/** A page that was read and that a next link led to. */
type PageFinding = Extract<Finding<QueuedPage>, { readonly kind: 'page' }>

/** Galleries whose first pages are remembered; the row of another one says its title and its page. */
const mostRemembered = 1000

/** Pages that continue galleries by links, and where such chains end. */
export interface GalleryChains {
  /** Remembers what the first page of a gallery states about itself. */
  begins(galleryId: GalleryId, finding: PageFinding): void
  /** Whether a page that a next link led to is of another gallery, by what it states about itself. */
  isOther(finding: PageFinding): boolean
  /**
   * Whether the chain ends with this page: it shows the pictures that the page before it showed, or it is the last of several
   * in a row that show nothing new; a story may show a picture again, also twice in a row. Call before its pictures are saved.
   */
  isEnd(finding: PageFinding): Promise<boolean>
}

/** Most pictures of a page by which it is known again. */
const mostCompared = 100

/** What a page shows, as one text. */
const shownBy = (images: readonly FoundImage[]): string =>
  [images.length, ...images.slice(0, mostCompared).map(({ address }) => address)].join(' ')

/** The chains of one run of a task. */
export function createGalleryChains({ task, output: { storage }, settings }: SaveSinkPorts): GalleryChains {
  const firsts = new Map<GalleryId, { readonly title: string; readonly identity: PageIdentity }>()
  const withoutNew = new Map<GalleryId, number>()
  /** What the page before showed, one text a gallery. */
  const before = new Map<GalleryId, string>()

  const addsNothing = (galleryId: GalleryId): boolean => {
    const inARow = (withoutNew.get(galleryId) ?? 0) + 1
    withoutNew.set(galleryId, inARow)
    return inARow >= settings().missingPagesToEnd
  }

  /** A page that is read again after a kill shows its own pictures, which are known by then. */
  const isShownElsewhere = (galleryId: GalleryId, address: string, page: string): boolean => {
    const known = storage.images.ofAddress(galleryId, address)
    return known !== null && known.page !== page
  }

  return {
    begins(galleryId, { content }) {
      if (firsts.has(galleryId)) return
      if (firsts.size >= mostRemembered) {
        firsts.clear()
        before.clear()
      }
      before.set(galleryId, shownBy(content.images))
      firsts.set(galleryId, { title: displayText(content.title), identity: content.identity })
    },
    isOther({ page, address, content, fellBack }) {
      if (page.via !== 'next' || page.galleryId === null) return false
      // a recipe says itself what continues a gallery; the user may want everything in one
      if ((task.recipe.name !== automaticRecipe && !fellBack) || task.request.options.oneFolder === true)
        return false
      const row = storage.galleries.get(page.galleryId)
      if (row === null) return false
      const first = firsts.get(page.galleryId)
      const title = first?.title ?? (row.title === row.host ? '' : row.title)
      return !continuesGallery(
        { title, address: row.page, identity: first?.identity ?? noIdentity },
        {
          title: displayText(content.title),
          address,
          identity: content.identity,
          isPicture: content.judgement.kind === 'picture',
        },
      )
    },
    async isEnd({ page, address, content: { images, items } }) {
      const { via, galleryId } = page
      if (via !== 'next' || galleryId === null) return false
      if (images.length + items.length === 0) return addsNothing(galleryId)
      // the thumbnails of pages that are followed are no pictures of the gallery
      if (items.length > 0) {
        withoutNew.delete(galleryId)
        return items.every((item) => storage.pages.has(task.id, item.address))
      }
      const shown = shownBy(images)
      const isAgain = before.get(galleryId) === shown
      before.set(galleryId, shown)
      for await (const part of inTimeSlices(images, task.signal)) {
        if (part.every((image) => isShownElsewhere(galleryId, image.address, address))) continue
        withoutNew.delete(galleryId)
        return false
      }
      // a site that has no further page shows its last one again; one picture alone proves no repeated page
      return (isAgain && images.length > 1) || addsNothing(galleryId)
    },
  }
}
