import type { Failure } from '@shared/model/failure'
import { nameInAddress } from '../address/address-text'
import { namesPicture, stemOf } from '../disk/names/file-name'
import { imageRequest } from '../extract/recipes/request-headers'
import { readInlineAddress } from '../extract/versions/inline-picture'
import { imageName } from '../library/gallery-names'
import { folderOf } from '../library/gallery-record'
import { restoreGalleryFolder } from '../library/target-folder'
import { parseFileTime } from '../network/http-date'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { QueuedImage, RecordedFile, WholeFile } from '../storage/images/image-row'
import type { DownloadPorts, ImageAttempt } from './download-ports'
import type { ImageStore } from './image-request'
import type { ImageHold } from './images-in-flight'
import { insideClient } from './inside-client'
import { findKnownCopy, findRepaired, type KnownCopy, pathOf } from './known-copy'
import { placeholderFailure } from './placeholders'
import { type KeptPart, keptPart } from './resume'
import { type SavedImage, saveImage } from './save-image'

/** How an image ended. */
export type ImageOutcome =
  | {
      readonly kind: 'saved'
      readonly whole: WholeFile
      /** Which version: 0 is its address, 1 the first alternative; absent: as it was. */
      readonly version?: number
      readonly etag: string | null
      readonly lastModified: string | null
    }
  /** No byte was fetched: it was there. */
  | { readonly kind: 'skipped'; readonly whole: WholeFile; readonly version?: number }
  /** The same content as another file of the task; noted only. */
  | { readonly kind: 'noted'; readonly whole: Omit<WholeFile, 'file'> }
  /** Outside the user's limits of size. */
  | { readonly kind: 'filtered' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Looks for a file that makes fetching the image unnecessary. */
export function findCopy(
  run: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<KnownCopy | null> {
  return image.repair
    ? findRepaired(gallery, image, image.repair, isReplaced(run, image))
    : findKnownCopy(run.output.storage, gallery, image, run.task.request.options.skip === false)
}

/** Whether the recorded file of an image is to be replaced although it is whole. */
export function isReplaced({ task }: DownloadPorts, { repair, version }: QueuedImage): boolean {
  return repair !== null && (task.request.options.skip === false || (version.saved ?? 0) > 0)
}

/** The name that the image of this address gets, as far as it is known before its bytes are; see `imageName`. */
export function nameOf(
  { task, settings, ports }: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  address: string,
  known: { readonly stem?: string; readonly extension?: string } = {},
): string {
  return imageName({ task, settings, now: ports.now }, gallery, image, address, known)
}

/** Fetches one address of an image and saves it; null: between two tries another task has saved it. */
export async function fetchImage(
  run: DownloadPorts,
  { signal, refused, beginContent, hold }: ImageAttempt,
  gallery: StoredGallery,
  image: QueuedImage,
  address: string,
): Promise<ImageOutcome | null> {
  const { task, output, images, client, ports } = run
  const { storage } = output
  const { request } = task
  const kept = keptPart(image)
  const resumes = kept?.address === address
  const { repair } = image
  const name = resumes ? kept.name : (repair?.file ?? nameOf(run, gallery, image, address))
  const { headers, referer } = imageRequest(task, address, image)
  const { encoding, root } = gallery
  // The user had this file already: no limit of size takes it away.
  const { smallestBytes, largestBytes } = repair ? {} : request.options
  const replaced = isReplaced(run, image) && repair ? ownContent(repair) : undefined
  const inside = readInlineAddress(address)
  const from =
    inside === null
      ? client
      : insideClient(client, address, await run.showing.inside(inside.page, inside.hash, signal))
  const saved = await saveImage(
    from,
    run.imageDisk,
    {
      source: {
        address,
        headers,
        referer,
        encoding,
        smallestBytes,
        largestBytes,
        refuse: (answered, sha256) =>
          images.answers.isPlaceholder({ image, asked: address, answered }, sha256)
            ? placeholderFailure(address, answered)
            : null,
      },
      target: {
        folder: folderOf(gallery),
        root,
        name,
        owner: image.id,
        replaces: repair?.file,
        overwrites: replaced,
        nameFor:
          repair || namesPicture(nameInAddress(address, encoding))
            ? undefined
            : (suggested) => nameOf(run, gallery, image, address, { stem: stemOf(suggested) }),
        fileTime:
          (request.options.mtime ?? run.settings().mtime)
            ? (lastModified) => parseFileTime(lastModified, ports.now())
            : undefined,
      },
      part: resumes
        ? { resumeInfo: kept, trustedBytes: ports.bootId.isSame(kept.boot) ? Infinity : kept.flushed }
        : null,
      store: imageRecords(run, gallery, image, name),
      turns: {
        beginTry: () => (hold.isReleased ? isStillWanted(run, hold, gallery, image, signal) : undefined),
        endTry: hold.release,
        beginContent,
      },
      report: {
        received: (bytes, total) => images.active.report(image.id, bytes, total),
        refused,
      },
    },
    signal,
  )
  if (saved.kind === 'saved' && replaced !== undefined && repair)
    storage.images.outcome.saveReplaced(image.id, { ...gallery, file: repair.file }, saved)
  return outcomeOf(saved)
}

/** The rows of one image; `name` is the one that its partial file is recorded with. */
function imageRecords(
  { task: { id }, output: { storage }, pages, ports, settings }: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
  name: string,
): ImageStore {
  const boot = ports.bootId.mark
  let unclaimed: KeptPart | null = null
  return {
    async savePart(part, isWhole) {
      const noted: KeptPart | null = part === null ? null : { ...part, name, boot, flushed: 0 }
      // Of a whole file it is one row with its claim, which is saved in this very turn.
      if (isWhole) unclaimed = noted
      else storage.images.parts.save(image.id, noted)
      // Old resume info must not come back for the bytes that are written next.
      if (part === null) return await storage.durable()
      // No file is in a folder whose gallery or image the database could lose, and after a kill the row says what the
      // file is. Small files that became whole in one turn share a commit.
      await Promise.all([pages.safe(), isWhole ? storage.committed() : storage.flush()])
    },
    partFlushed: (flushed) => storage.images.parts.change(image.id, { flushed, boot }),
    decide(whole) {
      // Of a twin only its size is known here: what replaces a bad file must not be a link to another one.
      const known = image.repair ? null : storage.images.files.byContent(id, whole.sha256)
      const twin = known ? pathOf(known) : null
      if (twin !== null && settings().duplicates === 'note') return { kind: 'drop' }
      // Recorded before the name exists: after a kill or a power cut between the two the file is recognised.
      storage.images.parts.claim(image.id, whole, unclaimed)
      unclaimed = null
      const safe = storage.durable()
      return twin === null ? { kind: 'keep', safe } : { kind: 'link', path: twin, safe }
    },
    // What another task has saved there counts as unrecorded: an equal file needs no second one beside it.
    isUnrecorded: (file) => !storage.images.files.isTakenInTask(id, image.id, { ...gallery, file }, true),
    // Deleted by hand since the page was read: the user wants the files, so the folder is made again.
    restoreFolder: () => restoreGalleryFolder(gallery.root, folderOf(gallery), storage.remembered),
  }
}

/** Waits until no other task asks for the image; false when one has saved it. */
async function isStillWanted(
  run: DownloadPorts,
  hold: ImageHold,
  gallery: StoredGallery,
  image: QueuedImage,
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
