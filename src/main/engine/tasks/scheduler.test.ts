import { FailureError, failure } from '@shared/model/failure'
import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestLedger } from '../../../../test/test-storage'
import { openStorage, type Storage } from '../storage/storage'
import { createScheduler, type Scheduler } from './scheduler'
import type { TaskLedger } from './task-ledger'

const request = {
  address: RangeAddress.parse('http://example.org/'),
  recipe: null,
  folder: '/x',
  options: {},
  startLater: false,
}

let storage: Storage
let ledger: TaskLedger
let scheduler: Scheduler
let id: TaskId

/** Work that continues until it is stopped. */
const untilStopped = (_: TaskId, signal: AbortSignal) =>
  new Promise<TaskState>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })

beforeEach(() => {
  storage = openStorage(':memory:')
  const log = () => {}
  ledger = openTestLedger(storage)
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

it('stops a long queue at once, and looks like no leak', async () => {
  const warnings: string[] = []
  const onWarning = (warning: Error) => warnings.push(warning.message)
  process.on('warning', onWarning)
  const queued = Array.from({ length: 30 }, () => ledger.add(request, { kind: 'queued' }).id)
  for (const one of queued) scheduler.enqueue(one)
  await Promise.all(queued.map((one) => scheduler.stop(one, 'pause')))
  await new Promise((turn) => setImmediate(turn))
  process.off('warning', onWarning)
  expect(warnings).toEqual([])
  expect(queued.map((one) => ledger.need(one).state.kind)).toEqual(queued.map(() => 'paused'))
})

describe('a clean-up that fails', () => {
  const reason = new FailureError(failure('not-writable', 'the disk is read-only'))
  const refused = () => Promise.reject(reason)

  it.each(['running', 'queued'])('leaves a task that was %s cancelled, and is reported', async (kind) => {
    const next = ledger.add(request, { kind: 'queued' }).id
    scheduler.enqueue(next)
    const stopped = kind === 'running' ? id : next
    expect(ledger.need(stopped).state.kind).toBe(kind)
    await expect(scheduler.stop(stopped, 'cancel', refused)).rejects.toBe(reason)
    expect(ledger.need(stopped).state.kind).toBe('cancelled')
  })

  it('is reported to its own caller alone', async () => {
    const stops = [scheduler.stop(id, 'pause'), scheduler.stop(id, 'cancel', refused)]
    expect((await Promise.allSettled(stops)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })
})

it('ends only after a task was cleaned up that never ran, and so does a second stop of it', async () => {
  const next = ledger.add(request, { kind: 'queued' }).id
  scheduler.enqueue(next)
  let resume = () => {}
  const cleaned: string[] = []
  const clean = (name: string) => async () => {
    if (name === 'first') await new Promise<void>((resolve) => (resume = resolve))
    cleaned.push(name)
  }
  const first = scheduler.stop(next, 'cancel', clean('first'))
  const second = scheduler.stop(next, 'cancel', clean('second'))
  const closed = scheduler.close().then(() => cleaned.push('closed'))
  resume()
  await Promise.all([first, second, closed])
  expect(cleaned).toEqual(['first', 'second', 'closed'])
  expect(ledger.need(next).state.kind).toBe('cancelled')
})
