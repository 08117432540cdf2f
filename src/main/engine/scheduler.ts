import { FailureError, failure } from '@shared/failure'
import type { TaskState } from '@shared/task-state'
import type { TaskId } from '@shared/units'
import { type AbortReason, type ChildController, childController } from './cancellation'
import type { Log } from './ports'
import type { TaskLedger } from './task-ledger'

/** Starts queued tasks while slots are free; owns the controller of each running one. */
export interface Scheduler {
  /** Takes a task that the ledger says is queued. */
  enqueue(id: TaskId): void
  /**
   * Ends a queued or running task and commits the state that the reason calls for. `after` runs once nothing of the
   * task is at work any more and before the commit. Resolves when all that is done; a task that is neither queued nor
   * running is left alone, `after` unused.
   */
  stop(id: TaskId, reason: 'pause' | 'cancel' | 'quit', after?: () => Promise<void>): Promise<void>
  /** Starts more after the number of slots grew; a smaller number lets running tasks end. */
  slotsChanged(): void
  /** Stops everything as `quit`. */
  close(): Promise<void>
}

export interface SchedulerPorts {
  readonly ledger: TaskLedger
  readonly slots: () => number
  /** Works until the task's next state is known; rejects with the signal's reason when it aborts. */
  readonly run: (id: TaskId, signal: AbortSignal) => Promise<TaskState>
  readonly now: () => number
  readonly log: Log
}

interface Running {
  readonly controller: ChildController
  after: (() => Promise<void>) | null
  /** Settles after the last commit. */
  ended: Promise<void>
}

export function createScheduler({ ledger, slots, run, now, log }: SchedulerPorts): Scheduler {
  const queue: TaskId[] = []
  const running = new Map<TaskId, Running>()
  const root = new AbortController()
  let closed = false

  function start(): void {
    while (!closed && running.size < slots()) {
      const id = queue.shift()
      if (id === undefined) return
      const task: Running = {
        controller: childController(root.signal),
        after: null,
        ended: Promise.resolve(),
      }
      running.set(id, task)
      ledger.commit(id, { kind: 'running', discovering: true })
      task.ended = work(id, task)
    }
  }

  async function work(id: TaskId, task: Running): Promise<void> {
    const { signal } = task.controller
    let state: TaskState
    try {
      state = await run(id, signal)
    } catch (error) {
      state = signal.aborted ? stateAfter(signal.reason) : failed(error)
    }
    try {
      await task.after?.()
    } catch (error) {
      log('error', 'cleaning up after a task failed', { task: id, error: String(error) })
    }
    task.controller[Symbol.dispose]()
    running.delete(id)
    ledger.commit(id, state)
    start()
  }

  function stateAfter(reason: AbortReason): TaskState {
    if (reason === 'cancel') return { kind: 'cancelled', at: now() }
    return { kind: 'paused', cause: { kind: reason === 'quit' ? 'quit' : 'person' } }
  }

  function failed(error: unknown): TaskState {
    if (error instanceof FailureError) return { kind: 'failed', at: now(), failure: error.failure }
    log('error', 'a task ended by a bug', { error: error instanceof Error ? error.stack : String(error) })
    return { kind: 'failed', at: now(), failure: failure('unexpected', String(error)) }
  }

  return {
    enqueue(id) {
      queue.push(id)
      start()
    },
    async stop(id, reason, after) {
      const task = running.get(id)
      if (task) {
        task.after = after ?? null
        task.controller.abort(reason)
        await task.ended
        return
      }
      const place = queue.indexOf(id)
      if (place < 0) return
      queue.splice(place, 1)
      await after?.()
      ledger.commit(id, stateAfter(reason))
    },
    slotsChanged: start,
    async close() {
      closed = true
      for (const id of queue.splice(0)) ledger.commit(id, stateAfter('quit'))
      root.abort('quit')
      await Promise.all([...running.values()].map((task) => task.ended))
    },
  }
}
