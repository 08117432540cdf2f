import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import { failure, statusFailure } from '@shared/model/failure'
import { defaultSettings } from '@shared/model/settings'
import { type Task } from '@shared/model/task'
import { hasEnded, type TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import { expect, it } from 'vitest'
import { sampleTask } from '../../../../test/sample-task'
import type { Log } from '../../engine/ports/ports'
import { logTasks } from './log-tasks'

const id = TaskId.parse(7)

function taskIn(state: TaskState, failed = 0): Task {
  return sampleTask({ id, address: 'http://x/[1-3]', folder: '/f', state, counts: { failed } })
}

function listeners<T>() {
  const all = new Set<(one: T) => void>()
  return {
    add(listener: (one: T) => void) {
      all.add(listener)
      return () => all.delete(listener)
    },
    emit(one: T) {
      for (const listener of all) listener(one)
    },
  }
}

function setUp() {
  const lines: Parameters<Log>[] = []
  const deltas = listeners<Delta>()
  const events = listeners<TaskEvent>()
  const end = logTasks(
    {
      snapshot: () => ({
        tasks: [],
        settings: defaultSettings,
        firstStart: false,
        jobs: { check: null, rebuild: null, export: null },
      }),
      onDelta: deltas.add,
      onEvent: events.add,
    },
    (...line) => lines.push(line),
  )
  /** As the ledger does it: the delta of a state first, then the event of an end. */
  const move = (state: TaskState, failed?: number) => {
    const task = taskIn(state, failed)
    deltas.emit({ kind: 'changed', task })
    if (hasEnded(state)) {
      events.emit({ kind: 'task-ended', taskId: id, state, counts: task.progress.counts })
    }
  }
  return {
    lines,
    deltas,
    events,
    end,
    move,
    messages: () => lines.map(([level, message]) => `${level} ${message}`),
  }
}

it('a task is logged once for each state, with its counts at the end', () => {
  const { lines, deltas, move, messages } = setUp()
  move({ kind: 'queued' })
  move({ kind: 'running', discovering: true })
  move({ kind: 'running', discovering: false })
  move({ kind: 'done', at: 0 }, 2)
  deltas.emit({ kind: 'changed', task: taskIn({ kind: 'done', at: 0 }, 2) })
  expect(messages()).toEqual(['info task added', 'info task queued', 'info task running', 'info task done'])
  expect(lines[3]?.[2]).toMatchObject({ task: id, failed: 2 })
})

it('a pause is logged with its cause, a failed task with its failure', () => {
  const { lines, move } = setUp()
  move({ kind: 'running', discovering: true })
  move({ kind: 'paused', cause: { kind: 'local', failure: failure('disk-full', 'ENOSPC') } })
  move({ kind: 'queued' })
  move({ kind: 'failed', at: 0, failure: failure('unexpected', 'x') })
  const warned = lines.filter(([level]) => level === 'warn')
  expect(warned).toMatchObject([
    ['warn', 'task paused', { cause: 'local', failure: { kind: 'disk-full' } }],
    ['warn', 'task failed', { failure: { kind: 'unexpected' } }],
  ])
})

it('100,000 failures of one cause are six lines, and all of them are counted at the end', () => {
  const { lines, events, move } = setUp()
  move({ kind: 'running', discovering: true })
  for (let number = 0; number < 100_000; number++) {
    const url = `http://x/${number}.png`
    events.emit({ kind: 'failed', taskId: id, imageId: null, url, failure: statusFailure(503, 'busy') })
  }
  move({ kind: 'done', at: 0 })
  const failed = lines.filter(([, message]) => message === 'a page failed')
  expect(failed.map(([, , details]) => details?.['count'])).toEqual([1, 10, 100, 1000, 10_000, 100_000])
  expect(lines.at(-1)?.[2]).toMatchObject({ failures: { 'http-status 503 x': 100_000 } })
})

it('causes of very many hosts are bounded', () => {
  const { lines, events, move } = setUp()
  move({ kind: 'running', discovering: true })
  for (let number = 0; number < 10_000; number++) {
    const url = `http://host${number}/`
    events.emit({ kind: 'failed', taskId: id, imageId: null, url, failure: failure('refused', '') })
  }
  move({ kind: 'done', at: 0 })
  expect(lines.length).toBeLessThan(220)
  expect(lines.at(-1)?.[2]).toMatchObject({ failures: { others: 9800 } })
})

it('settings that were changed are named', () => {
  const { lines, deltas } = setUp()
  deltas.emit({ kind: 'settings', settings: { ...defaultSettings, connections: 3 } })
  expect(lines).toEqual([['info', 'settings changed', { connections: 3 }]])
})

it('nothing is logged after the end', () => {
  const { lines, end, move } = setUp()
  end()
  move({ kind: 'queued' })
  expect(lines).toEqual([])
})

it('a move between ended states is logged too', () => {
  const { deltas, move, messages } = setUp()
  move({ kind: 'running', discovering: true })
  move({ kind: 'done', at: 0 })
  deltas.emit({ kind: 'changed', task: taskIn({ kind: 'cancelled', at: 0 }) })
  expect(messages().slice(2)).toEqual(['info task done', 'info task cancelled'])
})
