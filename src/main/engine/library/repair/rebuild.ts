import { lstat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { hasCode } from '@shared/model/error-code'
import { failure } from '@shared/model/failure'
import { hasEnded } from '@shared/model/task-state'
import type { ChangeReport } from '../../ports/change-notifier'
import type { Log } from '../../ports/ports'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import {
  BadRecordError,
  type FileEntry,
  findGalleries,
  readEntries,
  summarizeRecord,
} from '../check/read-record'
import { folderOf } from '../gallery-record'
import { type AdoptPorts, adoptEntry, adoptGallery, knownGalleries, recountGallery } from './adopt-gallery'

/** What a rebuild reads and writes. */
export interface RebuildPorts extends AdoptPorts {
  readonly log: Log
  readonly changes: ChangeReport
}

/**
 * Looks through folders of downloads for galleries with a record that the list does not know, and makes tasks of them
 * that are done: one for each folder and site. Yields each gallery once it is on the list.
 *
 * Files that are missing or of another size become problems, which a retry fetches again. Folders and records that
 * cannot be read are logged and skipped. Interrupted and called again, it continues. Rejects with the signal's reason.
 */
export async function* rebuildFolders(
  tools: RebuildPorts,
  roots: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<StoredGallery, void> {
  for (const root of roots) {
    try {
      for await (const found of findGalleries(root, signal)) {
        if (found.kind !== 'gallery') continue
        const gallery = await adoptFolder(tools, found.folder, root, signal)
        if (gallery !== null) yield gallery
      }
    } catch (error) {
      signal.throwIfAborted()
      // A disk that is not connected: `galleon verify` finds its galleries, or the next download of them.
      if (!hasCode(error)) throw error
      tools.log('info', 'a folder of downloads could not be looked through', {
        folder: root,
        error: error.message,
      })
    }
  }
}

/** Null for a folder whose record cannot be used, or that the list knows. */
async function adoptFolder(
  tools: RebuildPorts,
  folder: string,
  root: string,
  signal: AbortSignal,
): Promise<StoredGallery | null> {
  try {
    const { head } = await summarizeRecord(folder, signal)
    const [known] = knownGalleries(tools, head.key, (gallery) => folderOf(gallery) === folder)
    if (known && known.finishedAt !== null) return null
    const path = relative(root, folder).split(sep).join('/')
    const gallery = known ?? adoptGallery(tools, folder, head, path === '' ? null : { root, path })
    for await (const line of readEntries(folder, signal)) {
      if (line.kind === 'bad') continue
      adoptEntry(tools, gallery, line)
      if (line.kind === 'file') await queueIfBad(tools, gallery, folder, line.entry)
    }
    // A task that continues finishes it and writes its record: only then is nothing left of what a kill or a power cut left.
    const { state } = tools.ledger.need(gallery.taskId)
    if (hasEnded(state)) tools.storage.galleries.progress.finish(gallery.id, tools.now())
    recountGallery(tools, gallery)
    tools.changes.libraryChanged()
    return gallery
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof BadRecordError) && !hasCode(error)) throw error
    tools.log('info', 'a gallery.json could not be used', { folder, error: error.message })
    return null
  }
}

/** Judges a file by its size alone: to read all files would take hours, and `verify` does it on request. */
async function queueIfBad(
  { storage, now }: RebuildPorts,
  gallery: StoredGallery,
  folder: string,
  { file, bytes, sha256, type, address }: FileEntry,
): Promise<void> {
  const facts = await lstat(join(folder, file)).catch(() => null)
  if (facts?.isFile() && facts.size === bytes) return
  const image = storage.images.ofAddress(gallery.id, address)
  if (!image || image.file !== file) return
  storage.images.queue.repair(image.id, { file, bytes, sha256, type })
  const text = facts ? `${facts.size} bytes on disk instead of ${bytes}` : 'its file is missing'
  storage.images.outcome.saveFailed(image.id, failure('bad-image', text), now())
}
