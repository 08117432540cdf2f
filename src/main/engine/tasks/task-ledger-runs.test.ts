import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestLedger, openTestStorage, type TestStorage } from '../../../../test/test-storage'
import type { LedgerPorts, TaskLedger } from './task-ledger'

let bench: TestStorage
let clock: number

beforeEach(() => {
  bench = openTestStorage()
  clock = 100
})
afterEach(() => bench.close())

/** A start of the program. */
const openLedger = (more: Partial<LedgerPorts> = {}): TaskLedger =>
  openTestLedger(bench.storage, { now: () => (clock += 1), ...more })

const request = DownloadRequest.parse({ address: 'http://example.org/', folder: '/x' })
const running = { kind: 'running', discovering: true } as const

it('each time that a task is worked on is one run, from its start to its pause or end', () => {
  const ledger = openLedger()
  const { id } = ledger.add(request, { kind: 'queued' })
  expect(bench.storage.tasks.runs.list(id)).toEqual([])
  ledger.commit(id, running)
  ledger.addToCounts(id, { found: 2, saved: 1 })
  ledger.commit(id, { kind: 'running', discovering: false })
  ledger.commit(id, { kind: 'paused', cause: { kind: 'person' } })
  ledger.commit(id, { kind: 'queued' })
  ledger.commit(id, running)
  ledger.addToCounts(id, { saved: 1 })
  ledger.commit(id, { kind: 'done', at: 7 })
  expect(bench.storage.tasks.runs.list(id)).toMatchObject([
    { startedAt: 104, endedAt: 105, end: { kind: 'done' }, counts: { found: 2, saved: 2 } },
    { startedAt: 102, endedAt: 103, end: { kind: 'paused' }, counts: { found: 2, saved: 1 } },
  ])
})

it('a run that a kill cuts off is interrupted at the next start', () => {
  const ledger = openLedger()
  const { id } = ledger.add(request, { kind: 'queued' })
  ledger.commit(id, running)
  const other = ledger.add(request, { kind: 'queued' })
  const again = openLedger()
  expect(again.need(id).state).toEqual({ kind: 'paused', cause: { kind: 'quit' } })
  expect(bench.storage.tasks.runs.list(id)).toMatchObject([
    { endedAt: null, end: { kind: 'interrupted' }, counts: { saved: 0 } },
  ])
  expect(bench.storage.tasks.runs.list(other.id)).toEqual([])
})

it('a run is saved in one transaction with the state of its task', () => {
  const disk = new DatabaseSync(bench.file, { readOnly: true })
  const sql = `SELECT (SELECT json_extract(state, '$.kind') FROM tasks) AS state, count(*) AS runs,
    count(outcome) AS ended FROM runs`
  const seen = new Set<string>()
  const look = () => seen.add(Object.values(disk.prepare(sql).get() ?? {}).join(' '))
  const flush = () => {
    look()
    bench.storage.flush()
    look()
  }
  const ledger = openLedger({ flush })
  const { id } = ledger.add(request, { kind: 'queued' })
  ledger.commit(id, running)
  ledger.commit(id, { kind: 'cancelled', at: 1 })
  expect([...seen]).toEqual([' 0 0', 'queued 0 0', 'running 1 0', 'cancelled 1 1'])
  disk.close()
})
