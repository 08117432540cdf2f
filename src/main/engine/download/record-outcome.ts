import { join } from 'node:path'
import { isVideoType } from '@shared/model/gallery'
import type { EpochMs } from '@shared/model/units'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import { isSmaller, type QueuedImage } from '../storage/images/image-row'
import type { ImageOutcome } from './download-image'
import type { DownloadPorts } from './download-ports'

/** Reports an image of a task that only lists addresses; its place in the gallery stays taken. */
export function reportAddress(
  { task: { id }, output }: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
): void {
  const { storage, ledger, finisher, changes } = output
  storage.images.outcome.markUnwanted(image.id)
  storage.galleries.progress.addToCounts(gallery.id, { found: -1 })
  ledger.addToCounts(id, { found: -1 })
  changes.emit({ kind: 'address', taskId: id, url: image.address })
  finisher.check(gallery.id)
}

/** Writes how an image ended: its row, its gallery's counts and the task's, in one turn. */
export function recordOutcome(
  ports: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  outcome: ImageOutcome,
): void {
  const { storage, ledger, finisher, changes } = ports.output
  const { id } = ports.task
  const at = ports.ports.now()
  const notFetched = { etag: null, lastModified: null }
  switch (outcome.kind) {
    case 'saved':
    case 'skipped':
      recordFile(ports, gallery, image, outcome, at)
      break
    case 'noted':
      storage.images.outcome.saveDone(image.id, 'skipped', { ...outcome.whole, file: null }, notFetched, at)
      storage.galleries.progress.addToCounts(gallery.id, { skipped: 1 })
      ledger.addToCounts(id, { skipped: 1 })
      noteRepeated(ports, gallery, image, outcome.whole.sha256)
      break
    case 'filtered':
      storage.images.outcome.drop(image.id)
      storage.pages.skipped.add(id, [{ address: image.address, reason: 'filtered' }])
      storage.galleries.progress.addToCounts(gallery.id, { found: -1 })
      ledger.addToCounts(id, { found: -1 })
      break
    case 'failed':
      storage.images.outcome.saveFailed(image.id, outcome.failure, at)
      storage.galleries.progress.addToCounts(gallery.id, { failed: 1 })
      ledger.addToCounts(id, { failed: 1 })
      changes.emit({
        kind: 'failed',
        taskId: id,
        imageId: image.id,
        url: image.address,
        failure: outcome.failure,
      })
      break
  }
  finisher.check(gallery.id)
}

/** Writes that an image has its file. */
function recordFile(
  run: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  outcome: Extract<ImageOutcome, { readonly kind: 'saved' | 'skipped' }>,
  at: EpochMs,
): void {
  const { task, output, ports } = run
  const { id } = task
  const { storage, ledger, changes } = output
  const { whole, kind } = outcome
  const { bytes, sha256 } = whole
  const validators = kind === 'saved' ? outcome : { etag: null, lastModified: null }
  storage.images.outcome.saveDone(image.id, kind, whole, validators, at)
  recordVersion(run, image, outcome.version, outcome.largest)
  noteRepeated(run, gallery, image, sha256)
  // A video has no still picture of its own that could be shown: the first picture stands for the gallery.
  const cover = isVideoType(whole.type) ? undefined : image.id
  storage.galleries.progress.addToCounts(gallery.id, { [kind]: 1, bytes }, cover)
  ledger.addToCounts(id, { [kind]: 1, bytes })
  if (cover !== undefined && ledger.need(id).cover === null) {
    ledger.setFace(id, { title: storage.tasks.title(id), cover })
  }
  const url = image.address
  const path = join(folderOf(gallery), whole.file)
  changes.emit({ kind, taskId: id, imageId: image.id, url, path, bytes, sha256 })
  const isLarger = outcome.version !== undefined && outcome.version < (image.version.saved ?? 0)
  if (!isLarger && image.repair?.sha256 && image.repair.sha256 !== sha256) {
    changes.emit({ kind: 'other-content', taskId: id, url, path })
    ports.log('info', 'the site serves another picture than the one that was recorded', { path })
  }
  changes.libraryChanged()
}

/**
 * Writes which version of an image is there, and which has the most pixels; absent: as it was. One that is smaller than it
 * could be is a shortfall.
 */
export function recordVersion(
  { task: { id }, output: { storage, ledger }, wrongLarger }: DownloadPorts,
  { id: imageId, address, alternatives, version }: QueuedImage,
  saved = version.saved ?? 0,
  largest = version.largest ?? 0,
): void {
  if (saved === (version.saved ?? 0) && largest === (version.largest ?? 0)) return
  const now = { ...version, saved, largest }
  storage.images.outcome.saveVersion(imageId, now)
  const smaller = alternatives[saved - 1]
  if (smaller !== undefined) wrongLarger(address, smaller)
  const change = Number(isSmaller(now)) - Number(isSmaller(version))
  if (change === 0) return
  storage.tasks.progress.addShortfall(id, 'smaller', change)
  ledger.addToCounts(id, { shortfalls: { smaller: change } })
}

/**
 * From so many addresses of a gallery with one content on, the site may send it in place of the pictures; two may be one
 * picture that is shown twice.
 */
const fewestAddresses = 3

/**
 * An image has its file: where it is one of several that brought the same picture under different addresses, all of them
 * are a shortfall of the task. Called once the image's row has its content.
 */
function noteRepeated(
  { task: { id }, images, output: { storage, ledger } }: DownloadPorts,
  gallery: StoredGallery,
  { address }: QueuedImage,
  sha256: string,
): void {
  if (!images.seenContents.isRepeated(gallery.id, sha256)) return
  const content = { taskId: id, galleryId: gallery.id, sha256 }
  const others = storage.images.files.addressesOf(content, address, fewestAddresses)
  if (others + 1 < fewestAddresses) return
  const more = others + 1 === fewestAddresses ? fewestAddresses : 1
  storage.tasks.progress.addShortfall(id, 'repeated', more)
  ledger.addToCounts(id, { shortfalls: { repeated: more } })
}
