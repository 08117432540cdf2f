import { FailureError } from '@shared/model/failure'
import { nameInAddress } from '../../address/address-text'
import { claimName, type NameClaim } from '../../disk/claim-name'
import type { CheckedFolder } from '../../disk/folder-check'
import { namesPicture, stemOf, withExtension } from '../../disk/names/file-name'
import type { ImageType } from '../../image/sniff'
import { imageName } from '../../library/gallery-names'
import { parseFileTime } from '../../network/http-date'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { QueuedImage, WholeFile } from '../../storage/images/image-row'
import type { ImageAtWork, SavingPorts } from '../download-ports'
import { placeholderFailure } from '../placeholders'
import type { PixelSize } from '../shown-version'
import type { DownloadRows } from './download-rows'
import type { Draft, ImageSource, WholeDraft } from './draft'
import { replaceFile } from './replace-file'
import type { KeptPart } from './resume'

/** One image to save: where from, and under which name. */
export interface ImageRequest {
  readonly gallery: StoredGallery
  readonly image: QueuedImage
  readonly source: ImageSource
  /** One safe path segment with a guessed extension; the bytes decide the final one. */
  readonly name: string
  /** What an earlier run recorded of this address under this name and did not finish. */
  readonly part: KeptPart | null
  /**
   * For an image that is repaired: the content in its place that is our own and is deleted, also if it is a whole image; any
   * other file there is kept, and with null every file. Absent: a file that is not a whole image is deleted.
   */
  readonly overwrites?: { readonly bytes: number; readonly sha256: string } | null | undefined
  /** Whether there is a better version than one of this size, null where it has none; absent: it is the best. */
  readonly isOutdone?: ((size: PixelSize | null) => Promise<boolean>) | undefined
  /** Whether the pages show another picture for this image than for that one, by the first bytes. */
  readonly isShownOther: (other: QueuedImage) => Promise<boolean>
}

/** An image on its way to its name: what is asked for, its rows, its folder, and what came so far. */
export interface SavingImage {
  readonly request: ImageRequest
  readonly work: ImageAtWork
  readonly rows: DownloadRows
  readonly folder: CheckedFolder
  readonly draft: Draft
}

/** How saving an image ended, for its row. */
export type SavedImage =
  | (WholeFile & {
      readonly kind: 'saved'
      /** Address after redirects. */
      readonly address: string
      readonly etag: string | null
      readonly lastModified: string | null
    })
  /** The same content was already under this name, and no row names it. */
  | (WholeFile & { readonly kind: 'found' })
  /** Whole and right, but another image of the task has the same content; nothing is kept. */
  | (Omit<WholeFile, 'file'> & { readonly kind: 'dropped' })
  /** Outside the bounds of size. */
  | { readonly kind: 'filtered' }
  /** There is a better version; nothing is kept. */
  | { readonly kind: 'outdone' }
  /** Between two tries another task has saved it; nothing is kept. */
  | { readonly kind: 'unneeded' }

/** The name that the image of this address gets, as far as it is known before its bytes are; see `imageName`. */
export function nameOf(
  { task, settings, ports }: Pick<SavingPorts, 'task' | 'settings' | 'ports'>,
  gallery: StoredGallery,
  image: QueuedImage,
  address: string,
  known: { readonly stem?: string; readonly extension?: string } = {},
): string {
  return imageName({ task, settings, now: ports.now }, gallery, image, address, known)
}

/**
 * Gives a whole draft its final name, after the intent and the bytes are on the disk.
 *
 * Throws FailureError: a placeholder in its place, what the disk refuses.
 */
