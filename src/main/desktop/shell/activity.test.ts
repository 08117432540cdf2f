import { emptyCounts, idleProgress, type Task, type TaskCounts } from '@shared/model/task'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { watchActivity } from './activity'

const running: TaskState = { kind: 'running', discovering: false }
const done: TaskState = { kind: 'done', at: 1 }
const paused: TaskState = { kind: 'paused', cause: { kind: 'person' } }
const cancelled: TaskState = { kind: 'cancelled', at: 1 }

function task(id: number, state: TaskState, counts: Partial<TaskCounts> = {}): Task {
  return {
    id: TaskId.parse(id),
    request: {
      address: 'http://example.org/',
      recipe: null,
      folder: '/pictures',
      options: {},
      startLater: false,
    },
    state,
    addedAt: 0,
    title: null,
    cover: null,
    progress: { ...idleProgress, counts: { ...emptyCounts, ...counts } },
  }
}

const half = { pagesKnown: 1, pagesRead: 1, found: 10, saved: 5 }
const changed = (one: Task) => ({ revision: 1, deltas: [{ kind: 'changed', task: one } as const] })

describe('watchActivity', () => {
  it('takes the mean of what the active tasks have done', () => {
    const watch = watchActivity([
      task(1, running, half),
      task(2, { kind: 'queued' }, { pagesKnown: 1 }),
      task(3, done, { ...half, saved: 10 }),
      task(4, paused, half),
    ])
    expect(watch.now()).toEqual({ active: [1, 2], paused: [4], share: 0.25 })
  })

  it('knows no share while nothing is known', () => {
    expect(watchActivity([task(1, running)]).now().share).toBeNull()
    expect(watchActivity([]).now()).toEqual({ active: [], paused: [], share: null })
  })

  it('follows progress, pause and removal', () => {
    const watch = watchActivity([task(1, running), task(2, running)])
    const { progress } = task(1, running, half)
    watch.apply({
      revision: 1,
      deltas: [
        { kind: 'progress', id: TaskId.parse(1), progress },
        { kind: 'changed', task: task(2, paused) },
      ],
    })
    expect(watch.now()).toEqual({ active: [1], paused: [2], share: 0.5 })
    watch.apply({
      revision: 2,
      deltas: [
        { kind: 'removed', id: TaskId.parse(1) },
        { kind: 'removed', id: TaskId.parse(2) },
      ],
    })
    expect(watch.now()).toEqual({ active: [], paused: [], share: null })
  })

  it('tells a task that came to its end once, also one that it never saw running', () => {
    const watch = watchActivity([task(1, running)])
    expect(watch.apply(changed(task(1, done)))).toEqual([task(1, done)])
    expect(watch.apply(changed(task(1, done, { failed: 1 })))).toEqual([])
    expect(watch.apply(changed(task(2, done)))).toEqual([task(2, done)])
  })

  it('tells nothing of ended tasks that were found on the disk or brought back to the list', () => {
    const watch = watchActivity([task(1, running), task(5, done)])
    const found = task(6, done)
    expect(watch.apply(changed({ ...found, request: { ...found.request, adopted: true } }))).toEqual([])
    expect(watch.apply(changed(task(3, done)))).toEqual([])
  })

  it('tells of a found task that fetched what was missing', () => {
    const watch = watchActivity([])
    const found = (state: TaskState) => {
      const one = task(6, state)
      return { ...one, request: { ...one.request, adopted: true as const } }
    }
    watch.apply(changed(found(running)))
    expect(watch.apply(changed(found(done)))).toEqual([found(done)])
  })

  it('tells nothing of tasks that had ended before or that the person cancelled', () => {
    const watch = watchActivity([task(1, done), task(2, running)])
    expect(watch.apply(changed(task(1, done)))).toEqual([])
    expect(watch.apply(changed(task(2, cancelled)))).toEqual([])
  })
})
