import { dirname } from 'node:path'
import type { Failure } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import type { PauseCause } from '@shared/model/task-state'
import type { EpochMs, TaskId } from '@shared/model/units'
import { freeBytesIn, hasSpaceAgain } from '../disk/space/free-space'
import type { Ports } from '../ports/ports'
import type { TaskLedger } from './task-ledger'

const lookEveryMs = 3000

/** A task that is paused again and again without having saved anything is tried this rarely at last. */
const longestDelayMs = 5 * 60_000

/** Resumes paused tasks automatically once what paused them is over. */
export interface AutoResume {
  /** Resumes these tasks too, as long as this program runs. */
  add(ids: readonly TaskId[]): void
  close(): void
}

/** What automatic resume watches. */
interface AutoResumePorts {
  readonly ports: Ports
  readonly ledger: TaskLedger
  /** Whether files can be made in a folder; never rejects. */
  readonly isWritable: (folder: string) => Promise<boolean>
  /** Paused tasks that must not be queued. */
  readonly busy: ReadonlySet<TaskId>
  readonly queue: (id: TaskId) => void
}

/** The last time that a task was resumed automatically. Times are monotonic milliseconds. */
interface Try {
  readonly saved: number
  readonly delayMs: number
  readonly notBefore: number
}

type Paused = Task & { readonly state: { readonly kind: 'paused'; readonly cause: PauseCause } }

/**
 * Looks every few seconds at the tasks that wait for their time, for room on a disk or for a folder that can be
 * written to. What the user paused, and what the end of the program interrupted, stays as it is.
 *
 * The timer does not keep the process alive.
 */
export function createAutoResume({ ports, ledger, isWritable, busy, queue }: AutoResumePorts): AutoResume {
  const named = new Set<TaskId>()
  const everyMs = ports.overrides?.lookEveryMs ?? lookEveryMs
  const tries = createTries(everyMs, ports.monotonic)
  let looking = false
  let closed = false
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      const waiting = ledger.list().filter(isPaused)
      const isResolved = rememberAnswers(ports.files.database, isWritable)
      for (const task of waiting) {
        if (ports.overrides?.autoResume !== true && !named.has(task.id)) continue
        if (tries.isTooSoon(task) || !(await isOver(task, isResolved, ports.now))) continue
        // Looking took time: only a task whose state is the same is resumed.
        if (closed || busy.has(task.id) || ledger.get(task.id)?.state !== task.state) continue
        ports.log('info', 'a paused task is resumed automatically', {
          task: task.id,
          cause: task.state.cause.kind,
        })
        tries.add(task)
        queue(task.id)
      }
    } finally {
      looking = false
    }
  }

  return {
    add(ids) {
      for (const id of ids) named.add(id)
    },
    close() {
      closed = true
      clearInterval(timer)
    },
  }
}

/** What seems resolved and is not, such as one folder of many, is tried again at growing intervals. */
function createTries(everyMs: number, monotonic: () => number) {
  const tries = new Map<TaskId, Try>()
  return {
    isTooSoon({ id }: Paused): boolean {
      const last = tries.get(id)
      return last !== undefined && monotonic() < last.notBefore
    },
    add({ id, progress: { counts } }: Paused): void {
      const last = tries.get(id)
      const isStuck = last !== undefined && last.saved === counts.saved
      const delayMs = isStuck ? Math.min(last.delayMs * 2, longestDelayMs) : everyMs
      tries.set(id, { saved: counts.saved, delayMs, notBefore: monotonic() + delayMs })
    },
  }
}

/** Whether what paused a task is over. */
async function isOver(
  { request, state: { cause } }: Paused,
  isResolved: IsResolved,
  now: () => EpochMs,
): Promise<boolean> {
  switch (cause.kind) {
    case 'wait':
      return now() >= cause.until
    case 'local':
      return isResolved(request.folder, cause.failure, cause.freeBytes)
    case 'person':
    case 'quit':
      return false
  }
}

function isPaused(task: Task): task is Paused {
  return task.state.kind === 'paused'
}

type IsResolved = (folder: string, failure: Failure, freeAtPause: number | undefined) => Promise<boolean>

/** Asks the disk once for each folder, however many tasks wait for it. */
function rememberAnswers(databaseFile: string, isWritable: AutoResumePorts['isWritable']): IsResolved {
  const free = new Map<string, Promise<number | undefined>>()
  const writable = new Map<string, Promise<boolean>>()
  return async (target, failure, freeAtPause) => {
    const folder = 'of' in failure && failure.of === 'records' ? dirname(databaseFile) : target
    const needed = 'neededBytes' in failure ? failure.neededBytes : undefined
    if (failure.kind === 'disk-full') {
      const bytes = await once(free, folder, freeBytesIn)
      if (bytes !== undefined && !hasSpaceAgain({ free: bytes, freeAtPause, needed })) return false
    }
    return once(writable, folder, isWritable)
  }
}

function once<T>(answers: Map<string, Promise<T>>, folder: string, ask: (folder: string) => Promise<T>) {
  const known = answers.get(folder) ?? ask(folder)
  answers.set(folder, known)
  return known
}
