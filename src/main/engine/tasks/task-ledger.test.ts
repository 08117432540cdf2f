import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { DownloadRequest } from '@shared/model/download-request'
import { TaskState } from '@shared/model/task-state'
import { expect, it } from 'vitest'
import { openStorage } from '../storage/storage'
import { createTaskLedger } from './task-ledger'

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
    seen.add(`${kind} ${loginGone ? 'without' : 'with'} login`)
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
    const ledger = createTaskLedger({
      rows,
      flush,
      now: Date.now,
      monotonic: () => performance.now(),
      tell: () => {},
      log: () => {},
    })
    const request = DownloadRequest.parse({ address: 'http://ann:planted@example.org/', folder })
    const { id } = ledger.add(request, { kind: 'queued' })
    ledger.commit(id, { kind: 'running', discovering: false })
    ledger.commit(id, { kind: 'done', at: 1 })
    expect([...seen]).toEqual(['queued with login', 'running with login', 'done without login'])
  } finally {
    disk.close()
    storage.close()
    rmSync(folder, { recursive: true })
  }
})
