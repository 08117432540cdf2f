import { type TaskCounts } from '@shared/model/task'
import { type TaskState } from '@shared/model/task-state'
import { describe, expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import { actionsOf, actionsOfAll, type TaskAction } from './act-on-tasks'
import { type StatusName, taskStatus } from './task-status'

const failure = { kind: 'disk-full', detail: '' } as const
const some: Partial<TaskCounts> = { found: 9, saved: 3, galleries: 1 }
const bad: Partial<TaskCounts> = { ...some, failed: 2 }

const table: readonly [string, TaskState, Partial<TaskCounts>, StatusName, readonly TaskAction[]][] = [
  ['queued', { kind: 'queued' }, {}, 'queued', ['pause', 'cancel']],
  ['reading its first page', { kind: 'running', discovering: true }, {}, 'reading', ['pause', 'cancel']],
  [
    'running',
    { kind: 'running', discovering: true },
    some,
    'downloading',
    ['pause', 'view', 'open-folder', 'cancel'],
  ],
  [
    'running with problems',
    { kind: 'running', discovering: false },
    bad,
    'downloading',
    ['pause', 'retry-problems', 'view', 'open-folder', 'cancel'],
  ],
  [
    'paused by the user',
    { kind: 'paused', cause: { kind: 'person' } },
    some,
    'paused',
    ['resume', 'view', 'open-folder', 'cancel'],
  ],
  [
    'paused by the end of the program',
    { kind: 'paused', cause: { kind: 'quit' } },
    {},
    'interrupted',
    ['resume', 'cancel'],
  ],
  [
    'stopped by a full disk',
    { kind: 'paused', cause: { kind: 'local', failure } },
    {},
    'stopped',
    ['resume', 'cancel'],
  ],
  [
    'paused until a time',
    { kind: 'paused', cause: { kind: 'wait', until: 60_000 } },
    {},
    'until',
    ['resume', 'cancel'],
  ],
  ['finished', { kind: 'done', at: 1 }, some, 'finished', ['view', 'open-folder', 'remove']],
  [
    'finished with problems',
    { kind: 'done', at: 1 },
    bad,
    'finished-with-problems',
    ['retry-problems', 'view', 'open-folder', 'remove'],
  ],
  [
    'done with smaller versions',
    { kind: 'done', at: 1 },
    { ...some, shortfalls: { smaller: 2 } },
    'incomplete',
    ['retry-larger', 'view', 'open-folder', 'remove'],
  ],
  ['failed', { kind: 'failed', at: 1, failure }, { pagesFailed: 1 }, 'failed', ['start-again', 'remove']],
  ['cancelled', { kind: 'cancelled', at: 1 }, {}, 'cancelled', ['start-again', 'remove']],
]

describe('a task that is', () => {
  it.each(table)('%s says so and offers what makes sense', (_title, state, counts, name, actions) => {
    const task = sampleTask({ state, counts })
    expect(taskStatus(task, 0).name).toBe(name)
    expect(actionsOf(task)).toEqual(actions)
  })

  it('waiting for its site says so until the wait is over', () => {
    const progress = { waiting: { host: 'example.org', until: 12_000 } }
    const task = sampleTask({ state: { kind: 'running', discovering: false }, counts: some, progress })
    expect(taskStatus(task, 11_999).name).toBe('waiting')
    expect(taskStatus(task, 12_000).name).toBe('downloading')
  })
})

it('offers for several tasks what at least one allows, and a folder only for one', () => {
  const paused = sampleTask({ id: 1, state: { kind: 'paused', cause: { kind: 'person' } }, counts: some })
  const done = sampleTask({ id: 2, state: { kind: 'done', at: 1 }, counts: some })
  expect(actionsOfAll([paused, done])).toEqual(['resume', 'cancel', 'remove'])
  expect(actionsOfAll([done])).toContain('open-folder')
})
