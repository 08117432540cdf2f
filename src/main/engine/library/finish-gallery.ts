import { rmdir } from 'node:fs/promises'
import type { GalleryId, TaskId } from '@shared/model/units'
import type { Sequencer } from '../async/sequencer'
import type { ChangeReport } from '../ports/change-notifier'
import type { Ports } from '../ports/ports'
import type { Storage } from '../storage/storage'
import type { TaskLedger } from '../tasks/task-ledger'
import { folderOf, recordFolder } from './gallery-record'

/** Where the results of a task are written and reported. */
export interface TaskOutput {
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly finisher: GalleryFinisher
  readonly changes: ChangeReport
}

/** Finishes galleries, one after another: two records of one gallery must not be written at the same time. */
interface GalleryFinisher {
  /** Checks a gallery soon; several requests for one gallery are one check. */
  check(id: GalleryId): void
  /** Resolves when all requested checks are done; rejects with the first error of writing a record. */
  idle(): Promise<void>
}

/** What finishing a gallery works with. */
interface FinisherPorts {
  readonly taskId: TaskId
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly ports: Pick<Ports, 'now'>
  readonly folders: Sequencer
}

/** Writes `gallery.json` after the last image of a gallery. */
export function createGalleryFinisher(tools: FinisherPorts): GalleryFinisher {
  const requested = new Set<GalleryId>()
  let working: Promise<void> | null = null
  let broken: { readonly error: unknown } | null = null

  async function work(): Promise<void> {
    for (const id of requested) {
      requested.delete(id)
      try {
        await finishGallery(tools, id)
      } catch (error) {
        broken ??= { error }
      }
    }
    working = null
  }

  return {
    check(id) {
      requested.add(id)
      working ??= Promise.resolve().then(work)
    },
    async idle() {
      while (working) await working
      if (broken) throw broken.error
    },
  }
}

/**
 * Writes a gallery's record once all its images have ended and no page continues it; marks it as unfinished
 * when more images have come. A gallery of which nothing could be saved leaves no empty folder.
 */
async function finishGallery(
  { taskId, storage, ledger, ports, folders }: FinisherPorts,
  id: GalleryId,
): Promise<void> {
  const gallery = storage.galleries.get(id)
  if (!gallery) return
  const ended = gallery.ended >= gallery.found && !storage.pages.queue.hasOfGallery(taskId, id)
  const finished = gallery.finishedAt !== null
  if (!ended) {
    if (!finished) return
    storage.galleries.progress.finish(id, null)
    ledger.addToCounts(taskId, { galleriesDone: -1 })
    return
  }
  const row = storage.galleries.row(id)
  const folder = folderOf(gallery)
  if (row && row.saved + row.skipped > 0) {
    if (finished) {
      // Killed while it is written again, the next run writes it once more: no half-written record is left over.
      storage.galleries.progress.finish(id, null)
      await storage.durable()
    }
    await recordFolder({ storage, folders, now: ports.now }, gallery)
  } else {
    // Not empty, or gone: then it is not ours to remove.
    await rmdir(folder).catch(() => {})
  }
  // After the record: a gallery that is finished has one, whenever the program was killed.
  storage.galleries.progress.finish(id, ports.now())
  if (!finished) ledger.addToCounts(taskId, { galleriesDone: 1 })
}
