import { basename, dirname } from 'node:path'
import { DownloadRequest } from '@shared/model/download-request'
import { type Failure, failure, isTransferKind, statusFailure } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import type { EpochMs, TaskId } from '@shared/model/units'
import { firstAddress, RangeAddress, rangeOf } from '@shared/page-range/page-range'
import type { RecipeBook } from '../../extract/recipes/recipe-book'
import type { StoredGallery } from '../../storage/galleries/gallery-row'
import type { Storage } from '../../storage/storage'
import type { TaskLedger } from '../../tasks/task-ledger'
import { BadRecordError, type RecordEntry, type RecordHead } from '../check/read-record'

/** Where a gallery lies: a folder of downloads, and its path below it, parts joined by `/`. */
interface AdoptedPlace {
  readonly root: string
  readonly path: string
}

/** The records that a gallery found on disk is added to. */
export interface AdoptPorts {
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly recipeBook: Pick<RecipeBook, 'byName'>
  readonly now: () => EpochMs
}

/**
 * Makes a task with the gallery of a record, so that it can be worked on like one that was downloaded here.
 *
 * The task is done; its one page counts as read and is never asked for. With a `place` the gallery joins the task that
 * was adopted there for the same site and recipe. The record may come from another user: the address in
 * it opens no private host. Throws BadRecordError for an address that cannot be one page.
 */
export function adoptGallery(
  { storage, ledger, now, recipeBook }: AdoptPorts,
  folder: string,
  head: RecordHead,
  place: AdoptedPlace | null = null,
): StoredGallery {
  const address = literalAddress(head.source)
  const at = now()
  const { root, path } = place ?? { root: dirname(folder), path: basename(folder) }
  const recipe = recipeBook.byName(head.recipe) ? head.recipe : null
  const request = DownloadRequest.parse({ address, recipe, folder: root, adopted: true })
  const shared =
    place && sharedTask(ledger.list(), request, (id) => storage.galleries.find(id, head.key) === null)
  const id = shared?.id ?? ledger.add(request, { kind: 'done', at }).id
  const page = { pageId: null, address, via: 'range', position: 0, galleryId: null, depth: 0 } as const
  storage.pages.outcome.saveRead(id, page, at)
  storage.tasks.progress.saveRange(id, 1, true)
  // Two pages that were never compared: nothing is asked of the site but the images.
  storage.tasks.progress.saveSiteTemplate(id, null)
  const galleryId = storage.galleries.add(
    id,
    {
      key: head.key,
      title: head.title,
      siteId: head.id ?? null,
      page: head.source,
      host: new URL(head.source).host,
      root,
      folder: path,
      recipe: head.recipe,
      fields: head.fields,
      position: 0,
    },
    at,
  )
  const gallery = storage.galleries.get(galleryId)
  if (!gallery) throw new Error(`gallery ${galleryId} was not added`)
  return gallery
}

/** A copied folder has the identity of its original: the two are galleries of two tasks. */
function sharedTask(
  tasks: readonly Task[],
  { folder, recipe, address }: DownloadRequest,
  isFree: (id: TaskId) => boolean,
): Task | undefined {
  const { host } = new URL(address)
  return tasks.find(
    ({ id, request, state }) =>
      request.adopted === true &&
      request.folder === folder &&
      request.recipe === recipe &&
      new URL(request.address).host === host &&
      state.kind === 'done' &&
      isFree(id),
  )
}

/** Adds the image of an entry that its gallery does not know yet; one that it knows stays as it is. */
export function adoptEntry(
  { storage, now }: AdoptPorts,
  gallery: StoredGallery,
  { kind, entry }: Exclude<RecordEntry, { readonly kind: 'bad' }>,
): void {
  const { id, taskId } = gallery
  const image = { address: entry.address, alternatives: [], page: entry.page ?? gallery.page }
  // Numbers order the images and must differ; those of a record may not.
  const num = Math.max(entry.num, storage.images.lastNum(taskId, id) + 1)
  const at = now()
  if (kind === 'absent') {
    const added = storage.images.add(taskId, id, num, image, at)
    if (added !== null) storage.images.outcome.saveFailed(added, recordedFailure(entry.missing), at)
    return
  }
  const file = kind === 'file' ? entry.file : null
  storage.images.adopt(taskId, id, num, image, { ...entry, file }, at)
}

/** Counts the images of a gallery, its task and the task's row again. */
export function recountGallery({ storage, ledger }: AdoptPorts, { id, taskId }: StoredGallery): void {
  storage.galleries.progress.recount(id)
  const { progress, request } = ledger.need(taskId)
  const counts = storage.tasks.progress.recount(taskId, progress.counts.pagesKnown)
  // Numbers of images that were missing are as wide as those of the others.
  if (request.adopted) storage.galleries.progress.expect(id, storage.images.lastNum(taskId, id))
  // Every page of an adopted task counts as read.
  ledger.setCounts(taskId, request.adopted ? { ...counts, pagesKnown: counts.pagesRead } : counts)
  // A task at rest counts no more: what is not saved now is lost at the next start.
  ledger.saveCounts(taskId)
  ledger.setFace(taskId, storage.tasks.face(taskId))
}

/** The galleries that the records know in this folder; those of tasks on the list first, then the newest. */
export function knownGalleries(
  { storage, ledger }: AdoptPorts,
  key: string,
  isFolder: (gallery: StoredGallery) => boolean,
): readonly StoredGallery[] {
  const onList = ({ taskId }: StoredGallery) => (ledger.get(taskId) ? 0 : 1)
  return storage.galleries
    .ofKey(key)
    .filter(isFolder)
    .sort((a, b) => onList(a) - onList(b))
}

/** An address whose brackets mean nothing: it was found on a site, not typed as a range. */
function literalAddress(source: string): string {
  const url = new URL(source)
  const literal = (part: string) =>
    part.replace(/[[\]{}*()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  url.pathname = literal(url.pathname)
  url.search = literal(url.search)
  url.hash = ''
  const read = RangeAddress.safeParse(url.href)
  if (!read.success || rangeOf(read.data).count !== 1)
    throw new BadRecordError(`source: ${source} is not one page`)
  return firstAddress(rangeOf(read.data))
}

const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  forbidden: 403,
  auth: 401,
  'http-status': 500,
}

function recordedFailure(missing: string): Failure {
  const detail = 'not saved when the record was written'
  const status = statuses[missing]
  if (status !== undefined) return statusFailure(status, detail)
  return failure(isTransferKind(missing) ? missing : 'unexpected', detail)
}
