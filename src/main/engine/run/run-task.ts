import { dirname } from 'node:path'
import { automaticRecipe } from '@shared/model/automatic-recipe'
import { FailureError, isLocal, type LocalFailure, statusFailure } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import type { PauseCause, TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { firstAddress, rangeOf, withoutLogin } from '@shared/page-range/page-range'
import { childController } from '../async/cancellation'
import { createCondition } from '../async/condition'
import { findSiteTemplate, type TemplateSearch } from '../crawl/evidence/site-template'
import { createPageSource } from '../crawl/page-source'
import { download } from '../download/download'
import { createTaskImages } from '../download/task-images'
import { createImageLane } from '../download/thread/image-lane'
import type { SiteTemplate } from '../extract/extraction'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import * as schemas from '../extract/site-template-schema'
import { createGalleryFinisher } from '../library/finish-gallery'
import { recoverMove } from '../library/move-journal'
import { prepareFolder, realFolder } from '../library/target-folder'
import type { PageRows } from '../storage/pages/page-rows'
import type { RunningTasks, TaskContext } from '../tasks/running-tasks'
import { openClient } from './open-client'
import { finishCrawl, firstFailure, readCrawl } from './read-crawl'
import { fetchTaskPage, readPages } from './read-pages'
import type { EngineServices, TaskRun } from './services'
import { createShowingPages } from './showing-pages'

/**
 * Works on one task from where its rows say that it stands until its next state is known.
 *
 * The only place that knows the order of steps: folder, recipe, comparison, then pages and images together. Rejects
 * with the signal's reason when it aborts, after everything at work has settled.
 */
export async function runTask(
  services: EngineServices,
  runningTasks: RunningTasks,
  id: TaskId,
  signal: AbortSignal,
): Promise<TaskState> {
  try {
    return await work(services, runningTasks, id, signal)
  } catch (error) {
    if (!(error instanceof FailureError) || !isLocal(error.failure)) throw error
    return { kind: 'paused', cause: await localCause(services, id, error.failure) }
  }
}

/** A task that has followed this many pages stops as limited until the user lets it continue. */
const followedWithoutQuestion = 1000

async function localCause(
  { ports, ledger, files }: EngineServices,
  id: TaskId,
  reason: LocalFailure,
): Promise<PauseCause> {
  if (reason.kind !== 'disk-full') return { kind: 'local', failure: reason }
  const folder = reason.of === 'records' ? dirname(ports.files.database) : ledger.need(id).request.folder
  const freeBytes = await files.fullDisks.note(folder, reason)
  return { kind: 'local', failure: reason, ...(freeBytes === undefined ? {} : { freeBytes }) }
}

async function work(
  services: EngineServices,
  runningTasks: RunningTasks,
  id: TaskId,
  parent: AbortSignal,
): Promise<TaskState> {
  const { ledger } = services
  const prepared = await prepare(services, id)
  parent.throwIfAborted()
  using controller = childController(parent)
  const task: TaskContext = { ...prepared, signal: controller.signal }
  let broken: { readonly reason: unknown } | null = null
  const stop = (reason: unknown) => {
    if (controller.signal.aborted) return
    broken = { reason }
    controller.abort('pause')
  }
  const { run, close } = openRun(services, runningTasks, task, stop)
  try {
    await workOn(run)
  } catch (error) {
    // What stopped the run is the reason, not the abort that it caused in everything else.
    throw broken === null ? error : (broken as { readonly reason: unknown }).reason
  } finally {
    await run.output.finisher.idle().catch(() => {})
    close()
  }
  if (task.request.crawl !== undefined) return await crawlEndState(services, id)
  return endState({ ledger, storage: services.storage, ports: services.ports }, id)
}

/** Brings the task's folder and records in order, and reads its range and recipe. */
async function prepare(
  { storage, ledger, files, pages }: EngineServices,
  id: TaskId,
): Promise<Omit<TaskContext, 'signal'>> {
  const { request } = ledger.need(id)
  if (request.loginGone === true) throw loginGone()
  const isNew = storage.galleries.ids(id).length === 0
  if (isNew) pages.extractor.warm()
  await recoverMove(storage, id)
  await prepareFolder(request.folder, isNew, storage.remembered)
  const realRoot = await realFolder(request.folder)
  storage.galleries.folders.saveRealRoot(request.folder, realRoot)
  await files.fullDisks.check(request.folder)
  if (savesImages(request)) {
    const { dev } = await files.imageDisk.checkFolder(realRoot)
    // The thread starts while the first page is read.
    files.imageDisk.files.warm(dev)
  }
  // The client alone knows the login: no address that is made of the others, and no record, holds it.
  const range = rangeOf(withoutLogin(request.address))
  const recipe = chooseRecipe(pages.recipeBook, request.recipe, firstAddress(range))
  return { id, request, range, recipe, realRoot }
}

function savesImages({ crawl, options }: Task['request']): boolean {
  return crawl === undefined && options.listOnly !== true
}

/** Everything that the run of a task needs; `close` gives back what it holds. */
function openRun(
  services: EngineServices,
  runningTasks: RunningTasks,
  task: TaskContext,
  stop: (reason: unknown) => void,
): { readonly run: Omit<TaskRun, 'template'>; readonly close: () => void } {
  const { storage, ledger, ports, settings, changes, files } = services
  const { id, range, signal } = task
  const changed = createCondition()
  const wake = () => changed.notify()
  signal.addEventListener('abort', wake, { once: true })
  const pages = createPageSource({
    taskId: id,
    range,
    storage,
    now: ports.now,
    mostFollowed: task.request.options.allPages === true ? Infinity : followedWithoutQuestion,
    missingPagesToEnd: settings().missingPagesToEnd,
    onManyMissing: (count, first) => changes.emit({ kind: 'many-missing', taskId: id, count, first }),
  })
  const images = createTaskImages(files.inFlight, ports.monotonic)
  const stopping = { asked: false, again: false }
  const isCrawl = task.request.crawl !== undefined
  const requeue = () => {
    stopping.again = true
    pages.requeue()
    images.failed.forget()
    changed.notify()
  }
  const stopRange = () => {
    // What a crawl holds back is counted when it has stopped.
    stopping.asked = isCrawl
    const unread = isCrawl ? 0 : pages.stopRange()
    changed.notify()
    return unread
  }
  runningTasks.set(id, { requeue, stopRange, activeImages: images.active.list, stop })
  const opened = openClient(services, task, firstAddress(rangeOf(task.request.address)))
  const finisher = createGalleryFinisher({ taskId: id, storage, ledger, ports, folders: files.folders })
  const output = { storage, ledger, finisher, changes }
  const sizes = services.pages.siteMemory.sizeRules()
  const { client } = opened
  const run = { task, services, client, pages, output, images, sizes, changed, stopping, stop }
  const close = () => {
    signal.removeEventListener('abort', wake)
    runningTasks.delete(id)
    opened.close()
  }
  return { run, close }
}

/** Reads and saves until nothing of the task is queued. */
async function workOn(base: Omit<TaskRun, 'template'>): Promise<void> {
  const { task, pages } = base
  const { storage, ledger, finisher } = base.output
  const known = pagesKnown(pages.count, storage.pages, task.id)
  ledger.setCounts(task.id, storage.tasks.progress.recount(task.id, known))
  for (const galleryId of storage.galleries.unfinished(task.id)) finisher.check(galleryId)
  const { template, held } = await compared(base)
  const run: TaskRun = { ...base, template }
  do {
    await readAndSave(run, held)
    // A retry that comes while a record is written must not stay queued in a task that has ended.
    await finisher.idle()
  } while (hasMore(run))
  if (task.request.crawl !== undefined && !task.signal.aborted) await finishCrawl(run)
}

/** Pages of the range and those discovered since, without those that the user ignores. */
function pagesKnown(ofRange: number | null, pages: PageRows, id: TaskId): number | null {
  return ofRange === null ? null : ofRange + pages.discovered(id) - pages.ignored(id)
}

/** What the automatic recipe needs to distinguish boilerplate from content; a resumed task knows it already. */
async function compared(
  run: Omit<TaskRun, 'template'>,
): Promise<{ template: SiteTemplate | null; held: TemplateSearch['replies'] }> {
  const { id, recipe, range, signal } = run.task
  const { storage, settings, pages } = run.services
  // Undefined: not compared yet, or no longer readable.
  const saved = schemas.SiteTemplate.nullable().safeParse(storage.tasks.progress.siteTemplate(id)).data
  const isCrawl = run.task.request.crawl !== undefined
  if (saved !== undefined || recipe.name !== automaticRecipe || isCrawl)
    return { template: saved ?? null, held: new Map() }
  const { template, replies } = await findSiteTemplate({
    range,
    fetchPage: (address) => fetchTaskPage(run, address),
    compare: (read) => pages.extractor.compare(read, settings().fallbackEncoding, signal),
  })
  // A site that could not be reached is compared when it can: without it decoration would pass for content.
  if (template !== null || range.count === 1) storage.tasks.progress.saveSiteTemplate(id, template)
  return { template, held: replies }
}

/** Pages and images side by side; when one side breaks, the other is stopped and awaited before the error is rethrown. */
async function readAndSave(run: TaskRun, held: TemplateSearch['replies']): Promise<void> {
  const { task, services, output, client, images, pages, sizes, changed, stop } = run
  let discovering = true
  const pagesRead = task.request.crawl === undefined ? readPages(run, held) : readCrawl(run)
  const reading = pagesRead.finally(() => {
    discovering = false
    changed.notify()
  })
  const announced = reading.then(() => {
    if (!task.signal.aborted) output.ledger.commit(task.id, { kind: 'running', discovering: false })
  })
  const { ports, settings, files } = services
  const showing = createShowingPages(run)
  const saving = download(
    {
      task,
      output,
      client,
      lane: createImageLane(client, files.imageDisk.files, ports.monotonic, task.signal),
      imageDisk: files.imageDisk,
      images,
      showing,
      wrongLarger: sizes.wrong,
      pages,
      settings,
      ports,
      changed,
      stop,
    },
    () => discovering,
  )
  const sides = [announced, saving]
  for (const side of sides) side.catch(stop)
  const results = await Promise.allSettled(sides)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** A retry may have queued pages or images after their side had ended. */
function hasMore({ task, output: { storage }, stopping }: TaskRun): boolean {
  if (task.signal.aborted) return false
  const isRetried = task.request.crawl !== undefined && stopping.again
  stopping.again = false
  if (isRetried) return true
  return (
    storage.pages.queue.list(task.id, 0, 1).length > 0 || storage.images.queue.list(task.id, 0, 1).length > 0
  )
}

type EndTools = Pick<EngineServices, 'ledger' | 'storage' | 'ports'>

/**
 * A task of which no page could be read has failed as a whole, for the reason of its first page; so has one whose pages
 * only sent on to others that could not be read.
 */
export function endState({ ledger, storage, ports }: EndTools, id: TaskId): TaskState {
  const { counts } = ledger.need(id).progress
  const at = ports.now()
  if (counts.galleries > 0 || counts.pagesFailed === 0) return { kind: 'done', at }
  const query = { taskId: id, offset: 0, limit: 1, descending: false }
  const first = storage.problems.list(query).rows[0]
  return first ? { kind: 'failed', at, failure: first.failure } : { kind: 'done', at }
}

/** A crawl of which no page could be read has failed for the reason of its first page. */
async function crawlEndState(services: EngineServices, id: TaskId): Promise<TaskState> {
  const { crawl } = services.ledger.need(id).progress.counts
  const at = services.ports.now()
  const isFailed = crawl !== undefined && crawl.read === 0 && crawl.failed > 0
  const failure = isFailed ? await firstFailure(services, id) : null
  return failure === null ? { kind: 'done', at } : { kind: 'failed', at, failure }
}

/** Asked without its login, a site may answer with another page that looks like the wanted one. */
function loginGone(): FailureError {
  const text =
    'The login of this task is no longer kept: it was removed when the task was finished or taken off the list. Add the address again with its login; files that are there are not fetched again.'
  return new FailureError(statusFailure(401, text))
}
