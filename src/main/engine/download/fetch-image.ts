import { link } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { type Failure, FailureError, isLocal } from '@shared/model/failure'
import { isSameFile } from '../disk/claim-name'
import { onDisk } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { fileName, nameFromAddress, namesPicture, stemOf, withNumber } from '../disk/names/file-name'
import { partName } from '../disk/part-name'
import { removeFile } from '../disk/paths'
import { imageRequest } from '../extract/recipes/request-headers'
import { folderOf } from '../library/finish-gallery'
import { bringBackFolder, makeFolderBelow } from '../library/target-folder'
import { parseFileTime } from '../network/retry-after'
import type { Run } from '../run/run'
import type { GalleryRecord } from '../storage/gallery-rows'
import type { ImageRecord, RecordedFile, WholeFile } from '../storage/image-rows'
import type { ImageStore } from './image-request'
import type { ImageHold } from './images-in-flight'
import { findKnownCopy, findRepaired, type KnownCopy, pathOf } from './known-copy'
import { type SavedImage, saveImage } from './save-image'
import { type KeptPart, takeOverPart } from './take-over'

/** How an image ended. */
export type ImageOutcome =
  | {
      readonly kind: 'saved'
      readonly whole: WholeFile
      readonly etag: string | null
      readonly lastModified: string | null
    }
  /** No byte was fetched: it was there. */
  | { readonly kind: 'skipped'; readonly whole: WholeFile }
  /** The same content as another file of the task; noted only. */
  | { readonly kind: 'noted'; readonly whole: Omit<WholeFile, 'file'> }
  /** Outside the person's limits of size. */
  | { readonly kind: 'filtered' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** One image at work. */
export interface Attempt {
  readonly signal: AbortSignal
  /** Hears at once that this machine refuses the file; the same failure comes with the outcome. */
  readonly onLocalFailure: (reason: FailureError) => void
  /** The content is known; resolves when no equal one of the task is being named. */
  readonly onContent: (sha256: string) => Promise<void> | undefined
  readonly hold: ImageHold
}

/**
 * Gets one image: from the disk if our records know it, else from its address, else from its alternatives.
 *
 * Throws local failures (the disk is full) and aborts; every other failure is the outcome.
 */
export async function downloadImage(
  run: Run,
  attempt: Attempt,
  gallery: GalleryRecord,
  image: ImageRecord,
): Promise<ImageOutcome> {
  const outcome = await findOrFetch(run, attempt, gallery, image)
  // A failed one may resume its partial file; of any other a partial file that was not used is left over.
  if (outcome.kind !== 'failed') await removePart(run, gallery, image)
  return outcome
}

/** Removes the partial file of an image if it has one. */
async function removePart(run: Run, gallery: GalleryRecord, image: ImageRecord): Promise<void> {
  const kept = image.part as KeptPart | null
  if (kept === null) return
  const folder = folderOf(gallery)
  await onDisk(() => removeFile(join(folder, partName(kept.name, run.storage.partTag, image.id))))
  await fsyncFolder(folder)
}

async function findOrFetch(
  run: Run,
  attempt: Attempt,
  gallery: GalleryRecord,
  image: ImageRecord,
): Promise<ImageOutcome> {
  const again = run.request.options.skip === false
  const copy = await findCopy(run, gallery, image)
  if (copy?.kind === 'finished') {
    // Between giving the name and taking the temporary one away: the leftover is a second link to the finished file.
    const kept = image.part as KeptPart | null
    const name = kept?.name ?? image.repair?.file ?? nameOf(run, gallery, image, image.address)
    const folder = folderOf(gallery)
    await removeFile(join(folder, partName(name, run.storage.partTag, image.id)))
    await fsyncFolder(folder)
    return { kind: 'saved', whole: copy.whole, etag: null, lastModified: null }
  }
  if (copy?.kind === 'have') {
    const { file, bytes, sha256, type } = copy.whole
    if (!again || copy.of === null || copy.of === image.taskId) return { kind: 'skipped', whole: copy.whole }
    // As if it had been found bad: whatever comes, its record stays until a whole successor has its name. Without a hash
    // nothing in its place counts as our own: what was only found is the user's.
    const isOwn = run.storage.images.isSaved({ ...gallery, file })
    const repair = { file, bytes, sha256: isOwn ? sha256 : null, type }
    run.storage.images.queueRepair(image.id, repair)
    return await findOrFetch(run, attempt, gallery, { ...image, part: null, repair })
  }
  if (copy?.kind === 'elsewhere') {
    const linked = await reuse(run, gallery, image, copy.whole, copy.path)
    if (linked) return linked
  }
  const own =
    (await takeOverPart(run, gallery, image, (address) => nameOf(run, gallery, image, address))) ?? image
  let first: Failure | null = null
  for (const address of [image.address, ...image.alternatives]) {
    const known = run.failed.get(address)
    if (known !== undefined) {
      first ??= known
      continue
    }
    try {
      const outcome = await fetchImage(run, attempt, gallery, own, address)
      // Taken over from another task, and of another address than the one that answered.
      if (own !== image) await removePart(run, gallery, own)
      return outcome ?? (await findOrFetch(run, attempt, gallery, { ...image, part: null }))
    } catch (error) {
      if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
      run.failed.note(address, error.failure)
      first ??= error.failure
    }
  }
  if (!first) throw new Error(`image ${image.id} has no address`)
  return { kind: 'failed', failure: first }
}

function findCopy(run: Run, gallery: GalleryRecord, image: ImageRecord): Promise<KnownCopy | null> {
  return image.repair
    ? findRepaired(gallery, image, image.repair, run.request.options.skip === false)
    : findKnownCopy(run.storage, gallery, image, run.request.options.skip === false)
}

/** Null: between two tries another task has saved it. */
async function fetchImage(
  run: Run,
  { signal, onLocalFailure, onContent, hold }: Attempt,
  gallery: GalleryRecord,
  image: ImageRecord,
  address: string,
): Promise<ImageOutcome | null> {
  const { storage, request, active, client, ports } = run
  const kept = image.part as KeptPart | null
  const resumes = kept?.address === address
  const { repair } = image
  const name = resumes ? kept.name : (repair?.file ?? nameOf(run, gallery, image, address))
  const { headers, referer } = imageRequest(run, address, image)
  const { encoding, root } = gallery
  // The user had this file already: no limit of size takes it away.
  const { smallestBytes, largestBytes } = repair ? {} : request.options
  const replaced = request.options.skip === false && repair ? ownContent(repair) : undefined
  const saved = await saveImage(
    client,
    run.imageDisk,
    {
      source: { address, headers, referer, encoding, smallestBytes, largestBytes },
      target: {
        folder: folderOf(gallery),
        root,
        name,
        owner: image.id,
        replaces: repair?.file,
        overwrites: replaced,
        nameFor:
          repair || namesPicture(nameFromAddress(address, encoding))
            ? undefined
            : (suggested) => nameOf(run, gallery, image, address, { stem: stemOf(suggested) }),
        fileTime:
          (request.options.mtime ?? run.settings().mtime)
            ? (lastModified) => parseFileTime(lastModified, ports.now())
            : undefined,
      },
      part: resumes
        ? { record: kept, trustedBytes: ports.bootId.isSame(kept.boot) ? Infinity : kept.flushed }
        : null,
      store: imageStore(run, gallery, image, name),
      watch: {
        beginTry: () => (hold.isReleased ? isStillWanted(run, hold, gallery, image, signal) : undefined),
        endTry: hold.release,
        onContent,
        onBytes: (received, total) => active.report(image.id, received, total),
        onLocalFailure,
      },
    },
    signal,
  )
  if (saved.kind === 'saved' && replaced !== undefined && repair)
    storage.images.saveReplaced(image.id, { ...gallery, file: repair.file }, saved)
  return outcomeOf(saved)
}

/** The rows of one image; `name` is the one that its partial file is recorded with. */
function imageStore(
  { storage, pages, id, ports, settings }: Pick<Run, 'storage' | 'pages' | 'id' | 'ports' | 'settings'>,
  gallery: GalleryRecord,
  image: ImageRecord,
  name: string,
): ImageStore {
  const boot = ports.bootId.mark
  let unclaimed: KeptPart | null = null
  return {
    async savePart(part, isWhole) {
      const noted: KeptPart | null = part === null ? null : { ...part, name, boot, flushed: 0 }
      // Of a whole file it is one row with its claim, which is saved in this very turn.
      if (isWhole) unclaimed = noted
      else storage.images.savePart(image.id, noted)
      // An old record must not come back for the bytes that are written next.
      if (part === null) return await storage.durable()
      // No file is in a folder whose gallery or image the records could lose, and after a kill its record says what the
      // file is. Small files that became whole in one turn share a commit.
      await Promise.all([pages.safe(), isWhole ? storage.committed() : storage.flush()])
    },
    partFlushed: (flushed) => storage.images.changePart(image.id, { flushed, boot }),
    decide(whole) {
      // Of a twin only its size is known here: what replaces a bad file must not be a link to another one.
      const known = image.repair ? null : storage.images.knownByContent(id, whole.sha256)
      const twin = known ? pathOf(known) : null
      if (twin !== null && settings().duplicates === 'note') return { kind: 'drop' }
      // Recorded before the name exists: after a kill or a power cut between the two the file is recognised.
      storage.images.saveClaim(image.id, whole, unclaimed)
      unclaimed = null
      const safe = storage.durable()
      return twin === null ? { kind: 'keep', safe } : { kind: 'link', path: twin, safe }
    },
    // What another task has saved there counts as unrecorded: an equal file needs no second one beside it.
    isUnrecorded: (file) => !storage.images.holdsOfTask(id, image.id, { ...gallery, file }, true),
    // Deleted by hand since the page was read: the user wants the files, so the folder is made again.
    restoreFolder: () => bringBackFolder(gallery.root, folderOf(gallery), storage.remembered),
  }
}

/** Waits until no other task asks for the image; false when one has saved it. */
async function isStillWanted(
  run: Run,
  hold: ImageHold,
  gallery: GalleryRecord,
  image: ImageRecord,
  signal: AbortSignal,
): Promise<boolean> {
  await hold.retake(signal)
  const copy = await findCopy(run, gallery, image)
  // A copy in another gallery was tried before: it could not be linked.
  return copy?.kind !== 'finished' && copy?.kind !== 'have'
}

/** Null for a file that was not recorded as our own. */
function ownContent({ bytes, sha256 }: RecordedFile): { bytes: number; sha256: string } | null {
  return sha256 === null ? null : { bytes, sha256 }
}

function outcomeOf(saved: SavedImage): ImageOutcome | null {
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
  run: Run,
  gallery: GalleryRecord,
  image: ImageRecord,
  whole: WholeFile,
  path: string,
): Promise<ImageOutcome | null> {
  if (run.settings().duplicates === 'note') return { kind: 'noted', whole }
  const extension = whole.file.slice(whole.file.lastIndexOf('.') + 1)
  const wished = nameOf(run, gallery, image, image.address, { extension })
  for (let number = 1; number < 100; number++) {
    const file = withNumber(wished, number)
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

/** The name that the image of this address gets in its gallery, as far as it is known before its bytes are. */
export function nameOf(
  run: Pick<Run, 'request' | 'recipe' | 'settings' | 'ports' | 'range'>,
  gallery: Pick<GalleryRecord, 'fields' | 'title' | 'siteId' | 'host' | 'position' | 'expected' | 'encoding'>,
  image: Pick<ImageRecord, 'num'>,
  address: string,
  known: { readonly stem?: string; readonly extension?: string } = {},
): string {
  const fromAddress = nameFromAddress(address, gallery.encoding)
  const template = run.request.options.fileTemplate ?? run.recipe.file ?? run.settings().fileTemplate
  const extension = known.extension ?? fromAddress.extension
  const stem = known.stem || fromAddress.stem
  return fileName({
    template,
    fields: {
      ...gallery.fields,
      title: gallery.title,
      id: gallery.siteId,
      host: gallery.host,
      page: { number: gallery.position + 1, of: run.range.count ?? 0 },
      num: { number: image.num, of: gallery.expected },
      filename: stem,
      extension,
      date: new Date(run.ports.now()),
    },
    extension,
  })
}
