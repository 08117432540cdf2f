import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { ProblemChoice, RetryRequest } from '@shared/model/gallery'
import { canRetry, isEnded } from '@shared/model/task-state'
import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { refererForRetry } from '../extract/recipes/request-headers'
import { clearBackoffs } from '../run/open-client'
import type { Services } from '../run/run'
import { endState } from '../run/run-task'
import type { ChosenProblem } from '../storage/problem-rows'
import type { RunningTasks } from '../tasks/running-tasks'

type ProblemCommandName = Extract<
  EngineCommandName,
  'retryProblems' | 'retryOutcome' | 'waitForProblems' | 'ignoreProblems' | 'restoreProblems'
>

/** What the handlers about problems work with. */
export interface ProblemPorts {
  readonly services: Services
  readonly runningTasks: RunningTasks
  /** Queues an ended or paused task and hands it to the scheduler. */
  readonly queue: (id: TaskId) => void
  /** Pauses a task until then, whatever it does now; it goes on by itself. */
  readonly pauseUntil: (id: TaskId, until: EpochMs) => Promise<void>
}

/** What a person does about failed images and pages. */
export interface ProblemCommands extends Handlers<ProblemCommandName> {
  /** Queues failed pages and images again and takes them off the counts; the task itself stays as it is. */
  requeue(
    choice: ProblemChoice,
    referer?: boolean,
  ): { readonly retry: number; readonly chosen: readonly ChosenProblem[] }
}

/** Handlers of the commands about failed pages and images. */
export function createProblemCommands({
  services,
  runningTasks,
  queue,
  pauseUntil,
}: ProblemPorts): ProblemCommands {
  const { storage, ledger, changes } = services

  /** Adds what these rows bring to a gallery's and the task's counts: `images` of each and `pages` of each. */
  function count(
    id: TaskId,
    chosen: readonly ChosenProblem[],
    images: { readonly found: number; readonly failed: number },
    pages: { readonly known: number; readonly failed: number },
  ): void {
    const galleries = new Map<GalleryId, number>()
    for (const { galleryId } of chosen) {
      if (galleryId !== null) galleries.set(galleryId, (galleries.get(galleryId) ?? 0) + 1)
    }
    for (const [galleryId, n] of galleries) {
      storage.galleries.progress.addToCounts(galleryId, {
        found: images.found * n,
        failed: images.failed * n,
      })
    }
    const imageCount = chosen.filter(({ imageId }) => imageId !== null).length
    const pageCount = chosen.length - imageCount
    const { pagesKnown } = ledger.need(id).progress.counts
    ledger.addToCounts(id, {
      found: images.found * imageCount,
      failed: images.failed * imageCount,
      pagesFailed: pages.failed * pageCount,
      ...(pagesKnown === null ? {} : { pagesKnown: pages.known * pageCount }),
    })
    if (chosen.length > 0) changes.rowsChanged(id)
  }

  function requeue(choice: ProblemChoice, referer = false) {
    const { taskId } = choice
    const failed = storage.problems.choose(choice, 'failed')
    const isNamed = choice.images !== undefined || choice.pages !== undefined
    const left = isNamed ? storage.problems.choose(choice, 'dismissed') : []
    const chosen = [...failed, ...left]
    const retry = storage.problems.nextRetry(taskId)
    for (const { imageId, pageId, address, page } of chosen) {
      const named = referer ? refererForRetry(address, page) : null
      if (imageId !== null) storage.images.queue.requeue(imageId, retry, named)
      else if (pageId !== null) storage.pages.queue.requeue(pageId, retry, named)
    }
    count(taskId, failed, { found: 0, failed: -1 }, { known: 0, failed: -1 })
    count(taskId, left, { found: 1, failed: 0 }, { known: 1, failed: 0 })
    return { retry, chosen }
  }

  /** A task that has ended has failed only as long as its pages have: what is left of its problems decides. */
  function judgeEnd(id: TaskId): void {
    const { state } = ledger.need(id)
    const now = endState(services, id)
    if ((state.kind === 'done' || state.kind === 'failed') && now.kind !== state.kind) ledger.commit(id, now)
    else ledger.saveCounts(id)
  }

  function retryProblems({ referer, ...choice }: RetryRequest) {
    const { state } = ledger.need(choice.taskId)
    const { retry, chosen } = requeue(choice, referer === 'page')
    clearBackoffs(services, choice.taskId)
    if (chosen.length > 0) {
      if (canRetry(state)) queue(choice.taskId)
      else {
        ledger.saveCounts(choice.taskId)
        runningTasks.get(choice.taskId)?.requeue()
      }
    }
    return { count: chosen.length, retry }
  }

  return {
    requeue,
    retryProblems,
    retryOutcome: ({ taskId, retry }) => ({
      ...storage.problems.outcome(taskId, retry),
      ended: isEnded(ledger.need(taskId).state.kind),
    }),
    async waitForProblems(choice) {
      const { taskId } = choice
      const limited = storage.problems
        .choose(choice, 'failed')
        .flatMap(({ failure }) => (failure.kind === 'rate-limited' ? failure.until : []))
      const until = limited.reduce((latest, at) => Math.max(latest, at), 0)
      if (until <= services.ports.now()) {
        retryProblems(choice)
        return null
      }
      requeue(choice)
      await pauseUntil(taskId, until)
      return until
    },
    ignoreProblems(choice) {
      const chosen = storage.problems.choose(choice, 'failed')
      for (const { imageId, pageId } of chosen) {
        if (imageId !== null) storage.images.outcome.ignore(imageId)
        else if (pageId !== null) storage.pages.outcome.ignore(pageId)
      }
      count(choice.taskId, chosen, { found: -1, failed: -1 }, { known: -1, failed: -1 })
      judgeEnd(choice.taskId)
      return {
        images: chosen.flatMap(({ imageId }) => imageId ?? []),
        pages: chosen.flatMap(({ pageId }) => pageId ?? []),
      }
    },
    restoreProblems(choice) {
      const chosen = storage.problems.choose(choice, 'dismissed')
      for (const { imageId, pageId } of chosen) {
        if (imageId !== null) storage.images.outcome.restore(imageId)
        else if (pageId !== null) storage.pages.outcome.restore(pageId)
      }
      count(choice.taskId, chosen, { found: 1, failed: 1 }, { known: 1, failed: 1 })
      judgeEnd(choice.taskId)
      return chosen.length
    },
  }
}
