import type { RetryOutcome, RetryRequest } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'
import { invoke } from '../bridge/bridge'
import { addToast } from '../components/overlays/toast'
import { i18n, type Words } from '../locales/i18n'
import { useTaskList } from './task-list'
import { useTasks } from './tasks'
import { useView } from './view'

/** The last retry of a task that a user started in this window, and its outcome so far. */
export interface Retry {
  /** As the engine numbers it within the task. */
  readonly number: number
  readonly count: number
  readonly outcome: RetryOutcome
}

interface RetriesState {
  readonly byTask: ReadonlyMap<TaskId, Retry>
}

/** Retries whose outcome is shown or awaited. */
export const useRetries = create<RetriesState>(() => ({ byTask: new Map() }))

/** Stores a retry as the last one of its task. */
export function putRetry(taskId: TaskId, retry: Retry): void {
  useRetries.setState(({ byTask }) => ({ byTask: new Map(byTask).set(taskId, retry) }))
}

/** Removes the retry of a task. */
export function forgetRetry(taskId: TaskId): void {
  useRetries.setState(({ byTask }) => {
    const left = new Map(byTask)
    left.delete(taskId)
    return { byTask: left }
  })
}

/** Shortest time between two requests for the outcome of a retry, in milliseconds. */
const renewalMs = 500

/**
 * Retries problems and reports the outcome: beside the problems while they are on the screen, else in a toast.
 *
 * Resolves when the retry has begun. Throws FailureError if the engine refuses.
 */
export async function retryAndFollow(request: RetryRequest): Promise<void> {
  const { taskId } = request
  const { count, retry: number } = await invoke('retryProblems', request)
  if (count === 0) {
    addToast({ title: i18n.t('problems:nothing-retried') })
    return
  }
  putRetry(taskId, { number, count, outcome: { saved: 0, failed: 0, waiting: count, ended: false } })
  follow(taskId, number)
}

/**
 * Requests the outcome of a retry at each change of a task until the retry has ended.
 *
 * The engine decides whether the task has ended: the window may still show the end before the retry.
 */
function follow(taskId: TaskId, number: number): void {
  let timer: number | undefined
  const end = useTasks.subscribe(() => {
    timer ??= window.setTimeout(() => void renew(), renewalMs)
  })

  async function renew(): Promise<void> {
    timer = undefined
    const known = useRetries.getState().byTask.get(taskId)
    if (known?.number !== number || !useTasks.getState().mirror.byId.has(taskId)) return end()
    const outcome = await invoke('retryOutcome', { taskId, retry: number }).catch(() => null)
    // A later retry has begun meanwhile and is reported instead.
    if (useRetries.getState().byTask.get(taskId)?.number !== number) return end()
    if (outcome === null) {
      // The outcome is unknown: the note must not say for ever that the retry is running.
      forgetRetry(taskId)
      return end()
    }
    const retry = { ...known, outcome }
    putRetry(taskId, retry)
    if (outcome.waiting > 0 && !outcome.ended) return
    end()
    // Cancelled before it could be done: there is no outcome to report.
    if (outcome.waiting > 0) forgetRetry(taskId)
    else if (!isOnScreen(taskId)) addToast({ title: retryText(i18n.t, retry) })
  }
  void renew()
}

/** Whether the problems of a task are on the screen. */
function isOnScreen(taskId: TaskId): boolean {
  const { selection, detailOpen, detailTab } = useTaskList.getState()
  const { view, viewer } = useView.getState()
  return (
    view === 'downloads' &&
    viewer === null &&
    detailOpen &&
    detailTab === 'problems' &&
    selection.current === taskId
  )
}

/** "Retried 18: 3 saved, 15 failed again". */
export function retryText(t: Words, { count, outcome }: Pick<Retry, 'count' | 'outcome'>): string {
  const { saved, failed, waiting } = outcome
  if (waiting > 0) return t('problems:retrying', { count, left: waiting })
  if (failed === 0) return t('problems:retried-all', { count })
  if (saved === 0) return t('problems:retried-none', { count })
  return t('problems:retried-some', { count, saved, failed })
}

/** Whether every image and page of a retry has been retried. */
export function isOver({ waiting }: RetryOutcome): boolean {
  return waiting === 0
}
