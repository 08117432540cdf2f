import { lstat, readdir, rmdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import {
  addDeleted,
  type DeletedFiles,
  type KeptFile,
  mostKeptPaths,
  nothingDeleted,
} from '@shared/model/library/deleted-files'
import type { GalleryId, TaskId } from '@shared/model/units'
import { diskOperation } from '../disk/disk-errors'
import { hasContent } from '../disk/hash-file'
import { partName } from '../disk/part-name'
import { isInside, mayBeThere, removeFile } from '../disk/paths'
import type { Ports } from '../ports/ports'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { OwnFile } from '../storage/images/owned-files'
import type { Storage } from '../storage/storage'
import { folderOf, type RecordTools, recordFolder, recordName, recordPartName } from './gallery-record'
import { noteRealRoots, realFolder } from './target-folder'

/**
 * Absolute paths that would go along if the folder of this gallery went: of other galleries and of what tasks save to,
 * on the list or not. Paths are compared without symbolic links. They need not exist. The same gallery of another task, which has the same folder, is no other.
 */
export async function nestedGalleries(
  { galleries, tasks }: Pick<Storage, 'galleries' | 'tasks'>,
  id: GalleryId,
): Promise<readonly string[]> {
  await noteRealRoots(galleries.folders)
  const gallery = galleries.get(id)
  if (gallery === null) return []
  const own = await realFolder(folderOf(gallery))
  const others = new Set<string>()
  for (const folder of tasks.folders()) if (isInside(await realFolder(folder), own)) others.add(folder)
  for (const root of galleries.folders.roots()) {
    const realRoot = await realFolder(root)
    const below = isInside(realRoot, own)
      ? ''
      : isInside(own, realRoot)
        ? relative(realRoot, own).replaceAll(sep, '/')
        : null
    if (below === null) continue
    for (const other of galleries.folders.inside(root, below)) {
      const isSame = other.id === id || (other.key === gallery.key && other.place === gallery.place)
      if (!isSame) others.add(folderOf(other))
    }
  }
  return [...others]
}

/**
 * Removes the partial files of a task that is not running, and the folders that this leaves empty.
 *
 * Throws FailureError (not-writable).
 */
export async function deleteParts(storage: Storage, id: TaskId): Promise<void> {
  for (const { id: image, root, folder, part } of storage.images.parts.ofTask(id)) {
    const { name } = part as { readonly name: string }
    await remove(join(root, ...folder.split('/'), partName(name, storage.partTag, image)))
  }
  storage.images.parts.clear(id)
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    await remove(join(folderOf(gallery), recordPartName(id, storage.partTag)))
    await removeIfEmpty(gallery.root, folderOf(gallery))
  }
}

/** What deleting needs of the engine. */
interface DeletePorts extends RecordTools {
  readonly trash: Ports['trash']
  /** Another task has become the owner of files: its counts have changed. */
  readonly onHeir: (id: TaskId) => void
}

/**
 * Deletes what the task saved and what is unchanged since, and queues its images again.
 *
 * A file is deleted only if its size and SHA-256 are those of its row and no other task on the list has it in its record: that
 * task becomes its owner, so that its own deletion takes the file. What stays is reported, also what the task only found.
 * Gallery by gallery, the rows before the files: at no instant do they promise a file that is gone. The `gallery.json`
 * stays while pictures that it names stay. Throws FailureError (not-writable); what could not go is a file that no record
 * promises.
 */
export async function deleteFinished(ports: DeletePorts, id: TaskId): Promise<DeletedFiles> {
  const { storage } = ports
  await noteRealRoots(storage.galleries.folders)
  let sum = nothingDeleted
  const discard = createDiscard(ports.trash)
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    const files = [...storage.images.owned.list(id, galleryId)]
    const handedOver = handOver(ports, gallery, files)
    storage.images.owned.unsave(id, galleryId)
    storage.galleries.progress.unsave(galleryId)
    await storage.durable()
    const { going, changed, shared } = await judgeFiles(gallery, files, handedOver)
    await leaveToRemoved(storage, gallery, going)
    const paths = going.map((file) => join(folderOf(gallery), file))
    const stays = (why: KeptFile['why']) => (path: string) => ({ path, why })
    const kept = [...changed.map(stays('changed')), ...shared.map(stays('shared'))].slice(0, mostKeptPaths)
    const others = storage.galleries.folders.withFilesIn(gallery.place)
    const staysAsItIs = others.length > 0 || (going.length === 0 && shared.length > 0)
    const record = staysAsItIs ? null : join(folderOf(gallery), recordName)
    const gone = await discard(gallery, paths, record)
    sum = addDeleted(sum, { ...gone, changed: changed.length, shared: shared.length, kept })
    if (going.length > 0) await rewriteRecord(ports, others[0])
    await removeIfEmpty(gallery.root, folderOf(gallery))
    storage.images.owned.forgetClaims(id, galleryId)
  }
  storage.flush()
  return sum
}

