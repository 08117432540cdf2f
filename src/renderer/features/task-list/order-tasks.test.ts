import type { Task } from '@shared/model/task'
import { TaskId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { applyDeltas, emptyMirror, type TaskMirror } from '../../stores/task-mirror'
import { rememberVisible, type TaskQuery } from './order-tasks'

const query: TaskQuery = {
  filter: 'all',
  text: '',
  order: 'added',
  descending: true,
  locale: 'en',
  nameOf: (task) => task.title ?? '',
}

function mirrorOf(...tasks: readonly Task[]): TaskMirror {
  const mirror = emptyMirror()
  applyDeltas(
    mirror,
    tasks.map((task) => ({ kind: 'changed', task })),
  )
  return mirror
}

const mirror = () =>
  mirrorOf(
    sampleTask({ id: 1, title: 'Page 10', state: { kind: 'done', at: 1 } }),
    sampleTask({ id: 2, title: 'page 9', address: 'https://other.example/9' }),
    sampleTask({
      id: 3,
      title: 'Älpler',
      state: { kind: 'running', discovering: false },
      counts: { failed: 1 },
    }),
    sampleTask({
      id: 4,
      title: '雨后的街道',
      state: { kind: 'failed', at: 1, failure: { kind: 'refused', detail: '' } },
    }),
  )

describe('the rows', () => {
  it.each<[string, Partial<TaskQuery>, readonly number[]]>([
    ['stand newest first', {}, [4, 3, 2, 1]],
    ['or oldest first', { descending: false }, [1, 2, 3, 4]],
    [
      'or by name, numbers by size and without regard to case',
      { order: 'name', descending: false },
      [3, 2, 1, 4],
    ],
    ['or by state, what runs first', { order: 'state', descending: false }, [3, 2, 4, 1]],
    ['are those of a filter', { filter: 'problems' }, [4, 3]],
    ['hold every word of the filter somewhere', { text: ' PAGE  other ' }, [2]],
    ['are none when nothing fits', { text: 'nowhere' }, []],
  ])('%s', (_title, part, ids) => {
    expect(rememberVisible()(mirror(), { ...query, ...part })).toEqual(ids)
  })

  it('are the same array while only bytes flow', () => {
    const visible = rememberVisible()
    const tasks = mirror()
    const before = visible(tasks, query)
    const { progress } = sampleTask({ progress: { bytesPerSecond: 7 } })
    applyDeltas(tasks, [{ kind: 'progress', id: TaskId.parse(2), progress }])
    expect(visible(tasks, query)).toBe(before)
  })

  it('change when a task no longer matches the filter', () => {
    const visible = rememberVisible()
    const tasks = mirror()
    const active: TaskQuery = { ...query, filter: 'unfinished' }
    expect(visible(tasks, active)).toEqual([3, 2])
    applyDeltas(tasks, [{ kind: 'changed', task: sampleTask({ id: 2, state: { kind: 'done', at: 2 } }) }])
    expect(visible(tasks, active)).toEqual([3])
  })
})
