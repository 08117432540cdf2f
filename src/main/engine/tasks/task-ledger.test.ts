import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import { failure } from '@shared/model/failure'
import { TaskState } from '@shared/model/task-state'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestLedger } from '../../../../test/test-storage'
import { openStorage, type Storage } from '../storage/storage'
import type { TaskLedger } from './task-ledger'

it('saves that a task is finished together with the removal of its login: a kill never leaves one alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-ledger-'))
  const file = join(folder, 'galleon.db')
  const storage = openStorage(file)
  const disk = new DatabaseSync(file, { readOnly: true })
  const seen = new Set<string>()
  /** What a start after a kill at this instant would read. */
  const look = () => {
    const row = disk.prepare('SELECT state, request FROM tasks').get()
    if (!row) return
    const { kind } = TaskState.parse(JSON.parse(String(row['state'])))
    const { loginGone = false } = DownloadRequest.parse(JSON.parse(String(row['request'])))
    seen.add(`${kind}${loginGone ? ', login removed' : ' with login'}`)
  }
  const rows = new Proxy(storage.tasks, {
    get: (target, name, receiver) => {
      const found: unknown = Reflect.get(target, name, receiver)
      if (typeof found !== 'function') return found
      return (...input: unknown[]) => {
        const reply: unknown = Reflect.apply(found, target, input)
        look()
        return reply
      }
    },
  })
  try {
    const flush = () => {
      storage.flush()
      look()
    }
    const ledger = openTestLedger(
      { tasks: rows, flush },
      { now: Date.now, monotonic: () => performance.now() },
    )
    const request = DownloadRequest.parse({ address: 'http://ann:planted@example.org/', folder })
    const { id } = ledger.add(request, { kind: 'queued' })
    ledger.commit(id, { kind: 'running', discovering: false })
    ledger.commit(id, { kind: 'done', at: 1 })
    expect([...seen]).toEqual(['queued with login', 'running with login', 'done, login removed'])
  } finally {
    disk.close()
    storage.close()
    rmSync(folder, { recursive: true })
  }
})

describe('the end of a task', () => {
  const request = DownloadRequest.parse({ address: 'http://example.org/', folder: '/pictures' })
  const done = { kind: 'done', at: 1 } as const
  const cancelled = { kind: 'cancelled', at: 1 } as const
  let storage: Storage
  let ledger: TaskLedger
  /** Kinds of deltas, and the states of events. */
  let emitted: string[]

  beforeEach(() => {
    storage = openStorage(':memory:')
    emitted = []
    ledger = openTestLedger(storage, {
      now: Date.now,
      emitDelta: (delta) => emitted.push(delta.kind),
      emitEvent: (event) => {
        if (event.kind === 'task-ended') emitted.push(`${event.state.kind}, saved ${event.counts.saved}`)
      },
    })
  })
  afterEach(() => storage.close())

  it('is reported once, after its delta, with its counts, and again after a retry', () => {
    const { id } = ledger.add(request, { kind: 'queued' })
    ledger.commit(id, { kind: 'running', discovering: true })
    ledger.addToCounts(id, { saved: 3 })
    emitted = []
    ledger.commit(id, done)
    expect(emitted).toEqual(['changed', 'done, saved 3'])
    emitted = []
    ledger.commit(id, { kind: 'queued' })
    ledger.commit(id, cancelled)
    expect(emitted).toEqual(['changed', 'changed', 'cancelled, saved 3'])
  })

  it('is not reported of a task that was added or restored as ended', () => {
    const { id } = ledger.add({ ...request, adopted: true }, done)
    ledger.remove(id)
    ledger.restore(id)
    expect(emitted).toEqual(['changed', 'removed', 'changed'])
  })

  it('is not reported when an ended task moves to another ended state, or is paused', () => {
    const { id } = ledger.add(request, { kind: 'queued' })
    ledger.commit(id, { kind: 'paused', cause: { kind: 'person' } })
    ledger.commit(id, { kind: 'queued' })
    ledger.commit(id, { kind: 'running', discovering: true })
    ledger.commit(id, done)
    emitted = []
    ledger.commit(id, { kind: 'failed', at: 1, failure: failure('unexpected', '') })
    ledger.commit(id, cancelled)
    expect(emitted).toEqual(['changed', 'changed'])
  })
})
