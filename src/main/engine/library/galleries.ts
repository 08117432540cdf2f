import type { GalleryId } from '@shared/model/units'
import type { ChangeReport } from '../ports/change-notifier'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'
import { nestedGalleries } from './delete-files'
import { folderOf } from './gallery-record'

/** Folders of galleries, as a host shows them and moves them to the trash. */
export interface Galleries {
  /** Absolute path of a gallery's folder; null when unknown. */
  galleryFolder(id: GalleryId): string | null
  /** Absolute paths of other galleries and of folders of downloads that lie in a gallery's folder; see `nestedGalleries`. */
  nestedGalleries(id: GalleryId): Promise<readonly string[]>
  /** Whether a running or queued task has not finished a gallery in this one's folder. */
  isBeingSaved(id: GalleryId): boolean
  /** Whether any gallery of this one's folder is in the library. */
  hasGalleries(id: GalleryId): boolean
  /** Removes every gallery of this one's folder from the library: the folder is gone or about to go. */
  forgetGallery(id: GalleryId): void
  /** Undoes `forgetGallery`. */
  restoreGallery(id: GalleryId): void
}

/** What the folders are read from, and where changes of the library go. */
interface GalleriesPorts {
  readonly storage: Pick<Storage, 'galleries' | 'tasks'>
  readonly ledger: Pick<TaskLedger, 'get'>
  readonly changes: Pick<ChangeReport, 'libraryChanged'>
  /** Commits what was changed, and begins to bring it onto the disk. */
  readonly flush: () => void
  readonly now: () => number
}

/** Reads the records at each call. */
export function createGalleries({ storage, ledger, changes, flush, now }: GalleriesPorts): Galleries {
  const { galleries } = storage

  function isUnfinished(taskId: Parameters<TaskLedger['get']>[0]): boolean {
    const kind = ledger.get(taskId)?.state.kind
    return kind === 'running' || kind === 'queued'
  }

  return {
    galleryFolder(id) {
      const gallery = galleries.get(id)
      return gallery ? folderOf(gallery) : null
    },
    nestedGalleries: (id) => nestedGalleries(storage, id),
    isBeingSaved(id) {
      const gallery = galleries.get(id)
      if (gallery === null) return false
      return galleries.folders
        .allIn(gallery.place)
        .some(
          ({ taskId, finishedAt, ended, found }) =>
            isUnfinished(taskId) && (finishedAt === null || ended < found),
        )
    },
    hasGalleries(id) {
      const gallery = galleries.get(id)
      return gallery !== null && galleries.folders.tasksIn(gallery.place).length > 0
    },
    forgetGallery(id) {
      galleries.folders.forget(id, now())
      flush()
      changes.libraryChanged()
    },
    restoreGallery(id) {
      galleries.folders.restore(id)
      flush()
      changes.libraryChanged()
    },
  }
}
