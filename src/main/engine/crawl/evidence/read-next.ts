import type { Extraction, FetchedPage, PageReply, PageRole } from '../../extract/extraction'
import { type GalleryPage, galleryPageOf } from '../../extract/same-gallery'

/** How the page behind a link is read. Each rejects with the signal's reason or a bug, never with a FailureError. */
export interface NextPagePorts {
  /** Null for an address that cannot be read. */
  readonly fetchPage: (address: string) => Promise<PageReply | null>
  readonly extract: (page: FetchedPage, role: PageRole) => Promise<Extraction>
}

/** A page that may continue another one. */
export interface ReadNext extends GalleryPage {
  readonly extraction: Extraction
}

/** Reads the page behind a link; null for what is none. */
export async function readNext(
  next: string,
  { fetchPage, extract }: NextPagePorts,
): Promise<ReadNext | null> {
  const reply = await fetchPage(next)
  if (reply === null || reply.kind === 'image') return null
  const extraction = await extract(reply.page, 'next')
  return { ...galleryPageOf(reply.page.address, extraction), extraction }
}
