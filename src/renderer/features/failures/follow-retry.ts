import type { RetryOutcome, RetryRequest } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { invoke } from '../../bridge'
import { addToast } from '../../components/toast'
import { i18n, type Words } from '../../i18n'
import { forgetRetry, putRetry, type Retry, useRetries } from '../../stores/retries'
import { useTaskList } from '../../stores/task-list'
import { useTasks } from '../../stores/tasks'
import { useView } from '../../stores/view'

/** What came of a retry is asked for at most this often. */
const renewalMs = 500

/**
 * Asks again for what failed and tells what came of it: beside the problems while they are looked at, else in a toast.
 *
 * Resolves when it has begun. Throws FailureError if the engine refuses.
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
 * Asks how a retry stands, at each change of a task, until it has ended.
 *
 * The engine decides whether the task has ended: the window may still show the end before the retry.
 */
function follow(taskId: TaskId, number: number): void {
  let timer: number | undefined
  const end = useTasks.subscribe(() => {
    timer ??= window.setTimeout(() => void look(), renewalMs)
  })

  async function look(): Promise<void> {
    timer = undefined
    const known = useRetries.getState().byTask.get(taskId)
    if (known?.number !== number || !useTasks.getState().mirror.byId.has(taskId)) return end()
    const outcome = await invoke('retryOutcome', { taskId, retry: number }).catch(() => null)
    // A later retry has begun meanwhile: it is told instead.
    if (useRetries.getState().byTask.get(taskId)?.number !== number) return end()
    if (outcome === null) {
      // Nobody can tell what came of it: the note must not say for ever that it goes on.
      forgetRetry(taskId)
      return end()
    }
    const retry = { ...known, outcome }
    putRetry(taskId, retry)
    if (outcome.waiting > 0 && !outcome.ended) return
    end()
    // Cancelled before it could be done: there is nothing to tell.
    if (outcome.waiting > 0) forgetRetry(taskId)
    else if (!isLookedAt(taskId)) addToast({ title: retryText(i18n.t, retry) })
  }
  void look()
}

function isLookedAt(taskId: TaskId): boolean {
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

/** "Retried 18: 3 here now, 15 failed again". */
export function retryText(t: Words, { count, outcome }: Pick<Retry, 'count' | 'outcome'>): string {
  const { saved, failed, waiting } = outcome
  if (waiting > 0) return t('problems:retrying', { count, left: waiting })
  if (failed === 0) return t('problems:retried-all', { count })
  if (saved === 0) return t('problems:retried-none', { count })
  return t('problems:retried-some', { count, saved, failed })
}

/** Whether everything that was retried has ended. */
export function isOver({ waiting }: RetryOutcome): boolean {
  return waiting === 0
}
