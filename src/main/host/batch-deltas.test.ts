import type { Batch, Delta } from '@shared/contract/deltas'
import { defaultSettings, type Settings } from '@shared/model/settings'
import { emptyCounts, idleProgress, type Progress, type Task } from '@shared/model/task'
import { TaskId } from '@shared/model/units'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { batchDeltas } from './batch-deltas'

function progressOf(bytes: number): Progress {
  return { ...idleProgress, counts: { ...emptyCounts, bytes }, bytesPerSecond: bytes }
}

function taskOf(id: number, title: string, bytes: number): Task {
  return sampleTask({ id, title, counts: { bytes }, progress: { bytesPerSecond: bytes } })
}

/** What a listener knows; the rules by which a window takes deltas in. */
interface Mirror {
  readonly tasks: Map<TaskId, Task>
  settings: Settings | null
  watched: unknown
  library: number
}

function applyAll(deltas: readonly Delta[], known: readonly Task[]): Mirror {
  const mirror: Mirror = {
    tasks: new Map(known.map((task) => [task.id, task])),
    settings: null,
    watched: null,
    library: 0,
  }
  for (const delta of deltas) {
    if (delta.kind === 'changed') mirror.tasks.set(delta.task.id, delta.task)
    else if (delta.kind === 'removed') mirror.tasks.delete(delta.id)
    else if (delta.kind === 'settings') mirror.settings = delta.settings
    else if (delta.kind === 'watched') mirror.watched = delta
    else if (delta.kind === 'library') mirror.library = delta.rows
    else if (delta.kind === 'progress') {
      const task = mirror.tasks.get(delta.id)
      if (task !== undefined) mirror.tasks.set(delta.id, { ...task, progress: delta.progress })
    }
  }
  return mirror
}

/** A batcher whose timer a test rings. */
function withBell() {
  const batches: Batch[] = []
  let due: (() => void) | null = null
  let delayMs = 0
  const batcher = batchDeltas(
    (batch) => batches.push(batch),
    (run, ms) => {
      due = run
      delayMs = ms
      return () => {
        due = null
      }
    },
  )
  return {
    batcher,
    batches,
    ring() {
      const run = due
      due = null
      run?.()
    },
    isWaiting: () => due !== null,
    delayMs: () => delayMs,
  }
}

const id = fc.integer({ min: 1, max: 4 })
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc.tuple(id, fc.string({ maxLength: 3 }), fc.nat(99)).map(
    ([n, title, bytes]): Delta => ({
      kind: 'changed',
      task: taskOf(n, title, bytes),
    }),
  ),
  fc.tuple(id, fc.nat(99)).map(
    ([n, bytes]): Delta => ({
      kind: 'progress',
      id: TaskId.parse(n),
      progress: progressOf(bytes),
    }),
  ),
  id.map((n): Delta => ({ kind: 'removed', id: TaskId.parse(n) })),
  fc.integer({ min: 1, max: 10 }).map(
    (tasksAtOnce): Delta => ({
      kind: 'settings',
      settings: { ...defaultSettings, tasksAtOnce },
    }),
  ),
  fc
    .tuple(id, fc.nat(99))
    .map(([n, rows]): Delta => ({ kind: 'watched', id: TaskId.parse(n), active: [], rows })),
  fc.nat(99).map((rows): Delta => ({ kind: 'library', rows })),
)

describe('batchDeltas', () => {
  it('ends, batch by batch, where every single delta would have ended, in the same order of rows', () => {
    const known = [taskOf(1, 'known', 0), taskOf(2, 'known', 0)]
    fc.assert(
      fc.property(fc.array(fc.option(delta, { freq: 5 }), { maxLength: 60 }), (steps) => {
        const { batcher, batches, ring } = withBell()
        const all: Delta[] = []
        for (const step of steps) {
          if (step === null) ring()
          else {
            all.push(step)
            batcher.push(step)
          }
        }
        batcher.flush()
        const sent = applyAll(
          batches.flatMap((batch) => batch.deltas),
          known,
        )
        const applied = applyAll(all, known)
        expect([...sent.tasks]).toEqual([...applied.tasks])
        expect({ ...sent, tasks: null }).toEqual({ ...applied, tasks: null })
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps at most one entry of each kind for a task and none twice', () => {
    fc.assert(
      fc.property(fc.array(delta, { maxLength: 200 }), (deltas) => {
        const { batcher, batches } = withBell()
        for (const one of deltas) batcher.push(one)
        batcher.flush()
        const keys = (batches[0]?.deltas ?? []).map((one) => {
          if (one.kind === 'changed') return `changed ${one.task.id}`
          return one.kind === 'progress' || one.kind === 'removed' ? `${one.kind} ${one.id}` : one.kind
        })
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  it('sends one batch 100 ms after the first delta and leaves no timer behind', () => {
    const { batcher, batches, ring, isWaiting, delayMs } = withBell()
    expect(isWaiting()).toBe(false)
    batcher.push({ kind: 'library', rows: 1 })
    batcher.push({ kind: 'library', rows: 2 })
    expect(delayMs()).toBe(100)
    expect(batches).toEqual([])
    ring()
    expect(batches).toEqual([{ revision: 1, deltas: [{ kind: 'library', rows: 2 }] }])
    expect(isWaiting()).toBe(false)
  })

  it('holds one entry for a task however often it moves', () => {
    const { batcher, batches } = withBell()
    batcher.push({ kind: 'changed', task: taskOf(1, 'a', 0) })
    for (let bytes = 1; bytes <= 1000; bytes += 1) {
      batcher.push({ kind: 'progress', id: TaskId.parse(1), progress: progressOf(bytes) })
    }
    batcher.flush()
    expect(batches[0]?.deltas).toEqual([{ kind: 'changed', task: taskOf(1, 'a', 1000) }])
  })

  it('gives a snapshot the revision of what was sent before it', () => {
    const { batcher, batches, isWaiting } = withBell()
    expect(batcher.flush()).toBe(0)
    batcher.push({ kind: 'library', rows: 1 })
    expect(batcher.flush()).toBe(1)
    expect(isWaiting()).toBe(false)
    expect(batcher.flush()).toBe(1)
    batcher.push({ kind: 'library', rows: 2 })
    expect(batcher.flush()).toBe(2)
    expect(batches.map((batch) => batch.revision)).toEqual([1, 2])
  })

  it('sends nothing after it was closed', () => {
    const { batcher, batches, ring, isWaiting } = withBell()
    batcher.push({ kind: 'library', rows: 1 })
    batcher.close()
    expect(isWaiting()).toBe(false)
    batcher.push({ kind: 'library', rows: 2 })
    ring()
    batcher.flush()
    expect(batches).toEqual([])
  })
})
