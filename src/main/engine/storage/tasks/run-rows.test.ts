import { emptyCounts } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../../test/test-storage'
import { mostRuns, type RunRows } from './run-rows'

let bench: TestStorage
let task: TaskId
let runs: RunRows

beforeEach(() => {
  bench = openTestStorage()
  task = bench.addTask()
  runs = bench.storage.tasks.runs
})
afterEach(() => bench.close())

const counts = { ...emptyCounts, saved: 3 }
const done = { kind: 'done', at: 7 } as const

it('a run is open until it ends with an outcome and counts', () => {
  runs.begin(task, 5)
  expect(runs.list(task)).toMatchObject([{ startedAt: 5, endedAt: null, end: null, counts: null }])
  runs.end(task, done, counts, 7)
  expect(runs.list(task)).toMatchObject([{ taskId: task, startedAt: 5, endedAt: 7, end: done, counts }])
})

it('an end without an open run changes nothing', () => {
  runs.begin(task, 1)
  runs.end(task, done, counts, 2)
  runs.end(task, { kind: 'cancelled', at: 9 }, emptyCounts, 9)
  expect(runs.list(task)).toMatchObject([{ endedAt: 2, end: done, counts }])
})

it('a run that begins while one is open ends that one as interrupted', () => {
  runs.begin(task, 1)
  runs.begin(task, 2)
  expect(runs.list(task)).toMatchObject([
    { startedAt: 2, end: null },
    { startedAt: 1, endedAt: null, end: { kind: 'interrupted' } },
  ])
})

it('of many runs the latest are kept, those of other tasks too', () => {
  const other = bench.addTask()
  runs.begin(other, 1)
  for (let at = 1; at <= mostRuns + 10; at += 1) {
    runs.begin(task, at)
    runs.end(task, done, counts, at)
  }
  const kept = runs.list(task).map(({ startedAt }) => startedAt)
  expect(kept).toHaveLength(mostRuns)
  expect([kept[0], kept.at(-1)]).toEqual([mostRuns + 10, 11])
  expect(runs.list(other)).toHaveLength(1)
})
