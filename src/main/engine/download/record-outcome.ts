import { join } from 'node:path'
import { isVideoType } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import { isSmaller, type QueuedImage, type WholeFile } from '../storage/images/image-row'
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
    case 'skipped': {
      const { etag, lastModified } = outcome.kind === 'saved' ? outcome : notFetched
      recordFiles(ports, [{ ...outcome, image, gallery, etag, lastModified }])
      break
    }
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

/** An image that has its file. */
export interface RecordedImage {
  /** `skipped`: no byte of it was fetched. */
  readonly kind: 'saved' | 'skipped'
  readonly image: QueuedImage
  readonly gallery: StoredGallery
  readonly whole: WholeFile
  readonly etag: string | null
  readonly lastModified: string | null
  /** See `ImageOutcome`. */
  readonly version?: number
  readonly largest?: number
}

/** Writes that images have their files, in one turn: counts of galleries and of the task change once. */
export function recordFiles(run: DownloadPorts, files: readonly RecordedImage[]): void {
  const { task, output, ports } = run
  const { id } = task
  const { storage, ledger, finisher, changes } = output
  const at = ports.now()
  const sums = new Map<GalleryId, GallerySum>()
  for (const file of files) {
    const { kind, image, gallery, whole } = file
    storage.images.outcome.saveDone(image.id, kind, whole, file, at)
    recordVersion(run, image, file.version, file.largest)
    noteRepeated(run, gallery, image, whole.sha256)
    addTo(sums, file)
    const url = image.address
    const path = join(folderOf(gallery), whole.file)
    changes.emit({ kind, taskId: id, imageId: image.id, url, path, bytes: whole.bytes, sha256: whole.sha256 })
    reportOtherContent(run, file, path)
  }
  for (const [gallery, { cover, ...counts }] of sums) {
    storage.galleries.progress.addToCounts(gallery, counts, cover)
    ledger.addToCounts(id, counts)
    if (cover !== undefined && ledger.need(id).cover === null) {
      ledger.setFace(id, { ...storage.tasks.titles(id), cover })
    }
    finisher.check(gallery)
  }
  changes.libraryChanged()
}

/** What is added to the counts of one gallery. */
interface GallerySum {
  saved: number
  skipped: number
  bytes: number
  cover: ImageId | undefined
}

function addTo(sums: Map<GalleryId, GallerySum>, { kind, image, gallery, whole }: RecordedImage): void {
  const sum = sums.get(gallery.id) ?? { saved: 0, skipped: 0, bytes: 0, cover: undefined }
  sum[kind] += 1
  sum.bytes += whole.bytes
  // A video has no still picture of its own that could be shown: the first picture stands for the gallery.
  if (!isVideoType(whole.type)) sum.cover ??= image.id
  sums.set(gallery.id, sum)
}

/** A file that was fetched again is another one than its record says, and no larger version of it. */
function reportOtherContent(
  { task: { id }, output: { changes }, ports }: DownloadPorts,
  { image, whole, version }: RecordedImage,
  path: string,
): void {
  const isLarger = version !== undefined && version < (image.version.saved ?? 0)
  if (isLarger || !image.repair?.sha256 || image.repair.sha256 === whole.sha256) return
  changes.emit({ kind: 'other-content', taskId: id, url: image.address, path })
  ports.log('info', 'the site serves another picture than the one that was recorded', { path })
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
