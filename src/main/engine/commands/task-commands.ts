import type { Handlers } from '@shared/contract/commands'
import type { taskCommands } from '@shared/contract/task-commands'
import { emptyCounts } from '@shared/model/task'
import { canPause, canResume, canRetry, type TaskState } from '@shared/model/task-state'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
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
  { scheduler, transitions, autoResume }: TaskParts,
): Handlers<Exclude<keyof typeof taskCommands, 'watchTask'>> {
  const { storage, ledger, changes, files, pages } = services
  const { possible, queue, busy } = transitions
  return {
    addTask(request) {
      requireFullPath(request.folder)
      const range = rangeOf(request.address)
      chooseRecipe(pages.recipeBook, request.recipe, firstAddress(range))
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
      for (const { id } of possible(ids, canRetry, 'retried')) {
        requeueProblems(services, { taskId: id })
        requeueSmaller(services, id)
        clearBackoffs(services, id)
        queue(id)
      }
    },
    continueTasks(ids) {
      for (const { id } of possible(ids, (state) => canRetry(state) || canResume(state), 'continued')) {
        ledger.liftLimit(id)
        const released = storage.pages.queue.release(id)
        if (released > 0) {
          storage.tasks.progress.addShortfall(id, 'limited', -released)
          const { pagesKnown } = ledger.need(id).progress.counts
          const known = pagesKnown === null ? {} : { pagesKnown: released }
          ledger.addToCounts(id, { shortfalls: { limited: -released }, ...known })
        }
        queue(id)
      }
    },
    removeTasks(ids) {
      const ended = possible(ids, canRetry, 'removed from the list before it has ended')
      for (const { id } of ended) ledger.remove(id)
    },
  }
}
