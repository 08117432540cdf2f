import { failure } from '@shared/model/failure'
import { type Task, type TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { createTaskActivity } from './task-activity'

const running: TaskState = { kind: 'running', discovering: false }
const done: TaskState = { kind: 'done', at: 1 }
const paused: TaskState = { kind: 'paused', cause: { kind: 'person' } }

function task(id: number, state: TaskState, counts: Partial<TaskCounts> = {}): Task {
  return sampleTask({ id, state, counts })
}

const half = { pagesKnown: 1, pagesRead: 1, found: 10, saved: 5 }

describe('the activity of tasks', () => {
  it('takes the mean of what the active tasks have done', () => {
    const activity = createTaskActivity([
      task(1, running, half),
      task(2, { kind: 'queued' }, { pagesKnown: 1 }),
      task(3, done, { ...half, saved: 10 }),
      task(4, paused, half),
    ])
    expect(activity.now()).toEqual({ active: [1, 2], paused: [4], share: 0.25, incomplete: 0 })
  })

  it('counts what has ended without everything that was asked for', () => {
    const lacks = { ...half, shortfalls: { limited: 1 } }
    const activity = createTaskActivity([task(1, done, lacks), task(2, done, half), task(3, running, lacks)])
    expect(activity.now().incomplete).toBe(1)
    activity.apply({ revision: 1, deltas: [{ kind: 'changed', task: task(3, done, lacks) }] })
    expect(activity.now().incomplete).toBe(2)
    activity.apply({
      revision: 2,
      deltas: [
        { kind: 'removed', id: TaskId.parse(1) },
        { kind: 'changed', task: task(3, running, half) },
      ],
    })
    expect(activity.now().incomplete).toBe(0)
  })

  it('knows no share while nothing is known', () => {
    expect(createTaskActivity([task(1, running)]).now().share).toBeNull()
    expect(createTaskActivity([]).now()).toEqual({ active: [], paused: [], share: null, incomplete: 0 })
  })

  it('follows progress, pause and removal', () => {
    const activity = createTaskActivity([task(1, running), task(2, running)])
    const { progress } = task(1, running, half)
    activity.apply({
      revision: 1,
      deltas: [
        { kind: 'progress', id: TaskId.parse(1), progress },
        { kind: 'changed', task: task(2, paused) },
      ],
    })
    expect(activity.now()).toEqual({ active: [1], paused: [2], share: 0.5, incomplete: 0 })
    activity.apply({
      revision: 2,
      deltas: [
        { kind: 'removed', id: TaskId.parse(1) },
        { kind: 'removed', id: TaskId.parse(2) },
      ],
    })
    expect(activity.now()).toEqual({ active: [], paused: [], share: null, incomplete: 0 })
  })

  it('returns one running task that a problem on this machine has paused', () => {
    const full: TaskState = {
      kind: 'paused',
      cause: { kind: 'local', failure: failure('disk-full', 'ENOSPC') },
    }
    const activity = createTaskActivity([task(1, running), task(2, running), task(3, paused)])
    const deltas = [3, 1, 2].map((id) => ({ kind: 'changed', task: task(id, full) }) as const)
    expect(activity.apply({ revision: 1, deltas })).toEqual(task(1, full))
    expect(activity.apply({ revision: 2, deltas })).toBeNull()
  })

  it('returns no task that the user paused or that ended', () => {
    const activity = createTaskActivity([task(1, running), task(2, running)])
    const deltas = [task(1, paused), task(2, done)].map((one) => ({ kind: 'changed', task: one }) as const)
    expect(activity.apply({ revision: 1, deltas })).toBeNull()
    expect(activity.now()).toEqual({ active: [], paused: [1], share: null, incomplete: 0 })
  })
})
