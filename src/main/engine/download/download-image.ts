import { link } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { type Failure, FailureError, isLocal } from '@shared/model/failure'
import { isSameFile } from '../disk/claim-name'
import { diskOperation } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { withNumber } from '../disk/names/file-name'
import { partName } from '../disk/part-name'
import { removeFile } from '../disk/paths'
import { imageRequest } from '../extract/recipes/request-headers'
import { readInlineAddress } from '../extract/versions/inline-picture'
import { folderOf } from '../library/gallery-record'
import { makeFolderBelow } from '../library/target-folder'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import { isSmaller, type QueuedImage, type WholeFile } from '../storage/images/image-row'
import type { DownloadPorts, FreshAddress, ImageAtWork } from './download-ports'
import { insideClient } from './inside-client'
import { findCopy, findRepaired, isReplaced } from './known-copy'
import { nameOf, type SavedImage } from './saving/finish-image'
import { keptPart } from './saving/resume'
import { saveImage } from './saving/save-image'
import { isShownLarger, type PixelSize, shownVersionOf, versionsInOrder } from './shown-version'
import { asSmaller, findThumbnail, noteLarger, ownContent, replaceThumbnails } from './smaller-copy'
import { takeOverPart } from './take-over-part'

/** How an image ended. */
export type ImageOutcome =
  | {
      readonly kind: 'saved'
      readonly whole: WholeFile
      /** Which version: 0 is its address, 1 the first alternative; absent: as it was. */
      readonly version?: number
      /** The version with the most pixels; absent: as it was. */
      readonly largest?: number
      readonly etag: string | null
      readonly lastModified: string | null
    }
  /** No byte was fetched: it was there. */
  | {
      readonly kind: 'skipped'
      readonly whole: WholeFile
      readonly version?: number
      readonly largest?: number
    }
  /** The same content as another file of the task; noted only. */
  | { readonly kind: 'noted'; readonly whole: Omit<WholeFile, 'file'> }
  /** Outside the user's limits of size. */
  | { readonly kind: 'filtered' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * Gets one image: from the disk if our rows know it, else from its address, else from its alternatives.
 *
 * Throws local failures (the disk is full) and aborts; every other failure is the outcome.
 */
export async function downloadImage(
  run: DownloadPorts,
  work: ImageAtWork,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<ImageOutcome> {
  const known = withFreshAddress(run, image, run.showing.known(image))
  const outcome = await findOrFetch(run, work, gallery, known)
  // A failed one may resume its partial file; of any other a partial file that was not used is left over.
  if (outcome.kind !== 'failed') await removePart(run, gallery, image)
  return outcome
}

/** The image under the address that its page names now, which its row keeps; the same image without one. */
function withFreshAddress(run: DownloadPorts, image: QueuedImage, fresh: FreshAddress | null): QueuedImage {
  if (fresh === null) return image
  const isKept = run.output.storage.images.queue.readdress(image.id, fresh.address, fresh.alternatives)
  return isKept ? { ...image, ...fresh } : image
}

/** Statuses of an address that was good for a time only. */
const expiredStatuses: ReadonlySet<number> = new Set([401, 403, 410])

const mayHaveExpired = (failure: Failure) =>
  'status' in failure && failure.page === undefined && expiredStatuses.has(failure.status)

/** Removes the partial file of an image if it has one. */
async function removePart(run: DownloadPorts, gallery: StoredGallery, image: QueuedImage): Promise<void> {
  const kept = keptPart(image)
  if (kept === null) return
  const folder = folderOf(gallery)
  await diskOperation(() =>
    removeFile(join(folder, partName(kept.name, run.output.storage.partTag, image.id))),
  )
  await fsyncFolder(folder)
}

async function findOrFetch(
  run: DownloadPorts,
  work: ImageAtWork,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<ImageOutcome> {
  const again = run.task.request.options.skip === false
  const copy = await findCopy(run, gallery, image)
  if (copy?.kind === 'finished') {
    // Between giving the name and taking the temporary one away: the leftover is a second link to the finished file.
    const kept = keptPart(image)
    const name = kept?.name ?? image.repair?.file ?? nameOf(run, gallery, image, image.address)
    const folder = folderOf(gallery)
    await removeFile(join(folder, partName(name, run.output.storage.partTag, image.id)))
    await fsyncFolder(folder)
    await replaceThumbnails(run, gallery, image, copy.whole, image.address)
    return { kind: 'saved', whole: copy.whole, etag: null, lastModified: null }
  }
  if (copy?.kind === 'have') {
    const { file, bytes, sha256, type } = copy.whole
    const { smaller } = copy
    const retried = again || smaller === undefined ? null : asSmaller(run, image, copy.whole, smaller)
    if (retried !== null) return await findOrFetch(run, work, gallery, retried)
    if (!again || copy.of === null || copy.of === image.taskId) return { kind: 'skipped', whole: copy.whole }
    // As if it had been found bad: its row stays until a whole successor has its name. Without a hash
    // nothing in its place counts as our own: what was only found is the user's.
    const isOwn = run.output.storage.images.files.isSaved({ ...gallery, file })
    const repair = { file, bytes, sha256: isOwn ? sha256 : null, type }
    run.output.storage.images.queue.repair(image.id, repair)
    return await findOrFetch(run, work, gallery, { ...image, part: null, repair })
  }
  if (copy?.kind === 'elsewhere') {
    const linked = await reuse(run, gallery, image, copy.whole, copy.path)
    if (linked) return linked
  }
  const thumbnail = await findThumbnail(run, gallery, image)
  if (thumbnail !== null) {
    if ('copy' in thumbnail) return { kind: 'skipped', whole: thumbnail.copy }
    return await findOrFetch(run, work, gallery, thumbnail.retried)
  }
  return await fetchVersions(run, work, gallery, image)
}

/** Fetches an image from the first of its addresses that answers, the largest version first. */
async function fetchVersions(
  run: DownloadPorts,
  work: ImageAtWork,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<ImageOutcome> {
  const own = (await takeOverPart(run, gallery, image)) ?? image
  let first: Failure | null = null
  const addresses = [image.address, ...image.alternatives]
  const { largest = 0 } = image.version
  for (const version of versionsInOrder(image)) {
    const address = addresses[version] ?? image.address
    const there = await smallerThere(run, gallery, image, version)
    if (there !== null) return there
    const known = run.images.failed.get(address)
    if (known !== undefined) {
      first ??= known
      continue
    }
    try {
      const outcome = await fetchImage(run, work, gallery, own, address, version === 0 && largest === 0)
      // Taken over from another task, and of another address than the one that answered.
      if (own !== image) await removePart(run, gallery, own)
      // First what the page shows, then this one again, which is smaller and better than none.
      const next = outcome === 'outdone' ? { ...image.version, largest: image.version.shown } : image.version
      if (outcome === null || outcome === 'outdone')
        return await findOrFetch(run, work, gallery, { ...image, part: null, version: next })
      if (outcome.kind !== 'saved' && outcome.kind !== 'skipped') return outcome
      run.showing.worked(image.page)
      return { ...outcome, version, largest }
    } catch (error) {
      if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
      if (version === 0 && mayHaveExpired(error.failure)) {
        const fresh = withFreshAddress(run, image, await run.showing.readAgain(image, work.signal))
        if (fresh !== image) return await findOrFetch(run, work, gallery, { ...fresh, part: null })
      }
      run.images.failed.note(address, error.failure)
      first ??= error.failure
    }
  }
  if (!first) throw new Error(`image ${image.id} has no address`)
  return { kind: 'failed', failure: first }
}

/** The file that a larger version was to replace, once only its own version is left; null as long as there are larger ones. */
async function smallerThere(
  run: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  version: number,
): Promise<ImageOutcome | null> {
  const { repair } = image
  if (repair === null || run.task.request.options.skip === false) return null
  if (!isSmaller(image.version) || image.version.saved !== version) return null
  const copy = await findRepaired(gallery, image, repair, false)
  if (copy === null) return null
  const { largest = 0 } = image.version
  if (repair.found === true) return { kind: 'skipped', whole: copy.whole, version, largest }
  return { kind: 'saved', whole: copy.whole, etag: null, lastModified: null, version, largest }
}

/**
 * Fetches one address of an image and saves it; null: between two tries another task has saved it. `outdone`: what the page
 * shows has more pixels, and nothing is kept; only where it `mayBeOutdone`.
 */
async function fetchImage(
  run: DownloadPorts,
  work: ImageAtWork,
  gallery: StoredGallery,
  image: QueuedImage,
  address: string,
  mayBeOutdone: boolean,
): Promise<ImageOutcome | 'outdone' | null> {
  const { task, output } = run
  const { options } = task.request
  const { repair } = image
  const begun = keptPart(image)
  const part = begun?.address === address ? begun : null
  // The user had this file already: no limit of size takes it away.
  const { smallestBytes, largestBytes } = repair ? {} : options
  const { encoding } = gallery
  const source = { address, ...imageRequest(task, address, image), encoding, smallestBytes, largestBytes }
  // The thumbnail that it replaces does not name it.
  const kept = image.version.inPlaceOf === undefined ? repair?.file : undefined
  const name = part?.name ?? kept ?? nameOf(run, gallery, image, address)
  const overwrites = isReplaced(run, image) && repair ? ownContent(run, gallery, repair) : undefined
  const inside = readInlineAddress(address)
  const client =
    inside === null
      ? run.client
      : insideClient(run.client, address, await run.showing.inside(inside.page, inside.hash, work.signal))
  const isCompared = mayBeOutdone && shownVersionOf(image) !== null
  const isOutdone = isCompared ? comparison(run, image, work.signal) : undefined
  const isShownOther = (other: QueuedImage) => run.showing.isShownOther(image, other, work.signal)
  const request = { gallery, image, source, name, part, overwrites, isOutdone, isShownOther }
  const saved = await saveImage({ ...run, client, lane: inside === null ? run.lane : null }, work, request)
  if (saved.kind === 'outdone') return 'outdone'
  if (saved.kind === 'saved' && overwrites !== undefined && repair) {
    const place = { ...gallery, file: repair.file }
    noteLarger(output, image.id, place, address)
    output.storage.images.outcome.saveReplaced(image.id, place, saved)
    await replaceThumbnails(run, gallery, image, saved, address)
  }
  return outcomeOf(saved)
}

/** Compares a picture with the one that its page shows. */
function comparison(run: DownloadPorts, image: QueuedImage, signal: AbortSignal) {
  const sizeOf = (address: string) => run.showing.sizeOf(image, address, signal)
  return (size: PixelSize | null) => isShownLarger(image, size, { sizes: run.images.sizes, sizeOf })
}

function outcomeOf(saved: Exclude<SavedImage, { readonly kind: 'outdone' }>): ImageOutcome | null {
  switch (saved.kind) {
    case 'saved':
      return { kind: 'saved', whole: saved, etag: saved.etag, lastModified: saved.lastModified }
    case 'found':
      return { kind: 'skipped', whole: saved }
    case 'dropped':
      return { kind: 'noted', whole: saved }
    case 'filtered':
      return { kind: 'filtered' }
    case 'unneeded':
      return null
  }
}

/** Gives this gallery the file that another gallery of the task has; null if that cannot be done. */
async function reuse(
  run: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  whole: WholeFile,
  path: string,
): Promise<ImageOutcome | null> {
  if (run.settings().duplicates === 'note') return { kind: 'noted', whole }
  const extension = whole.file.slice(whole.file.lastIndexOf('.') + 1)
  const wanted = nameOf(run, gallery, image, image.address, { extension })
  for (let number = 1; number < 100; number++) {
    const file = withNumber(wanted, number)
    const target = join(folderOf(gallery), file)
    try {
      await makeFolderBelow(gallery.root, dirname(target))
      await link(path, target)
      await fsyncFolder(dirname(target))
      return { kind: 'saved', whole: { ...whole, file }, etag: null, lastModified: null }
    } catch (error) {
      // No hard links here, or the original is gone: it is fetched.
      if (errorCode(error) !== 'EEXIST') return null
      // Linked before a kill took the row: the name is ours already.
      if (await isSameFile(path, target)) {
        await fsyncFolder(dirname(target))
        return { kind: 'saved', whole: { ...whole, file }, etag: null, lastModified: null }
      }
    }
  }
  return null
}
