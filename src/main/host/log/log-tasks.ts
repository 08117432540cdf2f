import type { TaskEvent } from '@shared/contract/task-event'
import type { Failure } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import { isEnded, type TaskState, type TaskStateKind } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'

/** Failures of a task are counted by so many kinds and hosts; further ones count as `others`. */
const mostCauses = 200

/** The engine as far as the log reads it. */
export type Logged = Pick<Engine, 'snapshot' | 'onDelta' | 'onEvent'>

/** What has failed in one run of a task: counts by kind and host. */
type Causes = Map<string, number>

/**
 * Writes what an engine's tasks do into the log: each start and end with its counts, each pause with its cause, each
 * cause of failures when it first occurs and when its count reaches ten, a hundred, …; retries at level `debug`.
 *
 * Returns the function that ends it.
 */
export function logTasks(engine: Logged, log: Log): () => void {
  const { tasks, settings } = engine.snapshot()
  const failures = createFailureCounts(log)
  const logTask = createStateLog(tasks, failures, log)
  const logSettings = createSettingsLog(settings, log)
  const removers = [
    engine.onDelta((delta) => {
      if (delta.kind === 'changed') logTask.changed(delta.task)
      else if (delta.kind === 'removed') logTask.removed(delta.id)
      else if (delta.kind === 'settings') logSettings(delta.settings)
    }),
    engine.onEvent((event) => {
      if (event.kind === 'failed') failures.add(event)
      else if (event.kind === 'task-ended') logTask.ended(event)
      else logEvent(event, log)
    }),
  ]
  return () => {
    for (const removeListener of removers) removeListener()
  }
}

/** Counts the failures of each run of a task, and logs an excerpt of them. */
function createFailureCounts(log: Log) {
  const tasks = new Map<TaskId, Causes>()
  return {
    add({ taskId, url, failure, imageId }: EventOf<'failed'>): void {
      const causes = tasks.get(taskId) ?? new Map<string, number>()
      tasks.set(taskId, causes)
      const host = hostOf(url)
      const cause = causeOf(causes, failure, host)
      const count = (causes.get(cause) ?? 0) + 1
      causes.set(cause, count)
      // 1, 10, 100, …: 100,000 failures of one cause are six lines.
      if (!/^10*$/.test(String(count))) return
      const what = imageId === null ? 'a page failed' : 'an image failed'
      log('warn', what, { task: taskId, kind: failure.kind, host, count, url, failure })
    },
    /** Ends a run: its counts, as a detail of the log. */
    take(id: TaskId): Record<string, unknown> {
      const causes = tasks.get(id)
      tasks.delete(id)
      return causes ? { failures: Object.fromEntries(causes) } : {}
    },
  }
}

/** Logs each state of a task once; the state in which it ends comes as an event. */
function createStateLog(
  tasks: readonly Task[],
  failures: { take(id: TaskId): Record<string, unknown> },
  log: Log,
) {
  const states = new Map<TaskId, TaskStateKind>(tasks.map(({ id, state }) => [id, state.kind]))
  return {
    changed({ id, state, progress, request }: Task): void {
      const before = states.get(id)
      states.set(id, state.kind)
      if (before === undefined) log('info', 'task added', { task: id, address: request.address })
      if (before === state.kind || (isEnded(state.kind) && !isEnded(before ?? 'queued'))) return
      const counts = state.kind === 'queued' ? {} : progress.counts
      const failed = state.kind === 'paused' ? failures.take(id) : {}
      log(levelOf(state), `task ${state.kind}`, { task: id, ...detailsOf(state), ...counts, ...failed })
    },
    ended({ taskId, state, counts }: EventOf<'task-ended'>): void {
      const failed = failures.take(taskId)
      log(levelOf(state), `task ${state.kind}`, { task: taskId, ...detailsOf(state), ...counts, ...failed })
    },
    removed(id: TaskId): void {
      states.delete(id)
      log('info', 'task removed', { task: id })
    },
  }
}

/** Logs the settings that changed, each with its new value. */
function createSettingsLog(first: Settings, log: Log): (settings: Settings) => void {
  let before = first
  return (settings) => {
    const changed = Object.entries(settings).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Settings]),
    )
    before = settings
    if (changed.length > 0) log('info', 'settings changed', Object.fromEntries(changed))
  }
}

type EventOf<K extends TaskEvent['kind']> = Extract<TaskEvent, { readonly kind: K }>

function logEvent(event: TaskEvent, log: Log): void {
  if (event.kind === 'gallery') {
    log('debug', 'gallery found', { task: event.taskId, title: event.title, folder: event.folder })
  } else if (event.kind === 'retrying') {
    const { taskId, url, failure, attempt, waitMs } = event
    const host = hostOf(url)
    log('debug', 'trying again', { task: taskId, kind: failure.kind, host, url, failure, attempt, waitMs })
  } else if (event.kind === 'waiting') {
    const { taskId, host, until } = event
    log('debug', 'waiting for a site', { task: taskId, host, until: new Date(until).toISOString() })
  }
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

function causeOf(counts: Causes, failure: Failure, host: string): string {
  const status = 'status' in failure ? ` ${failure.status}` : ''
  const cause = `${failure.kind}${status} ${host}`.trim()
  return counts.has(cause) || counts.size < mostCauses ? cause : 'others'
}

function levelOf(state: TaskState): 'info' | 'warn' {
  const isLocal = state.kind === 'paused' && state.cause.kind === 'local'
  return state.kind === 'failed' || isLocal ? 'warn' : 'info'
}

function detailsOf(state: TaskState): Record<string, unknown> {
  if (state.kind === 'paused') {
    const { cause } = state
    return { cause: cause.kind, ...(cause.kind === 'local' ? { failure: cause.failure } : {}) }
  }
  return state.kind === 'failed' ? { failure: state.failure } : {}
}
