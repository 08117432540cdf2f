import { join } from 'node:path'
import { hasSize } from '../disk/claim-name'
import { diskOperation } from '../disk/disk-errors'
import { hasContent } from '../disk/hash-file'
import { removeFile } from '../disk/paths'
import type { TaskOutput } from '../library/finish-gallery'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { FilePlace } from '../storage/images/image-files'
import type { KnownFile, QueuedImage, RecordedFile, WholeFile } from '../storage/images/image-row'
import type { DownloadPorts } from './download-ports'

/**
 * The image as one whose file is there in a smaller version, as the row of another image says: its larger addresses are
 * tried first, and a larger one replaces that file. Null where its own page names no larger one.
 */
export function asSmaller(
  run: Pick<DownloadPorts, 'output'>,
  image: QueuedImage,
  whole: WholeFile,
  smaller: KnownFile,
): QueuedImage | null {
  const { saved = 0, largest = 0 } = smaller.version
  const there = smaller.addresses[saved]
  const own = [image.address, ...image.alternatives]
  const best = Math.max(0, own.indexOf(smaller.addresses[largest] ?? ''))
  return there === undefined || own.indexOf(there) === best
    ? null
    : withSmaller(run, image, whole, { there, best })
}

/**
 * The image with a file that is there as a smaller version of it, which has the address `there`; `best` is the place of its
 * largest version.
 *
 * Nothing but the address of the file is written: after a kill the same file is found again.
 */
function withSmaller(
  { output: { storage } }: Pick<DownloadPorts, 'output'>,
  image: QueuedImage,
  { file, bytes, sha256, type }: WholeFile,
  { there, best }: { readonly there: string; readonly best: number },
): QueuedImage {
  const own = [image.address, ...image.alternatives]
  const isNamed = own.includes(there)
  // Its page may not show this version any longer: the record says what the file is by this address.
  const alternatives = isNamed ? image.alternatives : [...image.alternatives, there]
  if (!isNamed) storage.images.queue.readdress(image.id, image.address, alternatives)
  const version = { ...image.version, saved: isNamed ? own.indexOf(there) : own.length, largest: best }
  return { ...image, alternatives, version, repair: { file, bytes, sha256, type, found: true } }
}

/** What a thumbnail that an earlier task saved as it stands is for an image: its picture already, or its smaller version. */
type EarlierThumbnail = { readonly copy: WholeFile } | { readonly retried: QueuedImage }

/** The file in this folder of the thumbnail that led to the image; null where no other task saved it. */
export async function findThumbnail(
  run: Pick<DownloadPorts, 'output'>,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<EarlierThumbnail | null> {
  const { inPlaceOf, largest = 0 } = image.version
  if (inPlaceOf === undefined || image.repair !== null) return null
  for (const known of thumbnailsAt(run.output, gallery, image)) {
    if (!(await hasSize(join(folderOf(known), known.file), known.bytes))) continue
    if (versionOf(known) === image.address) return { copy: known }
    return { retried: withSmaller(run, image, known, { there: inPlaceOf, best: largest }) }
  }
  return null
}

/** Files in this folder that other tasks have for the thumbnail of an image. */
function thumbnailsAt(
  { storage }: Pick<TaskOutput, 'storage'>,
  { place }: StoredGallery,
  { taskId, version: { inPlaceOf } }: QueuedImage,
): readonly KnownFile[] {
  if (inPlaceOf === undefined) return []
  return storage.images.files
    .byAddress(inPlaceOf)
    .filter((known) => known.place === place && known.taskId !== taskId)
}

const versionOf = ({ addresses, version: { saved = 0 } }: KnownFile) => addresses[saved]

/**
 * The rows of other tasks that have the thumbnail of an image in this folder have the image, which was saved from `address`
 * as `whole`: they lack nothing any more. Done again, as after a kill, it changes nothing.
 */
export async function replaceThumbnails(
  { output: { storage, ledger } }: Pick<DownloadPorts, 'output'>,
  gallery: StoredGallery,
  image: QueuedImage,
  whole: WholeFile,
  address: string,
): Promise<void> {
  for (const known of thumbnailsAt({ storage }, gallery, image)) {
    const { imageId, taskId, addresses, version, place, file } = known
    if (versionOf(known) === address) continue
    if (file !== whole.file) {
      // The program ended between the name of the image and the deletion of the thumbnail; an edited one stays.
      if (!(await hasContent(join(folderOf(known), file), known))) continue
      await diskOperation(() => removeFile(join(folderOf(known), file)))
    }
    storage.images.outcome.saveReplaced(image.id, { place, file }, whole)
    const [own = address, ...others] = addresses
    const alternatives = [...others.filter((other) => other !== address), address]
    if (!storage.images.queue.readdress(imageId, own, alternatives)) continue
    const saved = alternatives.length
    storage.images.outcome.saveVersion(imageId, { ...version, saved, largest: saved })
    const lacking = ledger.get(taskId)?.progress.counts.shortfalls?.['thumbnails-only'] ?? 0
    if (lacking === 0) continue
    storage.tasks.progress.addShortfall(taskId, 'thumbnails-only', -1)
    ledger.addToCounts(taskId, { shortfalls: { 'thumbnails-only': -1 } })
  }
}

/** What the recorded file of an image must be to be deleted; null for one that is not our own. */
export function ownContent(
  { output: { storage } }: Pick<DownloadPorts, 'output'>,
  gallery: StoredGallery,
  { file, bytes, sha256, found }: RecordedFile,
): { readonly bytes: number; readonly sha256: string } | null {
  if (sha256 === null) return null
  // A file that no task saved was there before: it is the user's.
  return found !== true || storage.images.files.isSaved({ ...gallery, file }) ? { bytes, sha256 } : null
}

/** The file of other images, which was a smaller version, is about to be replaced by that of `address`. */
export function noteLarger(
  { storage, ledger }: Pick<TaskOutput, 'storage' | 'ledger'>,
  by: QueuedImage['id'],
  place: FilePlace,
  address: string,
): void {
  for (const { imageId, taskId, addresses, version } of storage.images.files.smallerAt(place)) {
    const { largest = 0 } = version
    if (imageId === by || addresses[largest] !== address) continue
    storage.images.outcome.saveVersion(imageId, { ...version, saved: largest })
    storage.tasks.progress.addShortfall(taskId, 'smaller', -1)
    if (ledger.get(taskId) !== null) ledger.addToCounts(taskId, { shortfalls: { smaller: -1 } })
  }
}
