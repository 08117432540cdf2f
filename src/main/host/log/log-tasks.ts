import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import type { Failure } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Engine } from '../../engine/api'
import type { Log } from '../../engine/ports/ports'

/** Failures of a task are told apart by so many kinds and hosts; further ones count as `others`. */
const mostCauses = 200

/** What a log needs to know of an engine. */
export type Logged = Pick<Engine, 'snapshot' | 'onDelta' | 'onEvent'>

/** What has failed in one run of a task: counts by kind and host. */
type Causes = Map<string, number>

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

/**
 * Writes what an engine's tasks do into the log: each start and end with its counts, each pause with its cause, each
 * cause of failures when it is first met and when its count reaches ten, a hundred, …; retries at level `debug`.
 *
 * Returns the function that ends it.
 */
export function logTasks(engine: Logged, log: Log): () => void {
  const { tasks, settings: first } = engine.snapshot()
  const states = new Map<TaskId, TaskState['kind']>(tasks.map(({ id, state }) => [id, state.kind]))
  const failures = new Map<TaskId, Causes>()
  let settings: Settings = first

  function onTask(task: Task): void {
    const { id, state, progress, request } = task
    const before = states.get(id)
    states.set(id, state.kind)
    if (before === undefined) log('info', 'task added', { task: id, address: request.address })
    if (before === state.kind) return
    const causes = failures.get(id)
    if (state.kind !== 'running' && state.kind !== 'queued') failures.delete(id)
    log(levelOf(state), `task ${state.kind}`, {
      task: id,
      ...detailsOf(state),
      ...(state.kind === 'queued' ? {} : progress.counts),
      ...(causes ? { failures: Object.fromEntries(causes) } : {}),
    })
  }

  function onDelta(delta: Delta): void {
    if (delta.kind === 'changed') onTask(delta.task)
    else if (delta.kind === 'removed') {
      states.delete(delta.id)
      log('info', 'task removed', { task: delta.id })
    } else if (delta.kind === 'settings') {
      const before = settings
      settings = delta.settings
      const changed = Object.entries(settings).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Settings]),
      )
      if (changed.length > 0) log('info', 'settings changed', Object.fromEntries(changed))
    }
  }

  function onFailure({ taskId, url, failure, imageId }: TaskEvent & { readonly kind: 'failed' }): void {
    const causes = failures.get(taskId) ?? new Map<string, number>()
    failures.set(taskId, causes)
    const host = hostOf(url)
    const cause = causeOf(causes, failure, host)
    const count = (causes.get(cause) ?? 0) + 1
    causes.set(cause, count)
    // 1, 10, 100, …: 100,000 failures of one cause are six lines.
    if (!/^10*$/.test(String(count))) return
    const what = imageId === null ? 'a page failed' : 'an image failed'
    log('warn', what, { task: taskId, kind: failure.kind, host, count, url, failure })
  }

  function onEvent(event: TaskEvent): void {
    if (event.kind === 'failed') onFailure(event)
    else if (event.kind === 'gallery') {
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

  const ends = [engine.onDelta(onDelta), engine.onEvent(onEvent)]
  return () => {
    for (const end of ends) end()
  }
}
