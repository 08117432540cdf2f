import type { Handlers, Replies } from '@shared/contract/commands'
import type { problemCommands } from '@shared/contract/task-commands'
import type { ProblemChoice, RetryRequest } from '@shared/model/gallery'
import { canRetry, isEnded } from '@shared/model/task-state'
import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { refererForRetry } from '../extract/recipes/request-headers'
import { endState } from '../run/run-task'
import type { EngineServices } from '../run/services'
import type { ChosenProblem } from '../storage/problem-rows'
import type { RunningTasks } from '../tasks/running-tasks'
import { isCrawl, requeueCrawl } from './crawl-problems'
import { clearBackoffs, type TaskTransitions } from './task-transitions'

type ProblemServices = Pick<EngineServices, 'storage' | 'ledger' | 'changes'>

/** What one chosen image and one chosen page add to the counts of their gallery and task. */
interface CountChange {
  readonly image: { readonly found: number; readonly failed: number }
  readonly page: { readonly known: number; readonly failed: number }
}

const failedToQueued: CountChange = { image: { found: 0, failed: -1 }, page: { known: 0, failed: -1 } }
const ignoredToQueued: CountChange = { image: { found: 1, failed: 0 }, page: { known: 1, failed: 0 } }
const failedToIgnored: CountChange = { image: { found: -1, failed: -1 }, page: { known: -1, failed: -1 } }
const ignoredToFailed: CountChange = { image: { found: 1, failed: 1 }, page: { known: 1, failed: 1 } }

function addToCounts(
  { storage, ledger, changes }: ProblemServices,
  id: TaskId,
  chosen: readonly ChosenProblem[],
  { image, page }: CountChange,
): void {
  const galleries = new Map<GalleryId, number>()
  for (const { galleryId } of chosen) {
    if (galleryId !== null) galleries.set(galleryId, (galleries.get(galleryId) ?? 0) + 1)
  }
  for (const [galleryId, n] of galleries) {
    storage.galleries.progress.addToCounts(galleryId, { found: image.found * n, failed: image.failed * n })
  }
  const images = chosen.filter(({ imageId }) => imageId !== null).length
  const pages = chosen.length - images
  const { pagesKnown } = ledger.need(id).progress.counts
  ledger.addToCounts(id, {
    found: image.found * images,
    failed: image.failed * images,
    pagesFailed: page.failed * pages,
    ...(pagesKnown === null ? {} : { pagesKnown: page.known * pages }),
  })
  if (chosen.length > 0) changes.rowsChanged(id)
}

/** What was queued again, and the number of this retry. */
interface Requeued {
  readonly retry: number
  readonly chosen: readonly ChosenProblem[]
}

/**
 * Queues failed pages and images again and takes them off the counts; the task itself stays as it is.
 *
 * Ignored ones are queued only where the choice names them. `referer`: the retry names the page as its `Referer`.
 */
export function requeueProblems(services: ProblemServices, choice: ProblemChoice, referer = false): Requeued {
  const { storage } = services
  const { taskId } = choice
  const failed = storage.problems.choose(choice, 'failed')
  const isNamed = choice.images !== undefined || choice.pages !== undefined
  const ignored = isNamed ? storage.problems.choose(choice, 'dismissed') : []
  const chosen = [...failed, ...ignored]
  const retry = storage.problems.nextRetry(taskId)
  for (const { imageId, pageId, address, page } of chosen) {
    const named = referer ? refererForRetry(address, page) : null
    if (imageId !== null) storage.images.queue.requeue(imageId, retry, named)
    else if (pageId !== null) storage.pages.queue.requeue(pageId, retry, named)
  }
  addToCounts(services, taskId, failed, failedToQueued)
  addToCounts(services, taskId, ignored, ignoredToQueued)
  return { retry, chosen }
}

/** Queues the images of a task that are there in a smaller version: their files stay until a larger one is whole. */
export function requeueSmaller({ storage, ledger, changes }: ProblemServices, taskId: TaskId): void {
  const smaller = storage.images.queue.smaller(taskId)
  if (smaller.length === 0) return
  for (const { id, recorded } of smaller) storage.images.queue.repair(id, recorded)
  for (const galleryId of new Set(smaller.map((image) => image.galleryId))) {
    const gallery = storage.galleries.get(galleryId)
    storage.galleries.progress.recount(galleryId)
    if (gallery?.finishedAt !== null) storage.galleries.progress.finish(galleryId, null)
  }
  ledger.setCounts(
    taskId,
    storage.tasks.progress.recount(taskId, ledger.need(taskId).progress.counts.pagesKnown),
  )
  ledger.saveCounts(taskId)
  changes.rowsChanged(taskId)
}

