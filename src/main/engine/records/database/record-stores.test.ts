import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canMount, mountSmallDisk } from '../../../../../test/small-disk'
import { found, noLimits, openStoreAt, plainRun, readAll, readPage } from '../../../../../test/test-crawl'
import { builtWorkers, machinePorts } from '../../../../../test/test-machine'
import { applicationId, migrations } from './format'
import { createRecordStores, type RecordStores } from './record-stores'

let folder: string
let stores: RecordStores
const one = 1 as TaskId
const task = { id: one, addedAt: 1000 }
const everything = { offset: 0, limit: 9, sort: null, descending: false, filter: '' } as const

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-stores-'))
  const { startWorker } = machinePorts()
  stores = createRecordStores({
    folder: join(folder, 'records'),
    startWorker,
    workerFile: builtWorkers.records,
    log: () => {},
  })
})
afterEach(async () => {
  await stores.close()
  rmSync(folder, { recursive: true })
})

const starts = [found('http://a/1'), found('http://a/2')]

describe('the stores of tasks', () => {
  it('are one file each, shared by all who use it, and removed with what lies beside it', async () => {
    const [mine, yours] = await Promise.all([stores.open(task), stores.open(task)])
    await mine.begin({ ...plainRun, starts })
    await mine.close()
    expect(await yours.counts()).toMatchObject({ found: 2 })
    const other = await stores.open({ ...task, id: 2 as TaskId })
    expect(await other.counts()).toMatchObject({ found: 0 })
    expect(existsSync(stores.fileOf(one))).toBe(true)
    await stores.remove(one)
    expect(readdirSync(join(folder, 'records')).filter((name) => name.startsWith('1.'))).toEqual([])
    await expect(yours.counts()).rejects.toThrow(/closed/)
    await stores.remove(3 as TaskId)
    expect(await (await stores.open(task)).counts()).toMatchObject({ found: 0 })
  })

  it('move the file of another task aside, whose number was given again', async () => {
    await (await stores.open(task)).begin({ ...plainRun, starts })
    await stores.close()
    for (const addedAt of [2000, 3000]) {
      const store = await stores.open({ id: one, addedAt })
      expect(await store.counts()).toMatchObject({ found: 0 })
      await stores.close()
    }
    expect(readdirSync(join(folder, 'records')).toSorted()).toEqual(['1.db', '1.kept-1.db', '1.kept-2.db'])
    const kept = await openStoreAt(join(folder, 'records', '1.kept-1.db'))
    expect(await kept.counts()).toMatchObject({ found: 2 })
    await kept.close()
  })

  it('keep everything when they are closed', async () => {
    await (await stores.open(task)).begin({ ...plainRun, starts })
    await stores.close()
    expect(readdirSync(join(folder, 'records'))).toEqual(['1.db'])
    expect(await (await stores.open(task)).begin({ ...plainRun, starts })).toMatchObject({
      found: 2,
      queued: 2,
    })
  })
})

it('a file of the first format is brought up to date, with the records of its pages', async () => {
  const file = join(folder, 'x.db')
  const connection = new DatabaseSync(file)
  connection.exec(`${migrations[0]}
    PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1;
    INSERT INTO hosts (name) VALUES ('a');
    INSERT INTO runs (started_at, ended_at, asked, ask_to, records_before, counts) VALUES (1, 2, 0, 0, 0, '{}');
    INSERT INTO pages (hash, host, depth, use, address, read_at, text_hash)
      VALUES (x'93e96c2c25a600d2bce90c0c5a04de09', 1, 0, 'record', 'http://a/1', 1, x'00');
    INSERT INTO records (key, page, address, fields, text_hash, first_seen, last_seen, seen_run, revision, change)
      VALUES (x'01', 1, 'http://a/1', '{}', x'00', 1, 1, 1, 1, 1);
    INSERT INTO facts VALUES ('state', '{"records": 1, "lastChange": 1}')`)
  connection.close()
  const store = await openStoreAt(file)
  await store.begin({ ...plainRun, starts: [] })
  await readAll(store, (page) => readPage(page, null, { end: { kind: 'unchanged', servedAt: null } }), {
    now: 9,
  })
  const { rows } = await store.list({ ...everything, change: 'all' })
  expect(rows).toMatchObject([{ address: 'http://a/1', lastSeen: 9 }])
  await store.close()
})

describe('a file that cannot be used', () => {
  it('of a newer Galleon is refused and left as it is', async () => {
    await (await stores.open(task)).begin({ ...plainRun, starts })
    await stores.close()
    const file = stores.fileOf(one)
    const connection = new DatabaseSync(file)
    connection.exec('PRAGMA user_version = 99')
    connection.close()
    const before = readFileSync(file)
    await expect(stores.open(task)).rejects.toMatchObject({
      failure: { kind: 'unexpected', detail: expect.stringContaining('newer Galleon (format 99)') },
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('of another program is refused and left as it is', async () => {
    const file = join(folder, 'x.db')
    const connection = new DatabaseSync(file)
    connection.exec('CREATE TABLE a (b)')
    connection.close()
    await expect(openStoreAt(file)).rejects.toMatchObject({ failure: { kind: 'unexpected' } })
    writeFileSync(file, 'no database at all, but long enough to be looked at as one'.repeat(100))
    await expect(openStoreAt(file)).rejects.toMatchObject({
      failure: { kind: 'unexpected', detail: expect.stringContaining('is damaged') },
    })
  })

  it('that is damaged inside says so when that is read', async () => {
    const file = join(folder, 'x.db')
    const store = await openStoreAt(file)
    await store.begin({ ...plainRun, starts: Array.from({ length: 2000 }, (_, n) => found(`http://a/${n}`)) })
    await store.close()
    const bytes = readFileSync(file)
    bytes.fill(0xaa, 4096 * 20)
    writeFileSync(file, bytes)
    const reading = openStoreAt(file).then(async (damaged) => {
      try {
        return await readAll(damaged, (page) => readPage(page, { title: 'x' }))
      } finally {
        await damaged.close()
      }
    })
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'unexpected' } })
  })

  it('that another program holds makes the task pause', async () => {
    const store = await stores.open(task)
    await store.begin({ ...plainRun, starts })
    const other = new DatabaseSync(stores.fileOf(one))
    other.exec('BEGIN IMMEDIATE')
    await expect(store.take(1, [], noLimits)).rejects.toMatchObject({
      failure: { kind: 'not-writable', detail: expect.stringContaining('another program') },
    })
    other.close()
    expect(await store.take(5, [], noLimits)).toHaveLength(2)
  })

  it.runIf(canMount)(
    'on a full disk keeps what was committed, and continues when there is room',
    async () => {
      using disk = mountSmallDisk(2)
      const store = await openStoreAt(join(disk.folder, '1.db'))
      await store.begin({ ...plainRun, starts })
      const [page = { id: 0, address: '' }] = await store.take(1, [], noLimits)
      const many = Array.from({ length: 20_000 }, (_, n) => found(`http://a/${n}/${'x'.repeat(200)}`))
      const large = readPage(page, { title: 'whole' }, { found: many })
      await expect(store.commit([large], 1)).rejects.toMatchObject({
        failure: { kind: 'disk-full', of: 'records' },
      })
      expect(await store.counts()).toMatchObject({ found: 2, read: 0, records: 0 })
      disk.resize(64)
      expect((await store.commit([large], 1)).counts).toMatchObject({ found: 20_002, read: 1, records: 1 })
      await store.close()
    },
  )
})
