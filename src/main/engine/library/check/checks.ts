import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type BadVerdict,
  type Check,
  type CheckedFile,
  type CheckRequest,
  nothingBad,
} from '@shared/model/check'
import type { Slice } from '@shared/model/gallery'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { isFolder } from '../../disk/paths'
import type { Log } from '../../ports/ports'
import type { GalleryRecord } from '../../storage/galleries/gallery-row'
import type { ListThread } from '../../storage/lists/list-thread'
import type { Storage } from '../../storage/storage'
import { folderOf } from '../finish-gallery'
import { isRepairable, type RepairPorts, repairImages } from '../repair/repair'
import { type ExpectedFile, verifyGallery } from './verify-gallery'

/** The check of files that the window asks for: at most one at a time. */
export interface Checks {
  current(): Check | null
  /** Ends the one that runs and begins anew. */
  start(request: CheckRequest): void
  /** What was found so far stays. */
  stop(): void
  /** Stops and forgets. */
  close(): Promise<void>
  /** In the order in which they were found. */
  list(offset: number, limit: number): Slice<CheckedFile>
  /** Queues what was found bad and is still as it was recorded. */
  repair(changed: boolean): Promise<{ readonly tasks: readonly TaskId[]; readonly queued: number }>
}

/** A file that was found bad: ids alone, so that a large library that is gone costs little memory. */
interface Found {
  readonly id: ImageId
  readonly galleryId: GalleryId
  readonly verdict: BadVerdict
}

interface RecordedImage extends ExpectedFile {
  readonly id: ImageId
}

/** So many galleries without a folder are told by name. */
const mostGone = 500

/** So many galleries that lack something are named; all are counted. */
const mostIncomplete = 500

/** What a check reads, and how it reports. */
export interface CheckPorts extends RepairPorts {
  readonly lists: ListThread
  readonly log: Log
}