/** Names of the files that another task on the list has too and owns from now on. */
function handOver(
  { storage, onHeir }: DeletePorts,
  { id: galleryId, taskId }: StoredGallery,
  files: readonly OwnFile[],
): ReadonlySet<string> {
  const handedOver = new Set<string>()
  const heirs = new Map<GalleryId, TaskId>()
  for (const { file, state } of files) {
    if (state !== 'saved') continue
    const heir = storage.images.owned.handOver({ taskId, galleryId, file })
    if (heir === null) continue
    handedOver.add(file)
    heirs.set(heir.galleryId, heir.taskId)
  }
  for (const gallery of heirs.keys()) storage.galleries.progress.recount(gallery)
  for (const task of new Set(heirs.values())) onHeir(task)
  return handedOver
}

/** A deleted file is in no record of a task that is off the list, or the library would show files that are gone. */
async function leaveToRemoved(
  storage: Storage,
  { id: galleryId, taskId }: StoredGallery,
  going: readonly string[],
): Promise<void> {
  const touched = new Set(
    going.flatMap((file) => storage.images.owned.leaveToRemoved({ taskId, galleryId, file })),
  )
  if (touched.size === 0) return
  for (const gallery of touched) storage.galleries.progress.recount(gallery)
  await storage.durable()
}

/** A gallery's files, by what is to become of them: names of those that go, absolute paths of those that stay. */
interface Judged {
  readonly going: readonly string[]
  readonly changed: readonly string[]
  readonly shared: readonly string[]
}

async function judgeFiles(
  gallery: StoredGallery,
  files: readonly OwnFile[],
  handedOver: ReadonlySet<string>,
): Promise<Judged> {
  const going: string[] = []
  const changed: string[] = []
  const shared: string[] = []
  const saved = new Set(files.flatMap(({ file, state }) => (state === 'saved' ? [file] : [])))
  for (const { file, state, content } of files) {
    const path = join(folderOf(gallery), file)
    if (state === 'found') {
      if (!saved.has(file) && (await mayBeThere(path))) shared.push(path)
    } else if (handedOver.has(file)) {
      if (state === 'saved') shared.push(path)
    } else if (content !== null && (await hasContent(path, content))) going.push(file)
    // A name that was about to be given and holds something else was never this task's.
    else if (state === 'saved' && (await mayBeThere(path))) changed.push(path)
  }
  return { going, changed, shared }
}

/**
 * Deletes files: into the trash, or for good where it does not take them. A folder that holds nothing else is put into the
 * trash whole, so that it comes back whole. `record`: the record of the folder, if that is to go too.
 */
function createDiscard(trash: Ports['trash']) {
  /** Folders of tasks whose disk has no trash: it is not asked for each of thousands of files. */
  const without = new Set<string>()
  return async (gallery: StoredGallery, going: readonly string[], record: string | null) => {
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
    if (record !== null && (await mayBeThere(record)) && !(await into(record))) await remove(record)
    return { trashed, deleted: going.length - trashed }
  }
}

/** Whether a gallery's folder is a folder of its own, no link, and holds these files and nothing else. */
async function holdsOnly(gallery: StoredGallery, files: readonly string[]): Promise<boolean> {
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
async function rewriteRecord(ports: DeletePorts, other: StoredGallery | undefined): Promise<void> {
  if (other === undefined || other.finishedAt === null) return
  await recordFolder(ports, other)
}

function remove(path: string): Promise<void> {
  return diskOperation(() => removeFile(path))
}

/** Also the folders above, up to the task's own. */
export async function removeIfEmpty(root: string, folder: string): Promise<void> {
  try {
    for (let path = folder; path !== root && path.startsWith(root); path = dirname(path)) await rmdir(path)
  } catch {
    // Files of the user lie in it, or it is gone already: both are as they should be.
  }
}
