import { basename, join } from 'node:path'
import { FailureError, isLocal, isTransient } from '@shared/model/failure'
import { caseKey, withNumber } from '../../disk/names/file-name'
import { partName } from '../../disk/part-name'
import { folderOf } from '../../library/gallery-record'
import { restoreGalleryFolder } from '../../library/target-folder'
import type { Attempted } from '../../network/retry'
import type { ImageAtWork, SavingPorts } from '../download-ports'
import { findCopy } from '../known-copy'
import { createDownloadRows } from './download-rows'
import { createDraft, fillDraft } from './draft'
import { fillFromLane } from './fill-from-lane'
import { finishImage, type ImageRequest, type SavedImage, type SavingImage } from './finish-image'
import { keepsParts } from './resume'

/**
 * Fetches an image and saves it under its final name, which appears only when the file is whole and checked.
 *
 * Throws FailureError after the retries, or the signal's reason. The partial file stays when another try may use it:
 * after an abort that is a pause or a quit, after a failure that may pass or that lies on this machine.
 */
export async function saveImage(
  run: SavingPorts,
  work: ImageAtWork,
  request: ImageRequest,
): Promise<SavedImage> {
  const { client, imageDisk, output, ports } = run
  const { partNames } = imageDisk
  const { signal } = work
  const { gallery, image, source, name, part } = request
  signal.throwIfAborted()
  if (basename(name) !== name || /^\.{0,2}$|[\\/\0]/.test(name)) {
    throw new Error(`not a file name: ${name}`)
  }
  // Deleted by hand since the page was read: the user wants the files, so the folder is made again.
  const restoreFolder = () => restoreGalleryFolder(gallery.root, folderOf(gallery), output.storage.remembered)
  const folder = await imageDisk.checkFolder(folderOf(gallery), gallery.root, restoreFolder)
  imageDisk.files.warm(folder.dev)
  signal.throwIfAborted()
  const partPath = (final: string) => join(folder.path, partName(final, imageDisk.partTag, image.id))
  const path = freePath((number) => partPath(withNumber(name, number)), partNames)
  // Under another temporary name there is nothing that the resume info could belong to.
  const isOwn = path === partPath(name)
  const rows = createDownloadRows(run, gallery, image, name)
  const draft = createDraft(path, folder, imageDisk, isOwn ? rows : null)
  const saving = { request, work, rows, folder, draft }
  const key = caseKey(path)
  partNames.add(key)
  try {
    if (isOwn && part !== null) {
      await draft.load(part, ports.bootId.isSame(part.boot) ? Infinity : part.flushed)
    }
    return await client.retry(source.address, () => tryImage(run, saving), signal)
  } catch (error) {
    // Before the partial file is put in order: meanwhile no further image is begun on such a disk.
    if (error instanceof FailureError && isLocal(error.failure)) work.disk.refused(error)
    const keeps =
      isOwn &&
      (signal.aborted
        ? keepsParts(signal)
        : error instanceof FailureError && (isTransient(error.failure) || isLocal(error.failure)))
    // The first error is the one that is reported; a disk that is full refuses this too.
    await (keeps ? draft.part.keep() : draft.drop()).catch(() => {})
    throw error
  } finally {
    partNames.delete(key)
  }
}

function freePath(pathOf: (number: number) => string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const path = pathOf(number)
    if (!taken.has(caseKey(path))) return path
  }
}

/** One try, in the image's turn: other tasks may have its address while it waits for the next one. */
async function tryImage(run: SavingPorts, saving: SavingImage): Promise<Attempted<SavedImage>> {
  const { request, work, draft } = saving
  const { hold, signal } = work
  if (hold.isReleased && !(await isStillWanted(run, work, request))) {
    await draft.drop()
    return { kind: 'value', value: { kind: 'unneeded' } }
  }
  try {
    const attempted = await attemptImage(run, saving)
    if (attempted.kind === 'backoff') hold.release()
    return attempted
  } catch (error) {
    if (!signal.aborted && error instanceof FailureError && isTransient(error.failure)) hold.release()
    throw error
  }
}

/** Waits until no other task asks for the image; false when one has saved it. */
async function isStillWanted(
  run: SavingPorts,
  { hold, signal }: ImageAtWork,
  { gallery, image }: ImageRequest,
): Promise<boolean> {
  await hold.retake(signal)
  const copy = await findCopy(run, gallery, image)
  // A copy in another gallery was tried before: it could not be linked.
  return copy?.kind !== 'finished' && copy?.kind !== 'have'
}

async function attemptImage(run: SavingPorts, saving: SavingImage): Promise<Attempted<SavedImage>> {
  const { client, imageDisk } = run
  const { request, work, folder, draft } = saving
  // Until the file has its name: what was received last is written then.
  using room = imageDisk.reserveSpace(folder)
  const came = await fillFromLane(run, saving, room)
  const source = came?.kind === 'handed' ? { ...request.source, handed: came.handed } : request.source
  const filled =
    came === null || came.kind === 'handed'
      ? await fillDraft(client, source, draft, room, work, work.signal)
      : came
  if (filled.kind === 'backoff') return filled
  const { value } = filled
  return { kind: 'value', value: value.kind === 'filtered' ? value : await finishImage(run, saving, value) }
}