/** Checks of files; one runs at a time. */
export function createChecks(tools: CheckPorts, tell: (check: Check | null) => void): Checks {
  const { storage, log } = tools
  let check: Check | null = null
  let found: Found[] = []
  let life = new AbortController()
  let ended: Promise<void> = Promise.resolve()

  function change(next: Partial<Check>): void {
    if (check === null) return
    check = { ...check, ...next }
    tell(check)
  }

  /** Once the signal is set, `check` and `found` are no more its own: another check may have begun. */
  async function work(ids: readonly GalleryId[], signal: AbortSignal): Promise<void> {
    try {
      for (const id of ids) {
        const gallery = storage.galleries.get(id)
        if (gallery) await look(gallery, signal)
      }
      signal.throwIfAborted()
      change({ state: 'done' })
    } catch (error) {
      if (!signal.aborted) {
        log('error', 'a check of files ended by a bug', { error: String(error) })
        change({ state: 'stopped' })
      }
    }
  }

  async function look(gallery: GalleryRecord, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const folder = folderOf(gallery)
    const isThere = await isFolder(folder)
    signal.throwIfAborted()
    if (!isThere) {
      const gone = check?.gone ?? []
      if (gone.length < mostGone) change({ gone: [...gone, { id: gallery.id, title: gallery.title }] })
      return
    }
    const { unknown, whole } = await verifyGallery(folder, recordedImages(storage, gallery), signal, {
      onBad({ expected, verdict }) {
        if (signal.aborted) return
        found.push({ id: expected.id, galleryId: gallery.id, verdict })
        if (check) change({ bad: { ...check.bad, [verdict]: check.bad[verdict] + 1 } })
      },
      onProgress(files, bytes) {
        if (check && !signal.aborted)
          change({ filesDone: check.filesDone + files, bytesDone: check.bytesDone + bytes })
      },
    })
    signal.throwIfAborted()
    if (check) change({ unknown: check.unknown + unknown, whole: check.whole + whole })
    await lookForMissing(gallery, signal)
  }

  /** A gallery all of whose files are whole is not complete if some of its images were never saved. */
  async function lookForMissing(
    { id, taskId, title, root, folder, place }: GalleryRecord,
    signal: AbortSignal,
  ) {
    const gallery = { id, taskId, title, root, folder, place }
    const { images, pages } = await tools.lists.ask('missingOfGallery', { gallery, most: 1 })
    signal.throwIfAborted()
    if (check === null || images + pages === 0) return
    const { missing, incomplete } = check
    const listed = tools.ledger.get(taskId) !== null
    change({
      missing: { images: missing.images + images, pages: missing.pages + pages },
      ...(incomplete.length >= mostIncomplete
        ? {}
        : { incomplete: [...incomplete, { id, taskId, title, images, pages, listed }] }),
    })
  }

  function stop(): void {
    life.abort('stop')
    if (check?.state === 'working') change({ state: 'stopped' })
  }

  return {
    current: () => check,
    start({ galleries }) {
      life.abort('stop')
      const before = ended
      life = new AbortController()
      const { signal } = life
      const rows = (galleries ?? storage.galleries.lists.libraryIds()).flatMap(
        (id) => storage.galleries.row(id) ?? [],
      )
      found = []
      check = {
        state: 'working',
        galleries: rows.length,
        files: rows.reduce((sum, { saved, skipped }) => sum + saved + skipped, 0),
        bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
        filesDone: 0,
        bytesDone: 0,
        whole: 0,
        bad: nothingBad,
        unknown: 0,
        gone: [],
        missing: { images: 0, pages: 0 },
        incomplete: [],
      }
      tell(check)
      const ids = rows.map(({ id }) => id)
      ended = before.then(() => work(ids, signal))
    },
    stop,
    async close() {
      stop()
      check = null
      found = []
      tell(null)
      await ended
    },
    list: (offset, limit) => ({
      total: found.length,
      rows: found.slice(offset, offset + limit).flatMap((one) => shown(storage, one) ?? []),
    }),
    async repair(changed) {
      const wanted = new Map<GalleryId, Found[]>()
      for (const one of found) {
        if (!isRepairable(one.verdict, changed)) continue
        const others = wanted.get(one.galleryId)
        if (others) others.push(one)
        else wanted.set(one.galleryId, [one])
      }
      const tasks = new Set<TaskId>()
      let queued = 0
      for (const [galleryId, files] of wanted) {
        const gallery = storage.galleries.get(galleryId)
        if (!gallery || !(await isFolder(folderOf(gallery)))) continue
        const start = repairImages(
          tools,
          gallery,
          files.flatMap(({ id }) => stillRecorded(storage, id) ?? []),
        )
        queued += start.queued
        if (start.taskId !== null) tasks.add(start.taskId)
        // A library with much to repair must not hold the window up.
        await nextTurn()
      }
      return { tasks: [...tasks], queued }
    },
  }
}

function* recordedImages(storage: Storage, { id, taskId }: GalleryRecord): Iterable<RecordedImage> {
  for (const image of storage.images.ofGallery(taskId, id)) {
    const { state, file, bytes, sha256, type } = image
    if ((state !== 'saved' && state !== 'skipped') || file === null) continue
    yield { id: image.id, file, bytes: bytes ?? -1, sha256, type: type ?? '' }
  }
}

/** Meanwhile it may have been queued, or saved anew under another name. */
function stillRecorded(storage: Storage, id: ImageId) {
  const file = storage.images.files.get(id)
  if (!file) return null
  const { bytes, sha256, type } = file
  return { id, recorded: { file: file.file, bytes, sha256, type } }
}

function shown(storage: Storage, { id, galleryId, verdict }: Found): CheckedFile | null {
  const title = storage.galleries.get(galleryId)?.title ?? ''
  const file = storage.images.files.get(id)?.file
  return file === undefined ? null : { imageId: id, galleryId, title, file, verdict }
}
