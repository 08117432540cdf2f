import type { Batch, Delta } from '@shared/contract/deltas'
import type { TaskId } from '@shared/model/units'

/** Time between two batches: fast enough to look alive, slow enough to cost nothing. */
const batchIntervalMs = 100

/** `setTimeout` of the process, or a test's own. Returns the function that cancels the call. */
export type Later = (run: () => void, ms: number) => () => void

/** A timer of the process. */
export const later: Later = (run, ms) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Collects deltas and sends them in batches; one for each listener that counts revisions. */
export interface DeltaBatcher {
  push(delta: Delta): void
  /**
   * Sends what waits and returns the revision that everything sent so far amounts to.
   *
   * A snapshot that is taken in the same turn has this revision: batches with a greater one are news to the listener.
   */
  flush(): number
  /** Drops what waits; nothing is sent any more. */
  close(): void
}

/**
 * Makes a batcher of batches to `send`, at most one each 100 ms and none while nothing changes.
 *
 * What waits is bounded by the number of tasks: a task has one entry, its newest state with its newest progress, in the
 * place of its first one; a removal takes its place. Of settings, library, update, each job and the watched task the last one wins.
 * Applying the batches in order ends in the same state as applying every delta.
 */
export function batchDeltas(send: (batch: Batch) => void, after: Later = later): DeltaBatcher {
  let revision = 0
  let cancel: (() => void) | null = null
  let closed = false
  const waiting = new Map<string, Delta>()

  function flush(): number {
    cancel?.()
    cancel = null
    if (waiting.size === 0) return revision
    revision += 1
    const deltas = [...waiting.values()]
    waiting.clear()
    send({ revision, deltas })
    return revision
  }

  return {
    push(delta) {
      if (closed) return
      merge(waiting, delta)
      cancel ??= after(() => {
        cancel = null
        flush()
      }, batchIntervalMs)
    },
    flush,
    close() {
      closed = true
      cancel?.()
      cancel = null
      waiting.clear()
    },
  }
}

const taskKey = (id: TaskId) => `task ${id}`

/** Adds a delta to those that wait, replacing what it makes superfluous. */
function merge(waiting: Map<string, Delta>, delta: Delta): void {
  switch (delta.kind) {
    case 'changed': {
      const key = taskKey(delta.task.id)
      // Progress of a task that the listener does not know is ignored there: the row begins here, not at its place.
      if (waiting.get(key)?.kind === 'progress') waiting.delete(key)
      waiting.set(key, delta)
      return
    }
    case 'progress': {
      const key = taskKey(delta.id)
      const before = waiting.get(key)
      if (before?.kind === 'changed') {
        waiting.set(key, { kind: 'changed', task: { ...before.task, progress: delta.progress } })
      } else waiting.set(key, delta)
      return
    }
    case 'removed':
      waiting.delete(taskKey(delta.id))
      waiting.set(`removed ${delta.id}`, delta)
      return
    case 'settings':
    case 'watched':
    case 'library':
    case 'update':
      waiting.set(delta.kind, delta)
      return
    case 'job':
      waiting.set(`job ${delta.jobKind}`, delta)
  }
}
