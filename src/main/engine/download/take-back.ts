import { join } from 'node:path'
import { hasContent } from '../disk/hash-file'
import { removeFile } from '../disk/paths'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { OwnContent } from '../storage/images/owned-files'
import type { DownloadPorts } from './download-ports'
import { type PassedAnswer, placeholderFailure } from './placeholders'
import { recordVersion } from './record-outcome'

/**
 * Takes back the images that were saved before a later one proved that theirs was the same placeholder: their files are
 * deleted, and they fail, or wait again for their next version. One that is still at work is taken back when it has ended.
 */
export async function takeBackExposed(run: DownloadPorts): Promise<void> {
  const { storage } = run.output
  const { exposed } = run.images.answers
  for (const [id, answer] of exposed) {
    const state = storage.images.row(id)?.state
    if (state === 'queued') continue
    exposed.delete(id)
    // What replaced an earlier file, or was found there, is not this run's alone.
    if (state !== 'saved' || answer.image.repair !== null) continue
    const gallery = storage.galleries.get(answer.image.galleryId)
    if (gallery !== null) await takeBack(run, gallery, answer)
  }
}

async function takeBack(
  run: DownloadPorts,
  gallery: StoredGallery,
  { image, asked, answered }: PassedAnswer,
): Promise<void> {
  const { storage, ledger, finisher, changes } = run.output
  const { id, taskId, galleryId } = image
  const content = contentOf(run, image)
  if (content === null) return
  const { file, bytes } = content
  const failure = placeholderFailure(asked, answered)
  const versions = [image.address, ...image.alternatives]
  const version = Math.max(0, versions.indexOf(asked))
  run.images.failed.note(asked, failure)
  const isShared = storage.images.owned.handOver({ taskId, galleryId, file }) !== null
  storage.images.outcome.saveFailed(id, failure, run.ports.now())
  recordVersion(run, { ...image, version: { ...image.version, saved: version } }, 0)
  storage.galleries.progress.recount(galleryId)
  ledger.addToCounts(taskId, { saved: -1, bytes: -bytes, failed: 1 })
  if (ledger.need(taskId).cover === id)
    ledger.setFace(taskId, { ...storage.tasks.titles(taskId), cover: null })
  const path = join(folderOf(gallery), file)
  changes.emit({ kind: 'withdrawn', taskId, imageId: id, url: image.address, path })
  await storage.durable()
  if (!isShared) await deleteFile(run, gallery, content)
  if (version + 1 < versions.length) {
    storage.images.queue.requeue(id, null, null)
    storage.galleries.progress.recount(galleryId)
    ledger.addToCounts(taskId, { failed: -1 })
  } else changes.emit({ kind: 'failed', taskId, imageId: id, url: image.address, failure })
  finisher.check(galleryId)
  changes.libraryChanged()
}

function contentOf({ output }: DownloadPorts, image: PassedAnswer['image']): OwnContent | null {
  const contents = output.storage.images.owned.contents(image.taskId, image.galleryId)
  for (const content of contents) if (content.id === image.id) return content
  return null
}

/** Deletes the file if it is as it was saved; tasks that are off the list have it no more. */
async function deleteFile(
  { output: { storage } }: DownloadPorts,
  gallery: StoredGallery,
  content: OwnContent,
): Promise<void> {
  const { id: galleryId, taskId } = gallery
  const { file } = content
  for (const touched of storage.images.owned.leaveToRemoved({ taskId, galleryId, file })) {
    storage.galleries.progress.recount(touched)
  }
  const path = join(folderOf(gallery), file)
  if (await hasContent(path, content)) await removeFile(path)
}