export async function finishImage(
  run: SavingPorts,
  saving: SavingImage,
  { bytes, sha256, type, size, address, etag, lastModified }: WholeDraft,
): Promise<SavedImage> {
  const { request, work, rows, folder, draft } = saving
  const { part } = draft
  const whole = { bytes, sha256, type: type.type }
  const asked = request.source.address
  if (await isPlaceholder(run, request, address, sha256)) {
    throw new FailureError(placeholderFailure(asked, address))
  }
  if (await request.isOutdone?.(size === undefined ? await draft.intake.size() : size)) {
    await draft.drop()
    return { kind: 'outdone' }
  }
  // The rest of a file may come without the field (RFC 9110 §15.3.7).
  const modifiedMs = fileTime(run, lastModified ?? draft.resumeInfo?.modified ?? null)
  const turn = work.content.begin(sha256)
  if (turn !== undefined) {
    await turn
    work.signal.throwIfAborted()
  }
  const claim: NameClaim = {
    part: part.path,
    folder: folder.path,
    wanted: finalNameOf(run, request, draft.resumeInfo?.suggestedName ?? null, type),
    bytes,
    sha256,
    write: () => part.close(modifiedMs),
    name: (from, to) => run.imageDisk.files.name(folder.dev, from, to),
    decide: async (file) => {
      // Of a small file nothing is on the disk yet: its resume info and its claim are one commit.
      const announced = part.isOnDisk ? undefined : draft.announce()
      const { safe, ...decision } = rows.claim({ ...whole, file })
      const write = async () => {
        await announced
        if (decision.kind === 'keep' || part.isOnDisk) await part.close(modifiedMs)
      }
      // The intent and the bytes go onto the disk side by side: only the name waits for both.
      await bothSettled(safe, write())
      return decision
    },
    isUnrecorded: rows.isUnrecorded,
  }
  const replaced = request.image.repair?.file
  const claimed = await (replaced === undefined
    ? claimName(claim)
    : replaceFile(claim, replaced, work.signal, request.overwrites))
  if (claimed === null) {
    await draft.drop()
    return { kind: 'dropped', ...whole }
  }
  const named = { ...whole, file: claimed.file }
  return claimed.found
    ? { kind: 'found', ...named }
    : { kind: 'saved', ...named, address, etag, lastModified }
}

/** Whether what came stands for a picture that cannot be had. */
async function isPlaceholder(
  { images: { answers } }: SavingPorts,
  { image, source: { address: asked }, isShownOther }: ImageRequest,
  answered: string,
  sha256: string,
): Promise<boolean> {
  const answer = { image, asked, answered }
  if (answers.isPlaceholder(answer, sha256)) return true
  const twin = answers.twinOf(answer, sha256)
  if (twin === null || twin === 'proven') return twin === 'proven'
  if (!(await isShownOther(twin.image))) return false
  answers.proveStandIn(sha256)
  return true
}

/** Resolves once both have settled; rejects with the first error. */
async function bothSettled(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  for (const result of await Promise.allSettled([one, other])) {
    if (result.status === 'rejected') throw result.reason
  }
}

/** The name that a whole file of this type gets, if that is free. `suggested` is not safe yet. */
export function finalNameOf(
  run: Pick<SavingPorts, 'task' | 'settings' | 'ports'>,
  request: Pick<ImageRequest, 'gallery' | 'image' | 'source' | 'name'>,
  suggested: string | null,
  type: ImageType,
): string {
  return withExtension(nameWith(run, request, suggested), type.extension)
}

/** The time that a file gets from a `Last-Modified` field, in epoch milliseconds; null for that of the download. */
export function fileTime(
  { task, settings, ports }: Pick<SavingPorts, 'task' | 'settings' | 'ports'>,
  lastModified: string | null,
): number | null {
  if (lastModified === null || !(task.request.options.mtime ?? settings().mtime)) return null
  return parseFileTime(lastModified, ports.now())
}

/** Known only when the reply has come: a server may name what its address does not. `suggested` is not safe yet. */
function nameWith(
  run: Pick<SavingPorts, 'task' | 'settings' | 'ports'>,
  request: Pick<ImageRequest, 'gallery' | 'image' | 'source' | 'name'>,
  suggested: string | null,
): string {
  const { gallery, image, source, name } = request
  // A file that is repaired keeps its name.
  if (suggested === null || image.repair !== null) return name
  if (namesPicture(nameInAddress(source.address, gallery.encoding))) return name
  return nameOf(run, gallery, image, source.address, { stem: stemOf(suggested) })
}
