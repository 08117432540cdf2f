import type { RetryOutcome } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'

/** The last retry of a task that a user asked for here, and what came of it so far. */
export interface Retry {
  /** As the engine numbers it within the task. */
  readonly number: number
  readonly count: number
  readonly outcome: RetryOutcome
}

interface RetriesState {
  readonly byTask: ReadonlyMap<TaskId, Retry>
}

/** Retries that the window waits for. */
export const useRetries = create<RetriesState>(() => ({ byTask: new Map() }))

/** Remembers a retry by its task. */
export function putRetry(taskId: TaskId, retry: Retry): void {
  useRetries.setState(({ byTask }) => ({ byTask: new Map(byTask).set(taskId, retry) }))
}

/** Forgets the retry of a task. */
export function forgetRetry(taskId: TaskId): void {
  useRetries.setState(({ byTask }) => {
    const left = new Map(byTask)
    left.delete(taskId)
    return { byTask: left }
  })
}
