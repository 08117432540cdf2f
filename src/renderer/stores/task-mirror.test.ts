import type { Delta } from '@shared/contract/deltas'
import { idleProgress } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../test/sample-task'
import { applyDeltas, emptyMirror, matchesFilter, type TaskMirror, taskFilters } from './task-mirror'

const states: readonly TaskState[] = [
  { kind: 'queued' },
  { kind: 'running', discovering: true },
  { kind: 'paused', cause: { kind: 'person' } },
  { kind: 'paused', cause: { kind: 'local', failure: { kind: 'disk-full', detail: '' } } },
  { kind: 'done', at: 1 },
  { kind: 'failed', at: 1, failure: { kind: 'refused', detail: '' } },
  { kind: 'cancelled', at: 1 },
]

const id = fc.integer({ min: 1, max: 6 })
const delta: fc.Arbitrary<Delta> = fc.oneof(
  fc
    .record({
      id,
      state: fc.constantFrom(...states),
      failed: fc.nat(2),
      title: fc.constantFrom(null, 'A', 'B'),
    })
    .map(({ id, state, failed, title }): Delta => {
      return { kind: 'changed', task: sampleTask({ id, state, title, counts: { failed } }) }
    }),
  fc.record({ id, saved: fc.nat(9), failed: fc.nat(2) }).map(({ id, saved, failed }): Delta => {
    const { progress } = sampleTask({ counts: { saved, failed } })
    return { kind: 'progress', id: TaskId.parse(id), progress }
  }),
  id.map((id): Delta => ({ kind: 'removed', id: TaskId.parse(id) })),
)
const deltas = fc.array(delta, { maxLength: 40 })

function mirrorOf(...batches: readonly (readonly Delta[])[]): TaskMirror {
  const mirror = emptyMirror()
  for (const batch of batches) applyDeltas(mirror, batch)
  return mirror
}

function tasksOf({ byId }: TaskMirror): unknown {
  return [...byId].sort(([a], [b]) => a - b)
}

/** As the sender coalesces: of the progress of one task only the last of a run without a change stays. */
function coalesced(all: readonly Delta[]): readonly Delta[] {
  return all.filter((delta, at) => {
    if (delta.kind !== 'progress') return true
    const next = all.slice(at + 1).find((other) => 'id' in other && other.id === delta.id)
    const changed = all.slice(at + 1).find((other) => other.kind === 'changed' && other.task.id === delta.id)
    const nextAt = next === undefined ? Infinity : all.indexOf(next)
    const changedAt = changed === undefined ? Infinity : all.indexOf(changed)
    return !(next?.kind === 'progress' && nextAt < changedAt)
  })
}

describe('the mirror of the tasks', () => {
  it('is the same however the deltas are cut into batches', () => {
    fc.assert(
      fc.property(deltas, fc.nat(40), (all, cut) => {
        expect(tasksOf(mirrorOf(all.slice(0, cut), all.slice(cut)))).toEqual(tasksOf(mirrorOf(all)))
      }),
    )
  })

  it('is the same when only the last progress of a run is sent', () => {
    fc.assert(
      fc.property(deltas, (all) => {
        expect(tasksOf(mirrorOf(coalesced(all)))).toEqual(tasksOf(mirrorOf(all)))
      }),
    )
  })

  it('does not change when its last deltas come twice', () => {
    fc.assert(
      fc.property(deltas, delta, (all, last) => {
        expect(tasksOf(mirrorOf([...all, last, last]))).toEqual(tasksOf(mirrorOf([...all, last])))
      }),
    )
  })

  it('counts the tasks of every filter', () => {
    fc.assert(
      fc.property(deltas, (all) => {
        const { byId, counts } = mirrorOf(all)
        for (const filter of taskFilters) {
          expect(counts[filter]).toBe([...byId.values()].filter((task) => matchesFilter(task, filter)).length)
        }
      }),
    )
  })

  it('keeps the objects of tasks that did not change, so that their rows do not render', () => {
    const mirror = mirrorOf([
      { kind: 'changed', task: sampleTask({ id: 1 }) },
      { kind: 'changed', task: sampleTask({ id: 2 }) },
    ])
    const other = mirror.byId.get(TaskId.parse(2))
    applyDeltas(mirror, [
      { kind: 'progress', id: TaskId.parse(1), progress: { ...idleProgress, bytesPerSecond: 5 } },
    ])
    expect(mirror.byId.get(TaskId.parse(2))).toBe(other)
    expect(mirror.byId.get(TaskId.parse(1))?.progress.bytesPerSecond).toBe(5)
  })

  it('needs no new order because of progress alone', () => {
    const mirror = mirrorOf([{ kind: 'changed', task: sampleTask({ id: 1 }) }])
    const { nameChanges, stateChanges } = mirror
    applyDeltas(mirror, [
      { kind: 'progress', id: TaskId.parse(1), progress: { ...idleProgress, bytesPerSecond: 5 } },
    ])
    expect([mirror.nameChanges, mirror.stateChanges]).toEqual([nameChanges, stateChanges])
  })

  it('needs no new order when a task is sent again under the same name', () => {
    const mirror = mirrorOf([{ kind: 'changed', task: sampleTask({ id: 1, title: 'A' }) }])
    const { nameChanges } = mirror
    const request = mirror.byId.get(TaskId.parse(1))?.request
    const again = sampleTask({ id: 1, title: 'A', state: { kind: 'done', at: 1 } })
    applyDeltas(mirror, [{ kind: 'changed', task: structuredClone(again) }])
    expect(mirror.nameChanges).toBe(nameChanges)
    expect(mirror.byId.get(TaskId.parse(1))?.request).toBe(request)
    const elsewhere = sampleTask({ id: 1, title: 'A', address: 'https://example.org/b' })
    applyDeltas(mirror, [{ kind: 'changed', task: elsewhere }])
    expect(mirror.nameChanges).toBeGreaterThan(nameChanges)
  })

  it('needs a new filter when progress brings the first problem', () => {
    const mirror = mirrorOf([{ kind: 'changed', task: sampleTask({ id: 1 }) }])
    const before = mirror.stateChanges
    const { progress } = sampleTask({ counts: { failed: 1 } })
    applyDeltas(mirror, [{ kind: 'progress', id: TaskId.parse(1), progress }])
    expect(mirror.stateChanges).toBeGreaterThan(before)
    expect(mirror.counts.problems).toBe(1)
  })

  it('ignores progress of a task that was removed', () => {
    const mirror = mirrorOf([
      { kind: 'changed', task: sampleTask({ id: 1 }) },
      { kind: 'removed', id: TaskId.parse(1) },
      { kind: 'progress', id: TaskId.parse(1), progress: idleProgress },
    ])
    expect(mirror.byId.size).toBe(0)
  })
})
