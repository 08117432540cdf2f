import { constants } from 'node:fs'
import { copyFile, link, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FailureError, isLocal } from '@shared/failure'
import type { TaskId } from '@shared/units'
import { syncFolder } from '../sync-folder'
import { deleteParts, removeIfEmpty } from './delete-files'
import { claimFolder } from './run/gallery-folder'
import { recordName } from './run/gallery-record'
import { prepareFolder } from './run/prepare-folder'
import type { RunTools } from './run/run'
import { folderOf } from './run/settle-gallery'
import type { GalleryRecord } from './storage/gallery-rows'
import type { Storage } from './storage/storage'
import { onDisk } from './transfer/disk'
import { numberedName } from './transfer/file-name'
import { hasContent } from './transfer/hash-file'
import { partName } from './transfer/part-name'

/** A file of a gallery that goes along. */
interface OwnFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Lets a task that does not run go on in another folder.
 *
 * Finished galleries stay where they are; one that lacks images goes along with what it has, so that it stays in one
 * folder. Its files are copied and compared before the records name the new place, and only then the old ones go: a kill
 * loses nothing. What cannot be read in the old place is fetched again. Throws FailureError (not-writable, disk-full)
 * with the task as it was, but for the galleries that have moved already.
 */
export async function moveTask(tools: RunTools, id: TaskId, folder: string): Promise<void> {
  const { storage, ledger } = tools
  await prepareFolder(folder, true, storage.remembered)
  await tools.fullDisks.check(folder)
  // Where they lie now; a place that is gone has none.
  if (ledger.need(id).request.folder !== folder) await deleteParts(storage, id).catch(() => {})
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    const row = storage.galleries.row(galleryId)
    if (!gallery || !row || gallery.root === folder) continue
    if (gallery.finishedAt !== null && row.failed === 0) continue
    await moveGallery(storage, gallery, folder)
  }
  ledger.setFolder(id, folder)
  ledger.setTally(id, storage.tasks.recount(id, ledger.need(id).progress.tally.pagesKnown))
  tools.rowsChanged(id)
  tools.libraryChanged()
}

async function moveGallery(storage: Storage, gallery: GalleryRecord, root: string): Promise<void> {
  const { id, taskId, key } = gallery
  const parents = gallery.folder.split('/')
  const own = parents.pop() ?? gallery.folder
  const folder = await claimFolder({
    root,
    name: (copy) => [...parents, numberedName(own, copy)].join('/'),
    key,
    earlier: storage.galleries.earlierFolder(key, root),
    holderOf: (wished) => storage.galleries.holderOf(root, wished),
  })
  const from = folderOf(gallery)
  const to = folderOf({ root, folder })
  const files = ownFiles(storage, gallery)
  for (const file of files) await copyOwn(from, to, file, storage.partTag)
  await syncFolder(to)
  const isShared = new Map(
    files.map(({ id: image, file }) => [file, storage.images.holds(image, { ...gallery, file }, true)]),
  )
  storage.images.unsave(taskId, id)
  storage.galleries.unsave(id)
  storage.galleries.move(id, root, folder)
  await storage.durable()
  for (const { file, ...content } of files) {
    if (isShared.get(file) === true || !(await hasContent(join(to, file), content))) continue
    await rm(join(from, file), { force: true }).catch(() => {})
  }
  await rm(join(from, recordName), { force: true }).catch(() => {})
  await removeIfEmpty(gallery.root, from)
}

function ownFiles(storage: Storage, { id, taskId }: GalleryRecord) {
  return [...storage.images.ofGallery(taskId, id)].flatMap(({ id: image, state, file, bytes, sha256 }) =>
    state === 'saved' && file !== null && bytes !== null && sha256 !== null
      ? [{ id: image, file, bytes, sha256 }]
      : [],
  )
}

/** Copies a file under a temporary name, and gives it its own one once it is whole; one that cannot be read is left. */
async function copyOwn(from: string, to: string, { file, ...content }: OwnFile, tag: string): Promise<void> {
  const source = join(from, file)
  const final = join(to, file)
  if (!(await hasContent(source, content)) || (await hasContent(final, content))) return
  const temporary = join(to, partName(file, tag))
  try {
    await onDisk(async () => {
      await rm(temporary, { force: true })
      await copyFile(source, temporary, constants.COPYFILE_EXCL)
      await using handle = await open(temporary, 'r+')
      await handle.sync()
    })
    if (await hasContent(temporary, content)) await nameOnce(temporary, final)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    if (error instanceof FailureError && isLocal(error.failure) && error.failure.kind === 'disk-full')
      throw error
  }
  await rm(temporary, { force: true }).catch(() => {})
}

/** Never in the place of another file; the image is fetched then, and gets a name of its own. */
async function nameOnce(temporary: string, final: string): Promise<void> {
  try {
    await link(temporary, final)
  } catch (error) {
    const hasNoLinks = (error as NodeJS.ErrnoException).code !== 'EEXIST'
    if (hasNoLinks && (await isFree(final))) await onDisk(() => rename(temporary, final))
  }
  await syncFolder(dirname(final))
}

async function isFree(path: string): Promise<boolean> {
  return open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).then(
    async (handle) => {
      await handle.close()
      return false
    },
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  )
}
