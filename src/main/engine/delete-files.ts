import { lstat, readdir, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { addDeleted, type DeletedFiles, mostKeptPaths, nothingDeleted } from '@shared/deleted-files'
import type { TaskId } from '@shared/units'
import { errorCode } from '../error-code'
import { removeFile } from '../remove-file'
import type { Ports } from './ports'
import { noteRealRoots } from './real-roots'
import { recordName, recordPartName } from './run/gallery-record'
import { type RecordTools, recordFolder } from './run/record-folder'
import { folderOf } from './run/settle-gallery'
import type { GalleryRecord } from './storage/gallery-rows'
import type { OwnFile } from './storage/image-lists'
import type { Storage } from './storage/storage'
import { onDisk } from './transfer/disk'
import { hasContent } from './transfer/hash-file'
import { partName } from './transfer/part-name'

/**
 * Removes the partial files of a task that is not running, and the folders that this leaves empty.
 *
 * Throws FailureError (not-writable).
 */
export async function deleteParts(storage: Storage, id: TaskId): Promise<void> {
  for (const { id: image, root, folder, part } of storage.images.parts(id)) {
    const { name } = part as { readonly name: string }
    await remove(join(root, ...folder.split('/'), partName(name, storage.partTag, image)))
  }
  storage.images.clearParts(id)
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    await remove(join(folderOf(gallery), recordPartName(id, storage.partTag)))
    await removeIfEmpty(gallery.root, folderOf(gallery))
  }
}

/** What deleting needs of the engine. */
export interface DeletePorts extends RecordTools {
  readonly trash: Ports['trash']
}

/**
 * Deletes what the task saved itself and nobody has changed since, and makes its images wait again.
 *
 * A file goes only if its size and SHA-256 are those of its row and no gallery of another task has it in its record; what
 * stays is reported. Gallery by gallery, the records before the files: at no instant do they promise a file that is gone.
 * Throws FailureError (not-writable); what could not go is a file that no record promises.
 */
export async function deleteFinished(ports: DeletePorts, id: TaskId): Promise<DeletedFiles> {
  const { storage } = ports
  await noteRealRoots(storage.galleries)
  let sum = nothingDeleted
  const discard = createDiscard(ports.trash)
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    const files = [...storage.images.ownFiles(id, galleryId)]
    storage.images.unsave(id, galleryId)
    storage.galleries.unsave(galleryId)
    await storage.durable()
    const { going, changed, shared } = await judgeFiles(storage, gallery, files)
    const kept = [...changed, ...shared].slice(0, mostKeptPaths)
    const others = storage.galleries.inFolder(gallery.place)
    const record = others.length > 0 ? null : join(folderOf(gallery), recordName)
    const gone = await discard(gallery, going, record)
    sum = addDeleted(sum, { ...gone, changed: changed.length, shared: shared.length, kept })
    if (going.length > 0) await rewriteRecord(ports, others[0])
    await removeIfEmpty(gallery.root, folderOf(gallery))
    storage.images.forgetClaims(id, galleryId)
  }
  storage.flush()
  return sum
}

/** Absolute paths of a gallery's files, by what is to become of them. */
interface Judged {
  readonly going: readonly string[]
  readonly changed: readonly string[]
  readonly shared: readonly string[]
}

async function judgeFiles(
  storage: Storage,
  gallery: GalleryRecord,
  files: readonly OwnFile[],
): Promise<Judged> {
  const going: string[] = []
  const changed: string[] = []
  const shared: string[] = []
  for (const { file, state, content } of files) {
    const path = join(folderOf(gallery), file)
    if (storage.images.isSharedFile(gallery.taskId, { ...gallery, file })) {
      if (state === 'saved') shared.push(path)
    } else if (content !== null && (await hasContent(path, content))) going.push(path)
    // A name that was about to be given and holds something else was never this task's.
    else if (state === 'saved' && (await isThere(path))) changed.push(path)
  }
  return { going, changed, shared }
}

/** Whether anything stands at this path; what cannot be looked at counts as there. */
function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR',
  )
}

/**
 * Deletes files: into the trash, or for good where it does not take them. A folder that holds nothing else goes into the
 * trash whole, so that it comes back whole. `record`: the record of the folder, if that is to go too.
 */
function createDiscard(trash: Ports['trash']) {
  /** Folders of tasks whose disk has no trash: it is not asked for each of thousands of files. */
  const without = new Set<string>()
  return async (gallery: GalleryRecord, going: readonly string[], record: string | null) => {
    const into = async (path: string) => {
      if (trash === undefined || without.has(gallery.root)) return false
      const taken = await trash(path)
      if (!taken) without.add(gallery.root)
      return taken
    }
    const folder = folderOf(gallery)
    const all = record === null ? going : [...going, record]
    const isOwn = record !== null && going.length > 0
    if (isOwn && (await holdsOnly(gallery, all)) && (await into(folder))) {
      return { trashed: going.length, deleted: 0 }
    }
    let trashed = 0
    for (const path of going) {
      if (await into(path)) trashed += 1
      else await remove(path)
    }
    if (record !== null && (await isThere(record)) && !(await into(record))) await remove(record)
    return { trashed, deleted: going.length - trashed }
  }
}

/** Whether a gallery's folder is a folder of its own, no link, and holds these files and nothing else. */
async function holdsOnly(gallery: GalleryRecord, files: readonly string[]): Promise<boolean> {
  const folder = folderOf(gallery)
  if (folder === join(gallery.root)) return false
  try {
    if (!(await lstat(folder)).isDirectory()) return false
    const known = new Set(files)
    return (await readdir(folder)).every((name) => known.has(join(folder, name)))
  } catch {
    return false
  }
}

/** The record of a folder that another task shares speaks of what is left; a gallery at work writes it when it ends. */
async function rewriteRecord(ports: DeletePorts, other: GalleryRecord | undefined): Promise<void> {
  if (other === undefined || other.finishedAt === null) return
  await recordFolder(ports, other)
}

function remove(path: string): Promise<void> {
  return onDisk(() => removeFile(path))
}

/** Also the folders above, up to the task's own. */
export async function removeIfEmpty(root: string, folder: string): Promise<void> {
  try {
    for (let path = folder; path !== root && path.startsWith(root); path = dirname(path)) await rmdir(path)
  } catch {
    // Files of the user lie in it, or it is gone already: both are as they should be.
  }
}
