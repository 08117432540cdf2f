import type { Extraction } from '../extract/extraction'

/** What makes a gallery the same one when it is met again. */
export interface GalleryIdentity {
  readonly key: string
  readonly host: string
}

/**
 * Identity of the gallery that a page shows: its site and the id that a recipe reads there; without one the address of
 * its first page. The automatic recipe's id is a guess that may repeat on a site, so it names but does not identify.
 */
export function galleryIdentity(
  address: string,
  extraction: Pick<Extraction, 'id'>,
  hasOwnId: boolean,
): GalleryIdentity {
  const url = new URL(address)
  url.hash = ''
  // Who asks does not change which gallery it is; and the key is written into gallery.json.
  url.username = ''
  url.password = ''
  const id = hasOwnId ? extraction.id : null
  return { key: id === null ? url.href : `${url.origin} ${id}`, host: url.host }
}
