import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError, failure } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createWriteAhead } from './write-ahead'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-log-'))
  file = join(folder, 'db-wal')
  writeFileSync(file, '')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('commits once for all callers that come together, and once more for those that come meanwhile', async () => {
  let commits = 0
  let onCommit = () => {}
  const log = createWriteAhead(file, () => {
    commits++
    onCommit()
  })
  await Promise.all(Array.from({ length: 1000 }, () => log.durable()))
  expect(commits).toBe(1)
  log.changed()
  const committed = new Promise<void>((resolve) => {
    onCommit = resolve
  })
  const first = log.durable()
  await committed
  const later = Array.from({ length: 1000 }, () => {
    log.changed()
    return log.durable()
  })
  await Promise.all([first, ...later])
  expect(commits).toBe(3)
  await log.durable()
  expect(commits, 'nothing was written since').toBe(3)
  log.close()
})

it('reports a failed commit to all its callers, and tries again with the next', async () => {
  let full = true
  const log = createWriteAhead(file, () => {
    if (full) throw new FailureError(failure('disk-full', 'no room'))
  })
  const results = await Promise.allSettled([log.durable(), log.durable()])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  full = false
  await expect(log.durable()).resolves.toBeUndefined()
  log.close()
})

it('reports that what was written was rolled back to the waiting callers, and to no later one', async () => {
  let commits = 0
  const log = createWriteAhead(file, () => {
    commits += 1
  })
  const reason = new FailureError(failure('disk-full', 'no room'))
  log.lost(reason)
  await log.durable()
  log.changed()
  const waiting = log.durable()
  log.lost(reason)
  await expect(waiting).rejects.toBe(reason)
  expect(commits).toBe(1)
  await log.durable()
  expect(commits).toBe(2)
  log.close()
})

it('fails as not-writable when there is no log, and needs none where every commit is flushed', async () => {
  const missing = createWriteAhead(join(folder, 'nothing'), () => {})
  await expect(missing.durable()).rejects.toMatchObject({ failure: { kind: 'not-writable' } })
  const none = createWriteAhead(null, () => {})
  await expect(none.durable()).resolves.toBeUndefined()
  missing.close()
  none.close()
})
