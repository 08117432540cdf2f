import type { Extraction } from '../../extract/extraction'
import { continuesGallery, type GalleryPage, galleryPageOf } from '../../extract/same-gallery'
import { type NextPagePorts, readNext } from './read-next'

const byOthers: ReadonlySet<string> = new Set(['by-recipe', 'by-user'])

const isEmpty = ({ images, items, galleries }: Extraction) =>
  images.length + items.length + galleries.length === 0

/** Whether a page brings nothing but a next page, by the automatic judgement. */
function leadsOnAlone(extraction: Extraction): boolean {
  const { next, moved, judgement } = extraction
  const isAutomatic = !judgement.reasons.some(({ code }) => byOthers.has(code))
  return isEmpty(extraction) && next !== null && moved === null && isAutomatic
}

const isNamed = ({ title, identity }: Pick<GalleryPage, 'title' | 'identity'>) =>
  title !== '' || identity.heading !== ''

/**
 * An extraction without its next page, where the page shows nothing and the next one begins another gallery: blogs link the
 * neighbouring post so, and its pictures would be saved as those of a post without any. The next page is read once: one that
 * continues this page is taken from memory when it is followed. `address`: after redirects.
 */
export async function withOwnNext(
  address: string,
  extraction: Extraction,
  ports: NextPagePorts,
): Promise<Extraction> {
  const { next } = extraction
  if (next === null || !leadsOnAlone(extraction) || !isNamed(extraction)) return extraction
  const found = await readNext(next, ports)
  if (found === null || !isNamed(found)) return extraction
  if (continuesGallery(galleryPageOf(address, extraction), found)) return extraction
  return {
    ...extraction,
    next: null,
    skipped: [...extraction.skipped, { address: next, reason: 'out-of-scope' }],
  }
}