/** A task that has ended has failed only as long as its pages have: what is left of its problems decides. */
function updateEnd(services: EngineServices, id: TaskId): void {
  const { ledger } = services
  const { state } = ledger.need(id)
  const now = endState(services, id)
  if ((state.kind === 'done' || state.kind === 'failed') && now.kind !== state.kind) ledger.commit(id, now)
  else ledger.saveCounts(id)
}

/** When the last rate limit of the chosen problems ends; 0 if there is none. */
function rateLimitedUntil({ storage }: ProblemServices, choice: ProblemChoice): EpochMs {
  return storage.problems
    .choose(choice, 'failed')
    .flatMap(({ failure }) => (failure.kind === 'rate-limited' ? failure.until : []))
    .reduce((latest, at) => Math.max(latest, at), 0)
}

function ignoreProblems(services: EngineServices, choice: ProblemChoice): Replies['ignoreProblems'] {
  const { storage } = services
  const chosen = storage.problems.choose(choice, 'failed')
  for (const { imageId, pageId } of chosen) {
    if (imageId !== null) storage.images.outcome.ignore(imageId)
    else if (pageId !== null) storage.pages.outcome.ignore(pageId)
  }
  addToCounts(services, choice.taskId, chosen, failedToIgnored)
  updateEnd(services, choice.taskId)
  return {
    images: chosen.flatMap(({ imageId }) => imageId ?? []),
    pages: chosen.flatMap(({ pageId }) => pageId ?? []),
  }
}

function restoreProblems(services: EngineServices, choice: ProblemChoice): number {
  const { storage } = services
  const chosen = storage.problems.choose(choice, 'dismissed')
  for (const { imageId, pageId } of chosen) {
    if (imageId !== null) storage.images.outcome.restore(imageId)
    else if (pageId !== null) storage.pages.outcome.restore(pageId)
  }
  addToCounts(services, choice.taskId, chosen, ignoredToFailed)
  updateEnd(services, choice.taskId)
  return chosen.length
}

/** Handlers of the commands about failed pages and images. */
export function createProblemCommands(
  services: EngineServices,
  runningTasks: RunningTasks,
  transitions: TaskTransitions,
): Handlers<keyof typeof problemCommands> {
  const { storage, ledger, ports } = services

  function retryProblems({ referer, ...choice }: RetryRequest) {
    const { taskId } = choice
    const { state } = ledger.need(taskId)
    const { retry, chosen } = requeueProblems(services, choice, referer === 'page')
    clearBackoffs(services, taskId)
    if (chosen.length > 0) {
      if (canRetry(state)) transitions.queue(taskId)
      else {
        ledger.saveCounts(taskId)
        runningTasks.get(taskId)?.requeue()
      }
    }
    return { count: chosen.length, retry }
  }

  /** Of a crawl all of them: its pages have no numbers of their own. */
  async function retryCrawl(taskId: TaskId) {
    const { state } = ledger.need(taskId)
    const count = await requeueCrawl(services, taskId)
    if (count > 0 && canRetry(state)) transitions.queue(taskId)
    else if (count > 0) runningTasks.get(taskId)?.requeue()
    return { count, retry: 0 }
  }

  return {
    retryProblems: (request) =>
      isCrawl(services, request.taskId) ? retryCrawl(request.taskId) : retryProblems(request),
    retryOutcome: ({ taskId, retry }) => ({
      ...storage.problems.outcome(taskId, retry),
      ended: isEnded(ledger.need(taskId).state.kind),
    }),
    async waitForProblems(choice) {
      const until = rateLimitedUntil(services, choice)
      if (until <= ports.now()) {
        retryProblems(choice)
        return null
      }
      requeueProblems(services, choice)
      await transitions.pauseUntil(choice.taskId, until)
      return until
    },
    ignoreProblems: (choice) => ignoreProblems(services, choice),
    restoreProblems: (choice) => restoreProblems(services, choice),
  }
}
