import { constants } from 'node:fs'
import { copyFile, link, open, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, isLocal } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import { diskOperation } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { hasContent } from '../disk/hash-file'
import { numberedName } from '../disk/names/file-name'
import { partName } from '../disk/part-name'
import { readOnly, removeFile } from '../disk/paths'
import type { FullDisks } from '../disk/space/free-space'
import type { ChangeReport } from '../ports/change-notifier'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import { placeOf } from '../storage/galleries/gallery-row'
import type { OwnContent } from '../storage/images/owned-files'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'
import { deleteParts } from './delete-files'
import { claimFolder } from './gallery-folder'
import { folderOf } from './gallery-record'
import { hasMoved, type MoveNote, moveNote, noteMove, type Remove, recoverMove } from './move-journal'
import { prepareFolder, realFolder } from './target-folder'

/** What a move does to files, in the order of its steps. */
export interface MoveDisk {
  readonly copy: (from: string, to: string) => Promise<void>
  /** Fails with EEXIST if the name is taken. */
  readonly link: (from: string, to: string) => Promise<void>
  readonly remove: Remove
}

const realDisk: MoveDisk = {
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_EXCL),
  link,
  remove: removeFile,
}

/** The records that a move changes. */
interface MovePorts {
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly fullDisks: Pick<FullDisks, 'check'>
  readonly changes: ChangeReport
}

/**
 * Continues a task that does not run in another folder.
 *
 * Finished galleries stay where they are; an incomplete one is moved with the files that it has, so that it stays in one
 * folder. Its files are copied and compared before the records name the new place, and only then the old ones go: a kill
 * loses nothing, and what it leaves twice is taken over by the next move or removed by the next run (`recoverMove`). What
 * cannot be read in the old place is fetched again. Throws FailureError (not-writable, disk-full) with the task as it
 * was, but for the galleries that have moved already.
 */
export async function moveTask(
  tools: MovePorts,
  id: TaskId,
  folder: string,
  disk: MoveDisk = realDisk,
): Promise<void> {
  const { storage, ledger } = tools
  const earlier = moveNote(storage, id)
  if (earlier !== null && (earlier.to.root !== folder || hasMoved(storage, earlier))) {
    await recoverMove(storage, id, disk.remove)
  }
  await prepareFolder(folder, true, storage.remembered)
  await tools.fullDisks.check(folder)
  // Where they lie now; a place that is gone has none.
  if (ledger.need(id).request.folder !== folder) await deleteParts(storage, id).catch(() => {})
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    const row = storage.galleries.row(galleryId)
    if (!gallery || !row || gallery.root === folder) continue
    if (gallery.finishedAt !== null && row.failed === 0) continue
    await moveGallery(storage, gallery, folder, disk)
  }
  ledger.setFolder(id, folder)
  ledger.setCounts(id, storage.tasks.progress.recount(id, ledger.need(id).progress.counts.pagesKnown))
  ledger.saveCounts(id)
  tools.changes.rowsChanged(id)
  tools.changes.libraryChanged()
}

async function moveGallery(
  storage: Storage,
  gallery: StoredGallery,
  root: string,
  disk: MoveDisk,
): Promise<void> {
  const { id, taskId } = gallery
  const note = await claimPlace(storage, gallery, root)
  const from = folderOf(note.from)
  const to = folderOf(note.to)
  await noteMove(storage, taskId, note)
  try {
    for (const file of storage.images.owned.contents(taskId, id))
      await copyOwn(from, to, file, storage.partTag, disk)
  } catch (error) {
    await recoverMove(storage, taskId, disk.remove).catch(() => {})
    throw error
  }
  await fsyncFolder(to)
  // Asked before the rows change: all of them change in one turn.
  const realRoot = await realFolder(root)
  storage.images.owned.unsave(taskId, id)
  storage.galleries.progress.unsave(id)
  storage.galleries.folders.move(id, { root, realRoot, folder: note.to.folder })
  await storage.durable()
  await recoverMove(storage, taskId, disk.remove)
}

/** The target of the gallery: the folder of a move that was cut off, or a new one. */
async function claimPlace(storage: Storage, gallery: StoredGallery, root: string): Promise<MoveNote> {
  const { id, taskId, key } = gallery
  const realRoot = await realFolder(root)
  const earlier = moveNote(storage, taskId)
  const again = earlier?.galleryId === id && earlier.to.root === root ? earlier : null
  const parents = gallery.folder.split('/')
  const own = parents.pop() ?? gallery.folder
  const folder = await claimFolder({
    root,
    name: (copy) => [...parents, numberedName(own, copy)].join('/'),
    key,
    earlier: again?.to.folder ?? storage.galleries.earlier(key, realRoot)[0]?.folder ?? null,
    holderOf: (wanted) => storage.galleries.folders.holderOf(placeOf(realRoot, wanted)),
  })
  const to = { root, folder }
  const wasEmpty = again?.to.folder === folder ? again.wasEmpty : (await readdir(folderOf(to))).length === 0
  return { galleryId: id, from: { root: gallery.root, folder: gallery.folder }, to, wasEmpty }
}

/** Copies a file under a temporary name, and gives it its own one once it is whole; one that cannot be read is left. */
async function copyOwn(
  from: string,
  to: string,
  { file, bytes, sha256 }: OwnContent,
  tag: string,
  disk: MoveDisk,
): Promise<void> {
  const content = { bytes, sha256 }
  const source = join(from, file)
  const final = join(to, file)
  if (!(await hasContent(source, content)) || (await hasContent(final, content))) return
  const temporary = join(to, partName(file, tag))
  try {
    await diskOperation(async () => {
      await disk.remove(temporary)
      await disk.copy(source, temporary)
      await using handle = await open(temporary, 'r+')
      // The copy of a file has the time of the copying.
      const { atime, mtime } = await stat(source)
      await handle.utimes(atime, mtime).catch(() => {})
      await handle.sync()
    })
    if (await hasContent(temporary, content)) await nameOnce(temporary, final, disk)
  } catch (error) {
    await disk.remove(temporary).catch(() => {})
    const isOfSource = error instanceof FailureError && !(await hasContent(source, content))
    // What is too large for the new disk is reported when it is fetched.
    if (!(error instanceof FailureError) || (isLocal(error.failure) && !isOfSource)) throw error
  }
  await disk.remove(temporary)
}

/** Never in the place of another file; the image is fetched then, and gets a name of its own. */
async function nameOnce(temporary: string, final: string, disk: MoveDisk): Promise<void> {
  try {
    await disk.link(temporary, final)
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    if (code !== 'EEXIST' && (await isFree(final))) await diskOperation(() => rename(temporary, final))
  }
  await fsyncFolder(dirname(final))
}

async function isFree(path: string): Promise<boolean> {
  return open(path, readOnly).then(
    async (handle) => {
      await handle.close()
      return false
    },
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  )
}
