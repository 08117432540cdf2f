import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import type { DownloadRequest } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import { shortfallKinds } from '@shared/model/page-kind'
import {
  emptyCounts,
  idleProgress,
  type Progress,
  type Task,
  type TaskCounts,
  type TaskFace,
  withCrawlCounts,
} from '@shared/model/task'
import { canTransition, hasEnded, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { loadTasks, saveAtRest, saveState, type TaskSaving, taskOf, wipeLogins } from './save-task'

/** Counters reach the disk this often; after a kill they are counted again from the rows. */
const saveCountsEveryMs = 1000

/** The tasks on the list. */
export interface TaskList {
  get(id: TaskId): Task | null
  /** Fails with `invalid-input` for a task that is not on the list. */
  need(id: TaskId): Task
  /** Oldest first. */
  list(): readonly Task[]
}

/** What runs change of a task. */
interface TaskProgress {
  /** Adds to the counters. */
  addToCounts(id: TaskId, change: Partial<TaskCounts>): void
  setCounts(id: TaskId, counts: TaskCounts): void
  /** Saves the counters with everything that waits to be written: of a task at rest nothing else would. */
  saveCounts(id: TaskId): void
  setActivity(id: TaskId, activity: Omit<Progress, 'counts'>): void
}

/** The truth about tasks. Every change goes through it: it is checked, saved, then emitted, in one turn. */
export interface TaskLedger extends TaskList, TaskProgress {
  add(request: DownloadRequest, state: TaskState): Task
  /** Makes a transition of the table in `task-state.ts`; any other throws. */
  commit(id: TaskId, state: TaskState): void
  /** Titles and cover of the row. */
  setFace(id: TaskId, face: TaskFace): void
  /** Galleries that are found from now on are saved there. */
  setFolder(id: TaskId, folder: string): void
  /** How often the limits of its crawl apply in the present run. */
  setPortions(id: TaskId, portions: number): void
  /** Its followed pages are not limited any more. */
  liftLimit(id: TaskId): void
  /** Takes an ended task off the list. */
  remove(id: TaskId): void
  /** Brings a task that was taken off the list back to it; of one on the list nothing changes. */
  restore(id: TaskId): Task
}

/** Rows and listeners of the ledger. */
export interface LedgerPorts extends TaskSaving {
  /** Milliseconds that no change of the computer's clock touches. */
  readonly monotonic: () => number
  /** Called in the same turn as each change, after it was saved. */
  readonly emitDelta: (delta: Delta) => void
  /** Called after the delta of a state in which a task has ended. */
  readonly emitEvent: (event: TaskEvent) => void
}

/** Loads the list; a task that was queued or running when the program ended is paused with the cause `quit`. */
export function createTaskLedger(ports: LedgerPorts): TaskLedger {
  const { rows, flush, now } = ports
  const tasks = createTaskMirror(loadTasks(ports), ports.emitDelta)
  const { need, replace } = tasks
  const countsSavedAt = new Map<TaskId, number>()

  function saveRequest(id: TaskId, change: (request: DownloadRequest) => DownloadRequest): void {
    const task = need(id)
    const request = change(task.request)
    rows.saveRequest(id, request)
    flush()
    replace({ ...task, request })
  }

  return {
    get: tasks.get,
    need,
    list: tasks.list,
    ...createTaskProgress(tasks, countsSavedAt, ports),
    add(request, state) {
      const at = now()
      const id = rows.add(request, state, emptyCounts, at)
      flush()
      const face = { title: null, lastTitle: null, cover: null }
      const task: Task = { id, request, state, addedAt: at, ...face, progress: idleProgress }
      replace(task)
      return task
    },
    commit(id, state) {
      const task = need(id)
      checkTransition(task, state)
      const { counts } = task.progress
      const progress = state.kind === 'running' ? task.progress : { ...idleProgress, counts }
      replace({ ...saveState(ports, task, state), progress })
      if (hasEnded(state) && !hasEnded(task.state)) {
        ports.emitEvent({ kind: 'task-ended', taskId: id, state, counts })
      }
    },
    setFace: (id, face) => replace({ ...need(id), ...face }),
    setFolder: (id, folder) => saveRequest(id, (request) => ({ ...request, folder })),
    setPortions: (id, portions) => saveRequest(id, (request) => ({ ...request, portions })),
    liftLimit: (id) =>
      saveRequest(id, (request) => ({ ...request, options: { ...request.options, allPages: true } })),
    remove(id) {
      const task = need(id)
      if (!isEnded(task.state.kind)) {
        throw new FailureError(failure('invalid-input', `Task ${id} has not ended: cancel it first.`))
      }
      rows.remove(id, now())
      wipeLogins(rows, task)
      flush()
      countsSavedAt.delete(id)
      tasks.remove(id)
    },
    restore(id) {
      const known = tasks.get(id)
      if (known) return known
      const record = rows.restore(id)
      if (!record) throw new FailureError(failure('invalid-input', `There is no task ${id}.`))
      flush()
      const task = taskOf(rows, record)
      replace(task)
      return task
    },
  }
}

function checkTransition({ id, state }: Task, { kind }: TaskState): void {
  if (!canTransition(state.kind, kind)) throw new Error(`task ${id} cannot go from ${state.kind} to ${kind}`)
}

/** The list in memory: tasks are replaced as a whole, and every replacement is emitted. */
interface TaskMirror extends TaskList {
  replace(task: Task): void
  setProgress(task: Task, progress: Progress): void
  remove(id: TaskId): void
}

function createTaskMirror(loaded: readonly Task[], emitDelta: (delta: Delta) => void): TaskMirror {
  const tasks = new Map(loaded.map((task) => [task.id, task]))
  return {
    get: (id) => tasks.get(id) ?? null,
    need(id) {
      const task = tasks.get(id)
      if (!task) throw new FailureError(failure('invalid-input', `There is no task ${id}.`))
      return task
    },
    list: () => [...tasks.values()],
    replace(task) {
      tasks.set(task.id, task)
      emitDelta({ kind: 'changed', task })
    },
    setProgress(task, progress) {
      tasks.set(task.id, { ...task, progress })
      emitDelta({ kind: 'progress', id: task.id, progress })
    },
    remove(id) {
      tasks.delete(id)
      emitDelta({ kind: 'removed', id })
    },
  }
}

/** `savedAt`: when the counters of each task were saved last. */
function createTaskProgress(
  tasks: TaskMirror,
  savedAt: Map<TaskId, number>,
  ports: LedgerPorts,
): TaskProgress {
  const { rows, monotonic } = ports

  function setCounts(id: TaskId, given: TaskCounts): void {
    const task = tasks.need(id)
    // What was counted again from the rows knows nothing of the file of the crawl.
    const crawl = given.crawl ?? task.progress.counts.crawl
    const counts = crawl === undefined ? given : withCrawlCounts(given, crawl)
    tasks.setProgress(task, { ...task.progress, counts })
    const last = savedAt.get(id)
    if (last !== undefined && monotonic() - last < saveCountsEveryMs) return
    savedAt.set(id, monotonic())
    rows.progress.saveCounts(id, counts)
  }

  return {
    addToCounts: (id, change) => setCounts(id, addedCounts(tasks.need(id).progress.counts, change)),
    setCounts,
    saveCounts(id) {
      const task = tasks.need(id)
      rows.progress.saveCounts(id, task.progress.counts)
      const saved = saveAtRest(ports, task)
      if (saved.request !== task.request) tasks.replace(saved)
    },
    setActivity(id, activity) {
      const task = tasks.need(id)
      tasks.setProgress(task, { counts: task.progress.counts, ...activity })
    },
  }
}

function addedCounts(counts: TaskCounts, change: Partial<TaskCounts>): TaskCounts {
  const sum = (name: Exclude<keyof TaskCounts, 'pagesKnown' | 'shortfalls' | 'crawl'>) =>
    counts[name] + (change[name] ?? 0)
  const { pagesKnown } = change
  return {
    pagesKnown: pagesKnown === undefined ? counts.pagesKnown : (counts.pagesKnown ?? 0) + (pagesKnown ?? 0),
    pagesRead: sum('pagesRead'),
    pagesFailed: sum('pagesFailed'),
    galleries: sum('galleries'),
    galleriesDone: sum('galleriesDone'),
    found: sum('found'),
    saved: sum('saved'),
    skipped: sum('skipped'),
    failed: sum('failed'),
    bytes: sum('bytes'),
    ...addedShortfalls(counts.shortfalls, change.shortfalls),
  }
}

function addedShortfalls(
  counts: TaskCounts['shortfalls'] = {},
  change: TaskCounts['shortfalls'] = {},
): Pick<TaskCounts, 'shortfalls'> {
  const sums = shortfallKinds.flatMap((kind) => {
    const sum = (counts[kind] ?? 0) + (change[kind] ?? 0)
    return sum > 0 ? [[kind, sum] as const] : []
  })
  return sums.length === 0 ? {} : { shortfalls: Object.fromEntries(sums) }
}
