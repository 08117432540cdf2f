import type { Batch, Delta } from '@shared/contract/deltas'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { RemoteEngine } from '../../host/control/control-client'
import type { Session } from './session'

/** Uses the engine of the process that holds the folder, and keeps a mirror of its tasks. */
export async function openRemoteSession(remote: RemoteEngine): Promise<Session> {
  const gone = new AbortController()
  remote.onGone(() => gone.abort())
  const mirror = await openMirror(remote)
  return {
    owner: { kind: remote.owner, pid: remote.pid },
    gone: gone.signal,
    invoke: remote.invoke,
    rebuilt: () => Promise.resolve(null),
    settings: mirror.settings,
    tasks: {
      all: mirror.all,
      get: mirror.get,
      onChange: mirror.onChange,
      async refresh() {
        // Everything that waits is sent before the answer, on the same connection.
        await remote.invoke('snapshot', undefined)
      },
    },
    onEvent: (listener) => remote.onEvent(listener),
    async close() {
      remote.close()
    },
  }
}

/** The tasks and settings of the other process, as its deltas change them. Batches that come early are applied later. */
async function openMirror(remote: RemoteEngine) {
  const tasks = new Map<TaskId, Task>()
  const listeners = new Set<(id: TaskId) => void>()
  let early: Batch[] | null = []
  let settings: Settings

  function apply(delta: Delta): void {
    if (delta.kind === 'changed') tasks.set(delta.task.id, delta.task)
    else if (delta.kind === 'removed') tasks.delete(delta.id)
    else if (delta.kind === 'settings') settings = delta.settings
    else if (delta.kind === 'progress') {
      const task = tasks.get(delta.id)
      if (task) tasks.set(delta.id, { ...task, progress: delta.progress })
    }
  }

  function take(batch: Batch): void {
    for (const delta of batch.deltas) {
      apply(delta)
      const id = delta.kind === 'changed' ? delta.task.id : delta.kind === 'removed' ? delta.id : null
      if (id !== null) for (const listener of listeners) listener(id)
    }
  }

  remote.onBatch((batch) => {
    if (early) early.push(batch)
    else take(batch)
  })
  const snapshot = await remote.invoke('snapshot', undefined)
  for (const task of snapshot.tasks) tasks.set(task.id, task)
  settings = snapshot.settings
  const missed = early.filter((batch) => batch.revision > snapshot.revision)
  early = null
  for (const batch of missed) take(batch)

  return {
    settings: () => settings,
    all: () => [...tasks.values()],
    get: (id: TaskId) => tasks.get(id) ?? null,
    onChange(listener: (id: TaskId) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
