import { join } from 'node:path'
import {
  type Incomplete,
  type IncompleteAnswer,
  type IncompleteQuery,
  mostExamples,
  mostIncomplete,
} from '@shared/model/library/incomplete'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { isInside, mayBeThere } from '../../disk/paths'
import { placeOf } from '../../storage/galleries/gallery-row'
import type { OpenGallery } from '../../storage/incomplete-rows'
import type { ListThread } from '../../storage/lists/list-thread'
import type { Storage } from '../../storage/storage'
import type { TaskLedger } from '../../tasks/task-ledger'
import { folderOf, recordName } from '../gallery-record'
import { realFolder } from '../target-folder'

/** The records that are asked. */
interface Tools {
  readonly storage: Storage
  readonly ledger: TaskLedger
  readonly lists: ListThread
}

/** Galleries that are asked for at once. */
const galleriesAtOnce = 500

/** Where the answer is collected. */
interface Collected {
  images: number
  pages: number
  readonly tasks: Set<TaskId>
  readonly rows: Incomplete[]
}

/**
 * What is missing in folders according to the list of downloads: of each gallery in them, and of each task on the list
 * that saves into them. Rows of galleries and tasks are read in the thread of lists, one gallery or task at a time. Of
 * finished galleries it is also looked whether they are on disk.
 */
export async function findIncomplete(
  tools: Tools,
  { folders, lacking }: IncompleteQuery,
): Promise<IncompleteAnswer> {
  const { storage, lists } = tools
  const found: Collected = { images: 0, pages: 0, tasks: new Set(), rows: [] }
  for (const root of storage.galleries.folders.roots()) {
    if (!folders.some((folder) => isInside(root, folder) || isInside(folder, root))) continue
    for await (const gallery of openGalleries(lists, root)) {
      const folder = folderOf(gallery)
      if (!folders.some((asked) => isInside(folder, asked))) continue
      const missing = await lists.ask('missingOfGallery', { gallery, most: mostExamples })
      if (missing.images + missing.pages === 0) continue
      const { taskId, title } = gallery
      add(found, { ...missing, ...taskFacts(tools, taskId), taskId, title, folder, root })
    }
    await addGone(tools, root, folders, found)
  }
  for (const task of tools.ledger.list()) {
    if (!folders.some((folder) => isInside(task.request.folder, folder))) continue
    const missing = await missingOfTask(tools, task)
    if (missing !== null) add(found, missing)
  }
  const ignored: { readonly folder: string; readonly images: number }[] = []
  for (const folder of lacking) {
    const place = placeOf(await realFolder(folder), '')
    ignored.push({ folder, images: await lists.ask('ignoredImages', { place }) })
  }
  const { images, pages, tasks, rows } = found
  return { total: { images, pages, tasks: tasks.size }, rows, ignored }
}

async function* openGalleries(lists: ListThread, root: string): AsyncGenerator<OpenGallery> {
  for (let after = 0; ; ) {
    const galleries = await lists.ask('openGalleries', { root, after, most: galleriesAtOnce })
    yield* galleries
    const last = galleries.at(-1)
    if (last === undefined || galleries.length < galleriesAtOnce) return
    after = last.id
  }
}

/** Galleries that were finished and have no record any more: what is missing of their files. */
async function addGone(
  tools: Tools,
  root: string,
  folders: readonly string[],
  found: Collected,
): Promise<void> {
  const reported = new Set<string>()
  for (const gallery of finishedGalleries(tools, root)) {
    const folder = folderOf(gallery)
    if (reported.has(folder) || !folders.some((asked) => isInside(folder, asked))) continue
    if (await mayBeThere(join(folder, recordName))) continue
    let images = 0
    for (const { file, state } of tools.storage.images.ofGallery(gallery.taskId, gallery.id)) {
      if (file === null || (state !== 'saved' && state !== 'skipped')) continue
      if (!(await mayBeThere(join(folder, file)))) images += 1
    }
    if (images === 0) continue
    reported.add(folder)
    const { taskId, title } = gallery
    const facts = taskFacts(tools, taskId)
    add(found, { images, pages: 0, examples: [], isGone: true, ...facts, taskId, title, folder, root })
  }
}

function* finishedGalleries({ storage }: Tools, root: string): Iterable<OpenGallery> {
  for (let after = 0; ; ) {
    const galleries = storage.incomplete.finished(root, after, galleriesAtOnce)
    yield* galleries
    const last = galleries.at(-1)
    if (last === undefined || galleries.length < galleriesAtOnce) return
    after = last.id
  }
}

function add(found: Collected, row: Incomplete): void {
  found.images += row.images
  found.pages += row.pages
  found.tasks.add(row.taskId)
  if (found.rows.length < mostIncomplete) found.rows.push(row)
}

function taskFacts({ storage, ledger }: Tools, id: TaskId): Pick<Incomplete, 'state' | 'address'> {
  const { address, removed } = storage.incomplete.taskOf(id)
  return { address, state: removed ? 'removed' : ledger.need(id).state.kind }
}

/**
 * What a task lacks apart from its galleries: pages that failed, and those of its range that were not read. Null when it
 * lacks nothing, or was cancelled with all of its files.
 */
async function missingOfTask(
  { lists }: Tools,
  { id, state, request, title, progress }: Task,
): Promise<Incomplete | null> {
  const { failed, waiting, hasFiles } = await lists.ask('missingOfTask', { taskId: id, most: mostExamples })
  if (state.kind === 'cancelled' && !hasFiles) return null
  const { pages, examples } = failed
  const { pagesKnown, pagesRead, pagesFailed } = progress.counts
  // Pages of a range have no row before they are read; further pages of a gallery are counted with it.
  const ahead = (pagesKnown ?? 0) - pagesRead - pagesFailed - waiting
  const isDone = state.kind === 'done'
  const unread = isDone ? 0 : Math.max(0, ahead)
  if (isDone && pages === 0) return null
  return {
    taskId: id,
    state: state.kind,
    address: request.address,
    title: title ?? '',
    folder: null,
    root: request.folder,
    images: 0,
    pages: pages + unread,
    examples,
  }
}
