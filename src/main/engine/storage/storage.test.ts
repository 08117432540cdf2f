import { chmodSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { newestVersion } from './database/connection'
import { cookies, repair, retries, start } from './database/migrations'
import { openStorage } from './storage'

let bench: TestStorage

beforeEach(() => {
  bench = openTestStorage()
})
afterEach(() => bench.close())

describe('the database', () => {
  it('holds after reopening what was written before closing', () => {
    const id = bench.addTask()
    bench.storage.close()
    bench.open()
    expect(bench.storage.tasks.list().map((task) => task.id)).toEqual([id])
  })

  it('has committed, once it is durable, everything that was written before, also for other callers', async () => {
    const first = bench.addTask()
    const promises = [bench.storage.durable()]
    const second = bench.addTask()
    promises.push(bench.storage.durable())
    await Promise.all(promises)
    const other = new DatabaseSync(bench.file)
    expect(other.prepare('SELECT id FROM tasks ORDER BY id').all()).toEqual([{ id: first }, { id: second }])
    other.close()
  })

  it('is durable also after the log was copied into the database, and when it is closed meanwhile', async () => {
    for (let round = 0; round < 3; round++) {
      bench.addTask()
      await bench.storage.durable()
      const other = new DatabaseSync(bench.file)
      other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      other.close()
    }
    bench.addTask()
    const asked = bench.storage.durable()
    bench.storage.close()
    await expect(asked).resolves.toBeUndefined()
    bench.open()
    expect(bench.storage.tasks.list()).toHaveLength(4)
  })

  it('shows what was flushed to another connection at once', () => {
    bench.addTask()
    bench.storage.flush()
    const other = new DatabaseSync(bench.file)
    expect(other.prepare('SELECT count(*) AS n FROM tasks').get()).toMatchObject({ n: 1 })
    other.close()
  })

  it('refuses a file of a newer version and leaves it untouched', () => {
    bench.storage.close()
    const newer = new DatabaseSync(bench.file)
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    expect(() => openStorage(bench.file)).toThrow(/newer Galleon/)
    const after = new DatabaseSync(bench.file)
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 999 })
    after.close()
    rmSync(bench.file)
    bench.open()
  })

  it('brings a file of format 4 up to date, with everything in it', () => {
    const id = bench.addTask()
    bench.storage.flush()
    const file = join(bench.folder, 'older.db')
    const older = new DatabaseSync(file)
    older.exec([start, retries, cookies, repair].join('\n'))
    older.exec(`ATTACH '${bench.file}' AS made; PRAGMA user_version = 4;
      INSERT INTO tasks (id, request, state, tally, added_at)
        SELECT id, request, state, tally, added_at FROM made.tasks`)
    older.close()
    const storage = openStorage(file)
    expect(storage.tasks.list()).toEqual(bench.storage.tasks.list())
    expect(storage.problems.nextRetry(id)).toBe(1)
    storage.tasks.runs.begin(id, 1)
    expect(storage.tasks.runs.list(id)).toHaveLength(1)
    storage.close()
    const after = new DatabaseSync(file)
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: newestVersion })
    const indexes = after.prepare("SELECT name FROM sqlite_schema WHERE type = 'index'").all()
    expect(indexes.map((row) => row['name'])).toContain('galleries_place')
    after.close()
  })

  it('says so when the file is no database', () => {
    const other = join(bench.folder, 'notes.txt')
    writeFileSync(
      other,
      'these are notes, not a database, and longer than a header of one hundred bytes would be. '.repeat(20),
    )
    expect(() => openStorage(other)).toThrow(/cannot be opened as a database/)
  })
})

it.skipIf(process.platform === 'win32')(
  'makes the database and its side files readable for their owner alone',
  () => {
    bench.addTask()
    bench.storage.flush()
    for (const name of ['galleon.db', 'galleon.db-wal', 'galleon.db-shm']) {
      expect(statSync(join(bench.folder, name)).mode & 0o777).toBe(0o600)
    }
  },
)

it.skipIf(process.platform === 'win32')(
  'closes a database to others that an earlier version left open to them',
  () => {
    bench.storage.close()
    chmodSync(bench.file, 0o644)
    bench.open()
    expect(statSync(bench.file).mode & 0o777).toBe(0o600)
  },
)

it('keeps the cookies of a task until they are deleted, or the task leaves the list', () => {
  const [one, other] = [bench.addTask(), bench.addTask()]
  bench.storage.tasks.secrets.saveCookies(one, '[1]')
  bench.storage.tasks.secrets.saveCookies(other, '[2]')
  bench.storage.close()
  bench.open()
  expect(bench.storage.tasks.secrets.cookies(one)).toBe('[1]')
  bench.storage.tasks.secrets.saveCookies(one, null)
  bench.storage.tasks.remove(other, 5)
  expect([bench.storage.tasks.secrets.cookies(one), bench.storage.tasks.secrets.cookies(other)]).toEqual([
    null,
    null,
  ])
})
