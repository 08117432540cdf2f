import { join } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { GalleryId, type TaskId } from '@shared/model/units'
import { z } from 'zod'
import { diskOperation } from '../disk/disk-errors'
import { hasContent } from '../disk/hash-file'
import { partName } from '../disk/part-name'
import { removeFile } from '../disk/paths'
import { type Remembered, remembered } from '../ports/ports'
import { placeOf } from '../storage/galleries/gallery-row'
import type { Storage } from '../storage/storage'
import { removeIfEmpty } from './delete-files'
import { folderOf, recordName } from './gallery-record'
import { realFolder } from './target-folder'

const Place = z.object({ root: z.string(), folder: z.string() }).readonly()

/** What is noted of the gallery of a task that moves to another folder, from before the first copy until the end. */
export const MoveNote = z
  .object({
    galleryId: GalleryId,
    from: Place,
    to: Place,
    /** Nothing lay in the new folder: what lies there now are our copies. */
    wasEmpty: z.boolean(),
  })
  .readonly()
export type MoveNote = z.infer<typeof MoveNote>

export type Remove = (path: string) => Promise<void>

/** The move of a task that has begun; null: none. */
function moveOf(id: TaskId): Remembered<MoveNote | null> {
  return remembered(`move ${id}`, MoveNote.nullable(), null)
}

/** What is noted of the move of a task that has begun; null: none. */
export function moveNote(storage: Storage, id: TaskId): MoveNote | null {
  return storage.remembered.get(moveOf(id))
}

/** Resolves when the note survives a power cut: no copy is on disk of which nothing is known. */
export async function noteMove(storage: Storage, id: TaskId, note: MoveNote): Promise<void> {
  storage.remembered.set(moveOf(id), note)
  await storage.durable()
}

/** Whether the records have the gallery in its new place. */
export function hasMoved({ galleries }: Storage, { galleryId, to }: MoveNote): boolean {
  const gallery = galleries.get(galleryId)
  return gallery !== null && gallery.root === to.root && gallery.folder === to.folder
}

/**
 * Brings a move to its end that was cut off, or has only its old files to remove: of two copies the one goes that the
 * records do not name. A file without a whole copy in the place of the records stays; so does everything that another
 * row names or that is not what was recorded.
 */
export async function recoverMove(storage: Storage, id: TaskId, remove: Remove = removeFile): Promise<void> {
  const note = moveNote(storage, id)
  if (note === null) return
  const gallery = storage.galleries.get(note.galleryId)
  const isMoved = hasMoved(storage, note)
  const [kept, left] = isMoved ? [note.to, note.from] : [note.from, note.to]
  const place = placeOf(await realFolder(left.root), left.folder)
  let isClean = true
  const discard = async (path: string) => {
    try {
      await diskOperation(() => remove(path))
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      isClean = false
    }
  }
  if (gallery !== null && (isMoved || note.wasEmpty)) {
    for (const { id: image, file, ...content } of storage.images.owned.contents(id, gallery.id)) {
      await discard(join(folderOf(note.to), partName(file, storage.partTag)))
      const path = join(folderOf(left), file)
      if (storage.images.files.isTaken(image, { place, file }, true) || !(await hasContent(path, content)))
        continue
      if (await hasContent(join(folderOf(kept), file), content)) await discard(path)
      else isClean = false
    }
    // The record of a folder that another task shares is that one's.
    const isShared = storage.galleries.folders.withFilesIn(place).length > 0
    if (isMoved && !isShared) await discard(join(folderOf(left), recordName))
    await removeIfEmpty(left.root, folderOf(left))
  }
  // Copies that could not be deleted are taken over by the next move; old files that cannot be deleted are left to the user.
  if (isClean || isMoved) storage.remembered.forget(moveOf(id))
}
