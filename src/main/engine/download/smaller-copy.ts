import type { TaskOutput } from '../library/finish-gallery'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { FilePlace } from '../storage/images/image-files'
import type { KnownFile, QueuedImage, RecordedFile, WholeFile } from '../storage/images/image-row'
import type { DownloadPorts } from './download-ports'

/**
 * The image as one whose file is there in a smaller version, as the row of another image says: its larger addresses are
 * tried first, and a larger one replaces that file. Null where its own page names no larger one.
 *
 * Nothing but the address of the file is written: after a kill the same file is found again.
 */
export function asSmaller(
  { output: { storage } }: Pick<DownloadPorts, 'output'>,
  image: QueuedImage,
  { file, bytes, sha256, type }: WholeFile,
  smaller: KnownFile,
): QueuedImage | null {
  const { saved = 0, largest = 0 } = smaller.version
  const there = smaller.addresses[saved]
  if (there === undefined) return null
  const own = [image.address, ...image.alternatives]
  const isNamed = own.includes(there)
  // Its page may not show this version any longer: the record says what the file is by this address.
  const alternatives = isNamed ? image.alternatives : [...image.alternatives, there]
  if (!isNamed) storage.images.queue.readdress(image.id, image.address, alternatives)
  const best = Math.max(0, own.indexOf(smaller.addresses[largest] ?? ''))
  const version = { ...image.version, saved: isNamed ? own.indexOf(there) : own.length, largest: best }
  if (version.saved === best) return null
  return { ...image, alternatives, version, repair: { file, bytes, sha256, type, found: true } }
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
