import type { TaskState } from '@shared/task-state'
import type { TaskId } from '@shared/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createScheduler, type Scheduler } from './scheduler'
import { openStorage, type Storage } from './storage/storage'
import { createTaskLedger, type TaskLedger } from './task-ledger'

const request = { address: 'http://example.org/', recipe: null, folder: '/x', options: {}, startLater: false }

let storage: Storage
let ledger: TaskLedger
let scheduler: Scheduler
let id: TaskId

/** Work that goes on until it is stopped. */
const untilStopped = (_: TaskId, signal: AbortSignal) =>
  new Promise<TaskState>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

beforeEach(() => {
  storage = openStorage(':memory:')
  const log = () => {}
  ledger = createTaskLedger({
    rows: storage.tasks,
    flush: storage.flush,
    now: () => 1,
    monotonic: () => 0,
    tell: () => {},
    log,
  })
  scheduler = createScheduler({ ledger, slots: () => 1, run: untilStopped, now: () => 1, log })
  id = ledger.add(request, { kind: 'queued' }).id
  scheduler.enqueue(id)
})

afterEach(async () => {
  await scheduler.close()
  storage.close()
})

describe('two stops of one task', () => {
  it('end in the stronger one: a cancel is not lost behind a pause', async () => {
    let cleaned = 0
    const clean = async () => void cleaned++
    await Promise.all([scheduler.stop(id, 'pause'), scheduler.stop(id, 'cancel', clean)])
    expect([ledger.need(id).state.kind, cleaned]).toEqual(['cancelled', 1])
  })

  it('keep the clean-up of a cancel when a pause follows', async () => {
    let cleaned = 0
    const clean = async () => void cleaned++
    await Promise.all([scheduler.stop(id, 'cancel', clean), scheduler.stop(id, 'pause')])
    expect([ledger.need(id).state.kind, cleaned]).toEqual(['cancelled', 1])
  })
})

it('gives the slot of a stopped task to the next one', async () => {
  const next = ledger.add(request, { kind: 'queued' }).id
  scheduler.enqueue(next)
  expect(ledger.need(next).state.kind).toBe('queued')
  await scheduler.stop(id, 'pause')
  expect([ledger.need(id).state.kind, ledger.need(next).state.kind]).toEqual(['paused', 'running'])
})
