import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Job } from '@shared/contract/jobs'
import type { GalleryRow, Slice } from '@shared/model/gallery'
import { type BadVerdict, type Check, type CheckedFile, nothingBad } from '@shared/model/library/check'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { isFolder } from '../disk/paths'
import { type CheckGalleryPorts, checkGallery, type GalleryFinding } from '../library/check/check-gallery'
import { folderOf } from '../library/gallery-record'
import { isRepairable, type RepairPorts, repairImages } from '../library/repair/repair'
import type { Log } from '../ports/ports'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { Storage } from '../storage/storage'
import { createJobRunner, type JobRunner } from './job'

/** Checks the files of galleries on the list, and repairs what it found. */
export interface CheckJob extends JobRunner<Check> {
  /** Starts a check of these galleries; null: of all of the library. */
  begin(galleries: readonly GalleryId[] | null): void
  /** The files that were found bad, in the order in which they were found. */
  list(offset: number, limit: number): Slice<CheckedFile>
  /** Queues the files that were found bad and are still as they were recorded; `changed` as in `RepairRequest`. */
  repair(changed: boolean): Promise<{ readonly tasks: readonly TaskId[]; readonly queued: number }>
}

/** What a check reads, and what a repair of its findings needs. */
export interface CheckJobPorts extends RepairPorts, CheckGalleryPorts {
  readonly log: Log
}

/** A file that was found bad: ids alone, so that a large library whose files are gone needs little memory. */
interface BadImage {
  readonly id: ImageId
  readonly galleryId: GalleryId
  readonly verdict: BadVerdict
}

/** Most galleries whose folder is gone that are named; more are not counted. */
const mostGone = 500

/** Most incomplete galleries that are named; all are counted. */
const mostIncomplete = 500

/** Checks of files; one runs at a time. */
export function createCheckJob(tools: CheckJobPorts, onChange: (job: Job<Check> | null) => void): CheckJob {
  const { storage, log } = tools
  const runner = createJobRunner({ kind: 'check', log, onChange })
  /** What the current check found bad; a new check starts with a list of its own. */
  let found: BadImage[] = []

  return {
    ...runner,
    begin(galleries) {
      const rows = (galleries ?? storage.galleries.lists.libraryIds()).flatMap(
        (id) => storage.galleries.row(id) ?? [],
      )
      const progress = nothingChecked(rows)
      const bad: BadImage[] = []
      found = bad
      const ids = rows.map(({ id }) => id)
      runner.start({ progress, steps: (signal) => checkGalleries(tools, ids, { progress, bad }, signal) })
    },
    async dismiss() {
      found = []
      await runner.dismiss()
    },
    list: (offset, limit) => ({
      total: found.length,
      rows: found.slice(offset, offset + limit).flatMap((image) => checkedFile(storage, image) ?? []),
    }),
    repair: (changed) =>
      repairFound(
        tools,
        found.filter(({ verdict }) => isRepairable(verdict, changed)),
      ),
  }
}

/** The progress of a check of these galleries that has not begun. */
function nothingChecked(rows: readonly GalleryRow[]): Check {
  return {
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
}

/** Yields the progress after each finding; adds the files that are bad to `bad`. */
async function* checkGalleries(
  tools: CheckGalleryPorts & Pick<CheckJobPorts, 'ledger'>,
  ids: readonly GalleryId[],
  { progress, bad }: { readonly progress: Check; readonly bad: BadImage[] },
  signal: AbortSignal,
): AsyncGenerator<Check, void> {
  let check = progress
  for (const id of ids) {
    const gallery = tools.storage.galleries.get(id)
    if (!gallery) continue
    for await (const finding of checkGallery(tools, gallery, signal)) {
      signal.throwIfAborted()
      if (finding.kind === 'file' && finding.verdict !== 'whole') {
        bad.push({ id: finding.imageId, galleryId: id, verdict: finding.verdict })
      }
      const isListed = tools.ledger.get(gallery.taskId) !== null
      check = withFinding(check, gallery, finding, isListed)
      yield check
    }
  }
  signal.throwIfAborted()
}

function withFinding(
  check: Check,
  { id, taskId, title }: StoredGallery,
  finding: GalleryFinding,
  listed: boolean,
): Check {
  switch (finding.kind) {
    case 'gone':
      return check.gone.length < mostGone ? { ...check, gone: [...check.gone, { id, title }] } : check
    case 'file': {
      const { verdict, bytesRead } = finding
      const filesDone = check.filesDone + 1
      const bytesDone = check.bytesDone + bytesRead
      if (verdict === 'whole') return { ...check, filesDone, bytesDone, whole: check.whole + 1 }
      return { ...check, filesDone, bytesDone, bad: { ...check.bad, [verdict]: check.bad[verdict] + 1 } }
    }
    case 'unknown':
      return { ...check, unknown: check.unknown + finding.files }
    case 'missing': {
      const { images, pages } = finding
      const { missing, incomplete } = check
      return {
        ...check,
        missing: { images: missing.images + images, pages: missing.pages + pages },
        incomplete:
          incomplete.length < mostIncomplete
            ? [...incomplete, { id, taskId, title, images, pages, listed }]
            : incomplete,
      }
    }
  }
}

/** Queues these images, gallery by gallery; those whose folder is gone are left alone. */
async function repairFound(
  tools: CheckJobPorts,
  images: readonly BadImage[],
): Promise<{ readonly tasks: readonly TaskId[]; readonly queued: number }> {
  const { storage } = tools
  const tasks = new Set<TaskId>()
  let queued = 0
  for (const [galleryId, ids] of idsByGallery(images)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery || !(await isFolder(folderOf(gallery)))) continue
    const recorded = ids.flatMap((id) => stillRecorded(storage, id) ?? [])
    const start = repairImages(tools, gallery, recorded)
    queued += start.queued
    if (start.taskId !== null) tasks.add(start.taskId)
    // A library with much to repair must not block the window.
    await nextTurn()
  }
  return { tasks: [...tasks], queued }
}

function idsByGallery(images: readonly BadImage[]): ReadonlyMap<GalleryId, readonly ImageId[]> {
  const galleries = new Map<GalleryId, ImageId[]>()
  for (const { id, galleryId } of images) {
    const ids = galleries.get(galleryId)
    if (ids) ids.push(id)
    else galleries.set(galleryId, [id])
  }
  return galleries
}

/** Null for an image that was queued since the check, or saved under another name. */
function stillRecorded(storage: Storage, id: ImageId) {
  const file = storage.images.files.get(id)
  if (!file) return null
  const { bytes, sha256, type } = file
  return { id, recorded: { file: file.file, bytes, sha256, type } }
}

function checkedFile(storage: Storage, { id, galleryId, verdict }: BadImage): CheckedFile | null {
  const title = storage.galleries.get(galleryId)?.title ?? ''
  const file = storage.images.files.get(id)?.file
  return file === undefined ? null : { imageId: id, galleryId, title, file, verdict }
}
