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
   * which is cancelling. `after` runs once nothing of the task is at work any more and before the commit; when it fails
   * the state is committed all the same, then its error is thrown. Resolves when all that is done; a task that is neither
   * queued nor running is left alone, and `after` is not called.
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
interface SchedulerPorts {
  readonly ledger: TaskLedger
  readonly slots: () => number
  /** Works until the task's next state is known; rejects with the signal's reason when it aborts. */
  readonly run: (id: TaskId, signal: AbortSignal) => Promise<TaskState>
  readonly now: () => number
  readonly log: Log
}

/** A task that runs, or that is cleaned up after it was stopped. */
interface Running {
  readonly controller: ChildController
  /** The strongest reason of those that were given; the signal knows only the first. */
  reason: StopReason | null
  /** Of a pause: its cause, the one that was given last. */
  cause: PauseCause
  /** What is to be done before the end, in order; a later stop never takes back an earlier one's. */
  readonly cleanUps: CleanUp[]
  /** Settles after the last commit. */
  ended: Promise<void>
}

/** Starts queued tasks while slots are free. */
export function createScheduler(ports: SchedulerPorts): Scheduler {
  const { ledger, slots, now, log } = ports
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
      const task = newTask(root.signal)
      running.set(id, task)
      ledger.commit(id, { kind: 'running', discovering: true })
      task.ended = work(id, task)
    }
  }

  async function work(id: TaskId, task: Running): Promise<void> {
    await endTask(ports, running, id, await runToEnd(ports, id, task.controller.signal))
    start()
  }

  async function stop(
    id: TaskId,
    reason: StopReason,
    cause: PauseCause,
    after?: () => Promise<void>,
  ): Promise<void> {
    const present = running.get(id) ?? ending.get(id)
    const task = present ?? takeFromQueue(id)
    if (!task) return
    const cleanUp = createCleanUp(id, after, log)
    task.cleanUps.push(cleanUp)
    task.reason = stronger(task.reason, reason)
    task.cause = cause
    task.controller.abort(reason)
    if (!present) task.ended = endTask(ports, ending, id, null)
    await task.ended
    cleanUp.rethrow()
  }

  function takeFromQueue(id: TaskId): Running | null {
    const place = queue.indexOf(id)
    if (place < 0) return null
    queue.splice(place, 1)
    const task = newTask(root.signal)
    ending.set(id, task)
    return task
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
      for (const id of queue.splice(0)) ledger.commit(id, stateAfter('quit', { kind: 'quit' }, now()))
      root.abort('quit')
      await Promise.all([...running.values(), ...ending.values()].map((task) => task.ended))
    },
  }
}

function newTask(root: AbortSignal): Running {
  return {
    controller: childController(root),
    reason: null,
    cause: { kind: 'person' },
    cleanUps: [],
    ended: Promise.resolve(),
  }
}

/** Cleans up after a task, takes it from `among` and commits its state; `state` is null for a task that was stopped. */
async function endTask(
  { ledger, now }: SchedulerPorts,
  among: Map<TaskId, Running>,
  id: TaskId,
  state: TaskState | null,
): Promise<void> {
  const task = among.get(id)
  if (!task) throw new Error(`task ${id} is not at work`)
  for (let next = task.cleanUps.shift(); next; next = task.cleanUps.shift()) await next.run()
  task.controller[Symbol.dispose]()
  among.delete(id)
  // Cancelled with its last byte: what was asked for holds, its files may be deleted already.
  const isStopped = state === null || task.reason === 'cancel'
  ledger.commit(id, isStopped ? stateAfter(task.reason ?? 'quit', task.cause, now()) : state)
}

/** The state in which a task ends that runs; null when it was stopped. */
async function runToEnd(
  { run, now, log }: SchedulerPorts,
  id: TaskId,
  signal: AbortSignal,
): Promise<TaskState | null> {
  try {
    return await run(id, signal)
  } catch (error) {
    if (signal.aborted) return null
    if (error instanceof FailureError) return { kind: 'failed', at: now(), failure: error.failure }
    log('error', 'a task ended by a bug', { error })
    return { kind: 'failed', at: now(), failure: failure('unexpected', String(error)) }
  }
}

function stateAfter(reason: StopReason, cause: PauseCause, at: number): TaskState {
  if (reason === 'cancel') return { kind: 'cancelled', at }
  return { kind: 'paused', cause: reason === 'quit' ? { kind: 'quit' } : cause }
}

/** What a stop asked to be done once nothing of the task is at work any more. */
interface CleanUp {
  /** Never rejects. */
  run(): Promise<void>
  /** Throws what `run` failed with, if it failed. */
  rethrow(): void
}

function createCleanUp(id: TaskId, after: (() => Promise<void>) | undefined, log: Log): CleanUp {
  let failed: { readonly error: unknown } | null = null
  return {
    async run() {
      try {
        await after?.()
      } catch (error) {
        log('error', 'cleaning up after a task failed', { task: id, error })
        failed = { error }
      }
    },
    rethrow() {
      if (failed !== null) throw failed.error
    },
  }
}
