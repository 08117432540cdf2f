import type { Verdict } from '@shared/model/library/check'
import type { MissingCount } from '@shared/model/library/incomplete'
import type { ImageId } from '@shared/model/units'
import { isFolder } from '../../disk/paths'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { ListThread } from '../../storage/lists/list-thread'
import type { Storage } from '../../storage/storage'
import { folderOf } from '../gallery-record'
import { type ExpectedFile, verifyGallery } from './verify-gallery'

/** What a check of a gallery reads. */
export interface CheckGalleryPorts {
  readonly storage: Storage
  readonly lists: ListThread
}

/** What a check of one gallery of the list finds. */
export type GalleryFinding =
  /** The folder does not exist; nothing else is found then. */
  | { readonly kind: 'gone' }
  /** A file was compared with its row; `bytesRead` of it were read. */
  | {
      readonly kind: 'file'
      readonly imageId: ImageId
      readonly verdict: Verdict
      readonly bytesRead: number
    }
  /** Files in the folder that no row names. */
  | { readonly kind: 'unknown'; readonly files: number }
  /** Images and pages that were never saved: more than none. */
  | ({ readonly kind: 'missing' } & MissingCount)

interface RecordedImage extends ExpectedFile {
  readonly id: ImageId
}

/**
 * Compares the folder of a gallery with its rows, and yields what it finds. Writes nothing.
 *
 * Rejects with the signal's reason.
 */
export async function* checkGallery(
  { storage, lists }: CheckGalleryPorts,
  gallery: StoredGallery,
  signal: AbortSignal,
): AsyncGenerator<GalleryFinding, void> {
  signal.throwIfAborted()
  const folder = folderOf(gallery)
  const folderExists = await isFolder(folder)
  signal.throwIfAborted()
  if (!folderExists) {
    yield { kind: 'gone' }
    return
  }
  for await (const finding of verifyGallery(folder, recordedImages(storage, gallery), signal)) {
    if (finding.kind === 'file') {
      const { expected, verdict, bytesRead } = finding
      yield { kind: 'file', imageId: expected.id, verdict, bytesRead }
    } else if (finding.unknown > 0) yield { kind: 'unknown', files: finding.unknown }
  }
  // A gallery whose files are all whole is not complete if some of its images were never saved.
  const { id, taskId, title, root, folder: path, place } = gallery
  const asked = { id, taskId, title, root, folder: path, place }
  const { images, pages } = await lists.ask('missingOfGallery', { gallery: asked, most: 1 })
  signal.throwIfAborted()
  if (images + pages > 0) yield { kind: 'missing', images, pages }
}

function* recordedImages(storage: Storage, { id, taskId }: StoredGallery): Iterable<RecordedImage> {
  for (const image of storage.images.ofGallery(taskId, id)) {
    const { state, file, bytes, sha256, type } = image
    if ((state !== 'saved' && state !== 'skipped') || file === null) continue
    yield { id: image.id, file, bytes: bytes ?? -1, sha256, type: type ?? '' }
  }
}
