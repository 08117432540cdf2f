import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import { type DownloadRequest, withoutSecrets } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { emptyCounts, idleProgress, type Progress, type Task, type TaskCounts } from '@shared/model/task'
import { canMove, hasEnded, isEnded, type TaskState } from '@shared/model/task-state'
import type { EpochMs, ImageId, TaskId } from '@shared/model/units'
import type { Log } from '../ports/ports'
import type { TaskRows } from '../storage/tasks/task-rows'

/** Counters reach the disk this often; after a kill they are counted anew from the rows. */
const saveCountsEveryMs = 1000

/**
 * The truth about tasks. Every change goes through here: it is checked, saved, then told, in one turn.
 */
export interface TaskLedger {
  add(request: DownloadRequest, state: TaskState): Task
  get(id: TaskId): Task | null
  /** Fails with `invalid-input` for a task that is not on the list. */
  need(id: TaskId): Task
  /** Oldest first. */
  list(): readonly Task[]
  /** Makes a move of the table in `task-state.ts`; any other move throws. */
  commit(id: TaskId, state: TaskState): void
  /** Adds to the counters. */
  addToCounts(id: TaskId, change: Partial<TaskCounts>): void
  setCounts(id: TaskId, counts: TaskCounts): void
  /** Saves the counters with everything that waits to be written: of a task at rest nothing else would. */
  saveCounts(id: TaskId): void
  setActivity(id: TaskId, activity: Omit<Progress, 'counts'>): void
  /** Title and cover of the row. */
  setFace(id: TaskId, face: { readonly title: string | null; readonly cover: ImageId | null }): void
  /** Galleries that are found from now on go there. */
  setFolder(id: TaskId, folder: string): void
  /** Takes an ended task off the list. */
  remove(id: TaskId): void
  /** Brings a task that was taken off the list back to it; of one on the list nothing changes. */
  restore(id: TaskId): Task
}

/** Rows and listeners of the ledger. */
export interface LedgerPorts {
  readonly rows: TaskRows
  /** Commits what was saved, and begins to bring it onto the disk. */
  readonly flush: () => void
  readonly now: () => EpochMs
  /** Milliseconds that no change of the computer's clock touches. */
  readonly monotonic: () => number
  /** Called in the same turn as each change, after it was saved. */
  readonly emitDelta: (delta: Delta) => void
  /** Called after the delta of a state in which a task has ended. */
  readonly emitEvent: (event: TaskEvent) => void
  readonly log: Log
}

