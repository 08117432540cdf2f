import { setMaxListeners } from 'node:events'
import { FailureError, failure } from '@shared/model/failure'
import type { PauseCause, TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { type ChildController, childController } from '../async/cancellation'
import type { Log } from '../ports/ports'
import type { TaskLedger } from './task-ledger'

/** Why a task is stopped, the weakest first. */
const strength = ['pause', 'quit', 'cancel'] as const
/** Why a running task is stopped; it decides whether partial files stay. */
export type StopReason = (typeof strength)[number]

function stronger(a: StopReason | null, b: StopReason): StopReason {
  return a !== null && strength.indexOf(a) > strength.indexOf(b) ? a : b
}

/** Starts queued tasks while slots are free; owns the controller of each running one. */
export interface Scheduler {
  /** Takes a task that the ledger says is queued. */
  enqueue(id: TaskId): void
  /**
   * Ends a queued or running task and commits the state that the reason calls for; of several reasons the strongest,
   * which is cancelling. `after` runs once nothing of the
   * task is at work any more and before the commit; when it fails the state is committed all the same, then its error is
   * thrown. Resolves when all that is done; a task that is neither queued nor running is left alone, `after` unused.
   */
  stop(id: TaskId, reason: StopReason, after?: () => Promise<void>): Promise<void>
  /** Pauses a queued or running task for this cause, unless it ends or is cancelled before. */
  pauseFor(id: TaskId, cause: PauseCause): Promise<void>
  /** Starts more after the number of slots grew; a smaller number lets running tasks end. */
  slotsChanged(): void
  /** Stops everything as `quit`. */
  close(): Promise<void>
}

/** How a task is run, and how many run at once. */
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
  /** The strongest reason of those that were given; the signal knows only the first. */
  reason: StopReason | null
  /** Of a pause: its cause, the one that was given last. */
  cause: PauseCause
  /** What is to be done before the end, in order; a later stop never takes back an earlier one's. None rejects. */
  readonly after: (() => Promise<void>)[]
  /** Settles after the last commit. */
  ended: Promise<void>
}

/** Starts queued tasks while slots are free. */
export function createScheduler({ ledger, slots, run, now, log }: SchedulerPorts): Scheduler {
  const queue: TaskId[] = []
  const running = new Map<TaskId, Running>()
  /** Stopped before they ran, while they are cleaned up: they take no slot. */
  const ending = new Map<TaskId, Running>()
  const root = new AbortController()
  // As many listeners as tasks are no leak; Node would warn of one from the eleventh on.
  setMaxListeners(0, root.signal)
  let closed = false

  function start(): void {
    while (!closed && running.size < slots()) {
      const id = queue.shift()
      if (id === undefined) return
      const task = newTask()
      running.set(id, task)
      ledger.commit(id, { kind: 'running', discovering: true })
      task.ended = work(id, task)
    }
  }

  function newTask(): Running {
    return {
      controller: childController(root.signal),
      reason: null,
      cause: { kind: 'person' },
      after: [],
      ended: Promise.resolve(),
    }
  }

  async function work(id: TaskId, task: Running): Promise<void> {
    const { signal } = task.controller
    let state: TaskState | null = null
    try {
      state = await run(id, signal)
    } catch (error) {
      if (!signal.aborted) state = failed(error)
    }
    await end(running, id, task, state)
    start()
  }

  /** `state` is null for a task that was stopped. */
  async function end(
    among: Map<TaskId, Running>,
    id: TaskId,
    task: Running,
    state: TaskState | null,
  ): Promise<void> {
    for (let after = task.after.shift(); after; after = task.after.shift()) await after()
    task.controller[Symbol.dispose]()
    among.delete(id)
    // Cancelled with its last byte: what was asked for holds, its files may be deleted already.
    const isStopped = state === null || task.reason === 'cancel'
    ledger.commit(id, isStopped ? stateAfter(task.reason ?? 'quit', task.cause) : state)
  }

  function stateAfter(reason: StopReason, cause: PauseCause): TaskState {
    if (reason === 'cancel') return { kind: 'cancelled', at: now() }
    return { kind: 'paused', cause: reason === 'quit' ? { kind: 'quit' } : cause }
  }

  async function stop(
    id: TaskId,
    reason: StopReason,
    cause: PauseCause,
    after?: () => Promise<void>,
  ): Promise<void> {
    let failedAfter: { readonly error: unknown } | null = null
    const clean = async () => {
      try {
        await after?.()
      } catch (error) {
        log('error', 'cleaning up after a task failed', { task: id, error })
        failedAfter = { error }
      }
    }
    const present = running.get(id) ?? ending.get(id)
    const task = present ?? takeFromQueue(id)
    if (!task) return
    task.after.push(clean)
    task.reason = stronger(task.reason, reason)
    task.cause = cause
    task.controller.abort(reason)
    if (!present) task.ended = end(ending, id, task, null)
    await task.ended
    // Assigned while the end was awaited, which the compiler does not see.
    const thrown = failedAfter as { readonly error: unknown } | null
    if (thrown !== null) throw thrown.error
  }

  function takeFromQueue(id: TaskId): Running | null {
    const place = queue.indexOf(id)
    if (place < 0) return null
    queue.splice(place, 1)
    const task = newTask()
    ending.set(id, task)
    return task
  }

  function failed(error: unknown): TaskState {
    if (error instanceof FailureError) return { kind: 'failed', at: now(), failure: error.failure }
    log('error', 'a task ended by a bug', { error })
    return { kind: 'failed', at: now(), failure: failure('unexpected', String(error)) }
  }

  return {
    enqueue(id) {
      queue.push(id)
      start()
    },
    stop: (id, reason, after) => stop(id, reason, { kind: 'person' }, after),
    pauseFor: (id, cause) => stop(id, 'pause', cause),
    slotsChanged: start,
    async close() {
      closed = true
      for (const id of queue.splice(0)) ledger.commit(id, stateAfter('quit', { kind: 'quit' }))
      root.abort('quit')
      await Promise.all([...running.values(), ...ending.values()].map((task) => task.ended))
    },
  }
}
