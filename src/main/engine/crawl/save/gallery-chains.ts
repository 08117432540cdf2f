import { automaticRecipe } from '@shared/model/automatic-recipe'
import type { GalleryId } from '@shared/model/units'
import { displayText } from '@shared/text/display-text'
import { inTimeSlices } from '../../async/time-slice'
import { type FoundImage, noIdentity } from '../../extract/extraction'
import { continuesGallery, type GalleryPage, galleryPageOf } from '../../extract/same-gallery'
import { isPictureAddress } from '../../extract/versions/addresses/picture-address'
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
   * What of the pictures of a page counts, and whether the chain ends with it: it repeats the pictures that the page before it
   * showed, or it is the last of several in a row that show nothing new; a story may show a picture again, also twice in a
   * row. A page without a picture of its own may show the head of the site alone, which the pages before it passed over. Call
   * before its pictures are saved.
   */
  partOf(finding: PageFinding): Promise<ChainPart>
}

/** What a page adds to its chain. */
interface ChainPart {
  readonly images: readonly FoundImage[]
  readonly isEnd: boolean
}

/** Most pictures of a page by which it is known again. */
const mostCompared = 100

/**
 * What a page shows, as one text. Where the files of several pictures distinguish them, what a query adds (a session, a number
 * against caches) makes no other picture of one.
 */
function shownBy(images: readonly FoundImage[]): string {
  const addresses = images.slice(0, mostCompared).map(({ address }) => address)
  const paths = addresses.map((address) => address.replace(/[?#].*$/s, ''))
  const areFiles = paths.length > 1 && new Set(paths).size === paths.length && paths.every(isPictureAddress)
  return [images.length, ...(areFiles ? paths : addresses)].join(' ')
}

/** What a page states about itself, with the title as rows keep it. */
const statedBy = ({ address, content }: PageFinding): GalleryPage => ({
  ...galleryPageOf(address, content),
  title: displayText(content.title),
})

/** The chains of one run of a task. */
export function createGalleryChains({ task, output: { storage }, settings }: SaveSinkPorts): GalleryChains {
  const firsts = new Map<GalleryId, GalleryPage>()
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

  /** The pictures of a page; none where all of them were passed over as decoration of pages before it. */
  const withoutHead = async (images: readonly FoundImage[]): Promise<readonly FoundImage[]> => {
    for await (const part of inTimeSlices(images, task.signal))
      if (!part.every(({ address }) => storage.pages.skipped.isDecoration(task.id, address))) return images
    return []
  }

  /** Whether the pictures of a page are known as its own: it was read before a kill. */
  const isReadAgain = async (galleryId: GalleryId, images: readonly FoundImage[], address: string) => {
    for await (const part of inTimeSlices(images.slice(0, mostCompared), task.signal))
      if (part.some((image) => storage.images.ofAddress(galleryId, image.address)?.page === address))
        return true
    return false
  }

  return {
    begins(galleryId, finding) {
      if (firsts.has(galleryId)) return
      if (firsts.size >= mostRemembered) {
        firsts.clear()
        before.clear()
      }
      before.set(galleryId, shownBy(finding.content.images))
      firsts.set(galleryId, statedBy(finding))
    },
    isOther(finding) {
      const { page, content, fellBack } = finding
      if (page.via !== 'next' || page.galleryId === null) return false
      // A recipe says itself what continues a gallery; the user may want everything in one
      if ((task.recipe.name !== automaticRecipe && !fellBack) || task.request.options.oneFolder === true)
        return false
      const row = storage.galleries.get(page.galleryId)
      if (row === null) return false
      const first = firsts.get(page.galleryId)
      // Behind a restart the first page is not read again: one of a series was followed to this one
      const unread = { ...noIdentity, inSeries: content.identity.inSeries }
      return !continuesGallery(
        {
          isPicture: row.expected === 1,
          identity: unread,
          ...first,
          title: first?.title ?? (row.title === row.host ? '' : row.title),
          address: row.page,
        },
        statedBy(finding),
      )
    },
    async partOf({ page, address, content: { images: shown, items } }) {
      const { via, galleryId } = page
      if (via !== 'next' || galleryId === null) return { images: shown, isEnd: false }
      const images = await withoutHead(shown)
      if (images.length + items.length === 0) return { images, isEnd: addsNothing(galleryId) }
      // The thumbnails of pages that are followed are no pictures of the gallery
      if (items.length > 0) {
        withoutNew.delete(galleryId)
        return { images, isEnd: items.every((item) => storage.pages.has(task.id, item.address)) }
      }
      const text = shownBy(images)
      const isAgain = before.get(galleryId) === text
      before.set(galleryId, text)
      // A site that has no further page shows its last one again; one picture alone proves no repeated page
      if (isAgain && images.length > 1 && !(await isReadAgain(galleryId, images, address)))
        return { images: [], isEnd: true }
      for await (const part of inTimeSlices(images, task.signal)) {
        if (part.every((image) => isShownElsewhere(galleryId, image.address, address))) continue
        withoutNew.delete(galleryId)
        return { images, isEnd: false }
      }
      return { images, isEnd: addsNothing(galleryId) }
    },
  }
}