/** Loads the list; whatever was queued or running when the program ended is paused with the cause `quit`. */
export function createTaskLedger({
  rows,
  flush,
  now,
  monotonic,
  emitDelta,
  emitEvent,
  log,
}: LedgerPorts): TaskLedger {
  const tasks = new Map<TaskId, Task>()
  const countsSavedAt = new Map<TaskId, number>()

  for (const { id, request, state, counts, addedAt } of rows.list()) {
    const interrupted = state.kind === 'queued' || state.kind === 'running'
    const counted = interrupted ? rows.progress.recount(id, counts.pagesKnown) : counts
    const task: Task = {
      id,
      request,
      state: interrupted ? { kind: 'paused', cause: { kind: 'quit' } } : state,
      addedAt,
      ...rows.face(id),
      progress: { ...idleProgress, counts: counted },
    }
    // Versions that kept the login of every task for good may have left one.
    tasks.set(id, task)
    if (isFinished(task.state, counted)) tasks.set(id, wipeAtStart(task))
    if (interrupted) {
      rows.saveState(id, task.state, counted)
      rows.runs.end(id, { kind: 'interrupted' }, counted, null)
    }
  }
  flush()

  function need(id: TaskId): Task {
    const task = tasks.get(id)
    if (!task) throw new FailureError(failure('invalid-input', `There is no task ${id}.`))
    return task
  }

  function replace(task: Task): void {
    tasks.set(task.id, task)
    emitDelta({ kind: 'changed', task })
  }

  /** A state that the disk has no room for is told all the same: what lies there is one that the next start repairs. */
  function save(task: Task, state: TaskState): Task {
    const { id, progress } = task
    try {
      rows.saveState(id, state, progress.counts)
      saveRun(task, state)
      return rest({ ...task, state })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      log('error', 'a state could not be saved', {
        task: id,
        state: state.kind,
        detail: error.failure.detail,
      })
      return { ...task, state }
    }
  }

  /** A run lasts from the move to `running` to the next state; the last page that is read begins no other one. */
  function saveRun({ id, state: before, progress }: Task, next: TaskState): void {
    const [was, is] = [before.kind === 'running', next.kind === 'running']
    if (is && !was) rows.runs.begin(id, now())
    if (was && !is) rows.runs.end(id, next, progress.counts, now())
  }

  /** Commits what was saved; a task that is finished lets go of its cookies and logins in the same transaction. */
  function rest(task: Task): Task {
    const { id, state, progress } = task
    if (!needsCookies(state, progress.counts)) rows.secrets.saveCookies(id, null)
    const kept = isFinished(state, progress.counts) ? wipe(task) : task
    flush()
    return kept
  }

  /** A task that is finished without failures, or removed, needs its logins no more. */
  function wipe(task: Task): Task {
    const request = withoutSecrets(task.request)
    const isSame = request === task.request
    if (!isSame) rows.saveRequest(task.id, request)
    if (rows.secrets.forgetLogins(task.id) || !isSame) rows.secrets.scrub()
    return isSame ? task : { ...task, request }
  }

  function wipeAtStart(task: Task): Task {
    try {
      return wipe(task)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      log('error', 'a login could not be removed', { task: task.id, detail: error.failure.detail })
      return task
    }
  }

  function setProgress(task: Task, progress: Progress): void {
    tasks.set(task.id, { ...task, progress })
    emitDelta({ kind: 'progress', id: task.id, progress })
  }

  function setCounts(id: TaskId, counts: TaskCounts): void {
    const task = need(id)
    setProgress(task, { ...task.progress, counts })
    const last = countsSavedAt.get(id)
    if (last !== undefined && monotonic() - last < saveCountsEveryMs) return
    countsSavedAt.set(id, monotonic())
    rows.progress.saveCounts(id, counts)
  }

  return {
    add(request, state) {
      const at = now()
      const id = rows.add(request, state, emptyCounts, at)
      flush()
      const task: Task = { id, request, state, addedAt: at, title: null, cover: null, progress: idleProgress }
      replace(task)
      return task
    },
    get: (id) => tasks.get(id) ?? null,
    need,
    list: () => [...tasks.values()],
    commit(id, state) {
      const task = need(id)
      if (!canMove(task.state.kind, state.kind)) {
        throw new Error(`task ${id} cannot go from ${task.state.kind} to ${state.kind}`)
      }
      const progress =
        state.kind === 'running' ? task.progress : { ...idleProgress, counts: task.progress.counts }
      replace({ ...save(task, state), progress })
      if (hasEnded(state) && !hasEnded(task.state)) {
        emitEvent({ kind: 'task-ended', taskId: id, state, counts: progress.counts })
      }
    },
    addToCounts(id, change) {
      const counts: Record<string, number | null> = { ...need(id).progress.counts }
      for (const [name, step] of Object.entries(change)) counts[name] = (counts[name] ?? 0) + (step ?? 0)
      setCounts(id, counts as unknown as TaskCounts)
    },
    setCounts,
    saveCounts(id) {
      const task = need(id)
      rows.progress.saveCounts(id, task.progress.counts)
      const rested = rest(task)
      if (rested.request !== task.request) replace(rested)
    },
    setActivity(id, activity) {
      const task = need(id)
      setProgress(task, { counts: task.progress.counts, ...activity })
    },
    setFolder(id, folder) {
      const task = need(id)
      const request = { ...task.request, folder }
      rows.saveRequest(id, request)
      flush()
      replace({ ...task, request })
    },
    setFace(id, face) {
      replace({ ...need(id), ...face })
    },
    restore(id) {
      const known = tasks.get(id)
      if (known) return known
      const row = rows.restore(id)
      if (!row) throw new Error(`task ${id} has no row`)
      flush()
      const { request, state, counts, addedAt } = row
      const task: Task = {
        id,
        request,
        state,
        addedAt,
        ...rows.face(id),
        progress: { ...idleProgress, counts },
      }
      replace(task)
      return task
    },
    remove(id) {
      if (!isEnded(need(id).state.kind)) {
        throw new FailureError(failure('invalid-input', `Task ${id} has not ended: cancel it first.`))
      }
      rows.remove(id, now())
      wipe(need(id))
      flush()
      tasks.delete(id)
      countsSavedAt.delete(id)
      emitDelta({ kind: 'removed', id })
    },
  }
}

/** A task that can go on where it is keeps its cookies; one that was cancelled, or has all it wanted, lets them go. */
function needsCookies(state: TaskState, counts: TaskCounts): boolean {
  return state.kind !== 'cancelled' && !isFinished(state, counts)
}

function isFinished({ kind }: TaskState, { failed, pagesFailed }: TaskCounts): boolean {
  return kind === 'done' && failed + pagesFailed === 0
}
