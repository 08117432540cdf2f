import type { Handlers } from '@shared/contract/commands'
import type { taskCommands } from '@shared/contract/task-commands'
import type { DownloadRequest } from '@shared/model/download-request'
import type { Recipe } from '@shared/model/recipe'
import { emptyCounts } from '@shared/model/task'
import { canCancel, canPause, canResume, canRetry, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { firstAddress, rangeOf, withoutLogin } from '@shared/page-range/page-range'
import { stopRangeAtRest } from '../crawl/page-source'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import { moveTask } from '../library/move-galleries'
import { requireFullPath } from '../library/target-folder'
import type { EngineServices } from '../run/services'
import type { AutoResume } from '../tasks/auto-resume'
import type { RunningTasks } from '../tasks/running-tasks'
import type { Scheduler } from '../tasks/scheduler'
import { cancelTasks } from './cancel-tasks'
import { requeueProblems, requeueSmaller } from './problem-commands'
import { clearBackoffs, type TaskTransitions } from './task-transitions'

/** What brings tasks from one state to the next. */
export interface TaskParts {
  readonly scheduler: Scheduler
  readonly runningTasks: RunningTasks
  readonly transitions: TaskTransitions
  readonly autoResume: AutoResume
}

/** Handlers of the commands about tasks, but for `watchTask`. */
export function createTaskCommands(
  services: EngineServices,
  { scheduler, runningTasks, transitions, autoResume }: TaskParts,
): Handlers<Exclude<keyof typeof taskCommands, 'watchTask'>> {
  const { storage, ledger, changes, files, pages } = services
  const { possible, queue, busy } = transitions
  return {
    addTask(given) {
      requireFullPath(given.folder)
      const range = rangeOf(given.address)
      const first = firstAddress(range)
      const request = withPlan(given, chooseRecipe(pages.recipeBook, given.recipe, first), first)
      const state: TaskState = request.startLater
        ? { kind: 'paused', cause: { kind: 'person' } }
        : { kind: 'queued' }
      const { id } = ledger.add(request, state)
      ledger.setCounts(id, { ...emptyCounts, pagesKnown: range.count })
      if (!request.startLater) scheduler.enqueue(id)
      return id
    },
    async pauseTasks(ids) {
      await Promise.all(possible(ids, canPause, 'paused').map(({ id }) => scheduler.stop(id, 'pause')))
    },
    resumeTasks(ids) {
      // The user may know more than the last look at a disk.
      files.fullDisks.forget()
      for (const { id } of possible(ids, canResume, 'resumed')) queue(id)
    },
    async moveTask({ id, folder }) {
      requireFullPath(folder)
      const [task] = possible([id], (state) => canResume(state) || canRetry(state), 'moved')
      if (!task) return
      busy.add(id)
      const { fullDisks } = files
      await moveTask({ storage, ledger, changes, fullDisks }, id, folder).finally(() => busy.delete(id))
      if (canRetry(ledger.need(id).state)) {
        requeueProblems(services, { taskId: id })
        clearBackoffs(services, id)
      }
      queue(id)
    },
    async waitUntil({ ids, until }) {
      const waits = possible(ids, () => true, 'paused').map(({ id, state }) => {
        if (canRetry(state)) requeueProblems(services, { taskId: id })
        return transitions.pauseUntil(id, until)
      })
      await Promise.all(waits)
    },
    resumeWhenPossible: (ids) => autoResume.add(ids.map((id) => ledger.need(id).id)),
    cancelTasks: (input) => cancelTasks(services, scheduler, transitions, input),
    retryTasks(ids) {
      for (const { id, request } of possible(ids, canRetry, 'retried')) {
        // Of a crawl this is another run, with its limits as they were.
        if (request.crawl !== undefined) ledger.setPortions(id, 1)
        requeueProblems(services, { taskId: id })
        requeueSmaller(services, id)
        clearBackoffs(services, id)
        queue(id)
      }
    },
    stopRanges(ids) {
      for (const { id, request } of possible(ids, canCancel, 'stopped before the end of its range')) {
        const range = rangeOf(withoutLogin(request.address))
        const isCrawl = request.crawl !== undefined
        if (isCrawl && !runningTasks.has(id)) continue
        const unread = runningTasks.get(id)?.stopRange() ?? stopRangeAtRest(storage, id, range)
        addLimited(services, id, unread)
      }
    },
    continueTasks(ids) {
      for (const { id } of possible(ids, (state) => canRetry(state) || canResume(state), 'continued')) {
        continueTask(services, id)
        queue(id)
      }
    },
    removeTasks(ids) {
      const ended = possible(ids, canRetry, 'removed from the list before it has ended')
      for (const { id } of ended) ledger.remove(id)
    },
    restoreTasks(ids) {
      for (const id of ids) ledger.restore(id)
    },
  }
}

/** The request with the plan of a recipe that only crawls, which begins at the address of the request. */
function withPlan(request: DownloadRequest, { crawl, onlyCrawls }: Recipe, first: string): DownloadRequest {
  if (request.crawl !== undefined || crawl === undefined || !onlyCrawls) return request
  const isOwn = crawl.start.some((start) => start === first)
  return { ...request, crawl: isOwn ? crawl : { ...crawl, start: [first] } }
}

/** Counts pages that a limit keeps from being read; a negative number: they will be read. */
function addLimited({ storage, ledger }: EngineServices, id: TaskId, pages: number): void {
  if (pages === 0) return
  const { pagesKnown } = ledger.need(id).progress.counts
  const known = pagesKnown === null ? {} : { pagesKnown: -pages }
  storage.tasks.progress.addShortfall(id, 'limited', pages)
  ledger.addToCounts(id, { shortfalls: { limited: pages }, ...known })
}

/** Takes back what held pages of a task: the limit of followed pages, and the stop of its range. */
function continueTask(services: EngineServices, id: TaskId): void {
  const { storage, ledger } = services
  const { request } = ledger.need(id)
  if (request.crawl !== undefined) return ledger.setPortions(id, (request.portions ?? 1) + 1)
  const { progress } = storage.tasks
  const { end } = progress.range(id)
  const { count } = rangeOf(withoutLogin(ledger.need(id).request.address))
  const unread = end === null || count === null ? 0 : count - end
  if (end !== null) progress.saveRangeEnd(id, null)
  const released = storage.pages.queue.release(id)
  // A task whose range was stopped has not come to the limit of followed pages.
  if (released > 0 || unread === 0) ledger.liftLimit(id)
  addLimited(services, id, -(released + unread))
}
