import { withoutSecrets } from '@shared/model/download-request'
import { FailureError } from '@shared/model/failure'
import { idleProgress, type Task, type TaskCounts, withCrawlCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import type { EpochMs } from '@shared/model/units'
import type { Log } from '../ports/ports'
import type { StoredTask, TaskRows } from '../storage/tasks/task-rows'

/** Where tasks are saved. */
export interface TaskSaving {
  readonly rows: TaskRows
  /** Commits what was saved, and begins to bring it onto the disk. */
  readonly flush: () => void
  readonly now: () => EpochMs
  readonly log: Log
}

/**
 * Reads the list, oldest first. A task that was queued or running when the program ended is paused with the cause `quit`,
 * and its run is interrupted.
 */
export function loadTasks(saving: TaskSaving): readonly Task[] {
  const tasks = saving.rows.list().map((record) => loadTask(saving, record))
  saving.flush()
  return tasks
}

function loadTask(saving: TaskSaving, record: StoredTask): Task {
  const { rows } = saving
  const { id, state, counts } = record
  if (state.kind !== 'queued' && state.kind !== 'running') {
    const task = taskOf(rows, record)
    // Earlier versions that kept the login of every task may have left one.
    return isFinished(state, counts) ? wipeAtStart(saving, task) : task
  }
  const paused: TaskState = { kind: 'paused', cause: { kind: 'quit' } }
  const recounted = rows.progress.recount(id, counts.pagesKnown)
  const counted = counts.crawl === undefined ? recounted : withCrawlCounts(recounted, counts.crawl)
  rows.saveState(id, paused, counted)
  keepRun(saving, () => rows.runs.end(id, { kind: 'interrupted' }, counted, null))
  return taskOf(rows, { ...record, state: paused, counts: counted })
}

/** A task that rests, from its row. */
export function taskOf(rows: TaskRows, { id, request, state, counts, addedAt }: StoredTask): Task {
  return { id, request, state, addedAt, ...rows.face(id), progress: { ...idleProgress, counts } }
}

/**
 * Saves the next state of a task with all that belongs to it, in one transaction, and gives the task in that state. A
 * state that a full disk does not take is logged and holds all the same: what is on the disk is one that the next start
 * repairs.
 */
export function saveState(saving: TaskSaving, task: Task, state: TaskState): Task {
  const { id, progress } = task
  try {
    saving.rows.saveState(id, state, progress.counts)
    keepRun(saving, () => saveRun(saving, task, state))
    return saveAtRest(saving, { ...task, state })
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { detail } = error.failure
    saving.log('error', 'a state could not be saved', { task: id, state: state.kind, detail })
    return { ...task, state }
  }
}

/** Saves the history of a task. Damaged history must not stop the task; a disk that is full is reported as for its state. */
function keepRun({ log }: TaskSaving, save: () => void): void {
  try {
    save()
  } catch (error) {
    if (error instanceof FailureError) throw error
    log('error', 'a run could not be saved', { error: String(error) })
  }
}

/** A run lasts from the move to `running` to the next state; the last page that is read begins no other one. */
function saveRun({ rows, now }: TaskSaving, { id, state, progress }: Task, next: TaskState): void {
  const [was, is] = [state.kind === 'running', next.kind === 'running']
  if (is && !was) rows.runs.begin(id, now())
  if (was && !is) rows.runs.end(id, next, progress.counts, now())
}

/** Commits what was saved; cookies and logins that a task no longer needs are deleted in the same transaction. */
export function saveAtRest({ rows, flush }: TaskSaving, task: Task): Task {
  const { id, state, progress } = task
  const isOver = isFinished(state, progress.counts)
  if (isOver || state.kind === 'cancelled') rows.secrets.saveCookies(id, null)
  const kept = isOver ? wipeLogins(rows, task) : task
  flush()
  return kept
}

/** Deletes the logins of a task that is finished without failures, or removed; gives the task without them. */
export function wipeLogins(rows: TaskRows, task: Task): Task {
  const request = withoutSecrets(task.request)
  const isSame = request === task.request
  if (!isSame) rows.saveRequest(task.id, request)
  if (rows.secrets.forgetLogins(task.id) || !isSame) rows.secrets.scrub()
  return isSame ? task : { ...task, request }
}

/** A login that a full disk keeps must not keep the program from starting. */
function wipeAtStart({ rows, log }: TaskSaving, task: Task): Task {
  try {
    return wipeLogins(rows, task)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    log('error', 'a login could not be removed', { task: task.id, detail: error.failure.detail })
    return task
  }
}

function isFinished({ kind }: TaskState, { failed, pagesFailed }: TaskCounts): boolean {
  return kind === 'done' && failed + pagesFailed === 0
}
