import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMariadb, testsMariadb } from '../../../../../../test/servers/mariadb'
import {
  hostileTitles,
  sampleRecord,
  sampleTable,
  statesOfTwoFiles,
} from '../../../../../../test/servers/sample-records'
import { addressOf, type TestServer } from '../../../../../../test/servers/server-process'
import type { Sink } from '../sink'
import { openMysql } from './mysql'

const { signal } = new AbortController()

describe.skipIf(!testsMariadb)('a sink in MariaDB', () => {
  let server: TestServer
  let admin: Pool

  beforeAll(async () => {
    server = await startMariadb()
    const { user, password, database, port } = server
    admin = createPool({
      host: '127.0.0.1',
      port,
      user,
      password,
      database,
      timezone: 'Z',
      connectionLimit: 1,
      charset: 'utf8mb4',
    })
  }, 60_000)

  afterAll(async () => {
    await admin?.end()
    await server?.[Symbol.asyncDispose]()
  })

  function open(
    change: { password?: string; database?: string; port?: number; limitMs?: number; table?: string } = {},
  ): Sink {
    const { password, table = null, limitMs = 20_000, ...place } = { ...server, ...change }
    return openMysql({
      address: addressOf(place, 'mariadb', table),
      password,
      limitMs,
    })
  }

  async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
    const [rows] = await admin.query<RowDataPacket[]>(sql)
    return rows
  }

  /** A sink whose table is there. */
  async function ready(table: string): Promise<Sink> {
    const sink = open({ table })
    await sink.make(sampleTable, signal)
    return sink
  }

  it('shows the statement before the table is made, and is ready afterwards', async () => {
    const sink = open({ table: 'shown' })
    expect(await sink.prepare(sampleTable, signal)).toMatchObject({ kind: 'asks', isNew: true })
    expect(await ask(`SHOW TABLES LIKE 'shown'`)).toEqual([])
    await sink.make(sampleTable, signal)
    expect(await sink.prepare(sampleTable, signal)).toEqual({ kind: 'ready' })
    await sink.close()
  })

  it('keeps hostile values as they are, and writes a revision once', async () => {
    const sink = await ready('hostile')
    const records = [...hostileTitles, 'a\0b'].map((title, index) =>
      sampleRecord(`page ${index}`, {
        title,
        reads: [1.7976931348623157e308, 5e-324, -0.1, 0.1 + 0.2][index] ?? index,
        at: '2026-02-28T23:59:59.987Z',
        open: index % 2 === 0,
        home: `https://blog.example/?q=${'x'.repeat(3000)}`,
        tags: [title, 'b'],
      }),
    )
    await sink.write(sampleTable, records, signal)
    await sink.write(sampleTable, [...records, ...records], signal)
    const rows = await ask('SELECT *, HEX(`key`) AS hex FROM hostile')
    const byAddress = new Map(rows.map((row) => [row['address'], row]))
    expect(rows).toHaveLength(records.length)
    for (const { key, address, fields } of records)
      expect(byAddress.get(address)).toMatchObject({
        hex: key.toUpperCase(),
        ...fields,
        open: fields['open'] === true ? 1 : 0,
        tags: expect.toSatisfy(
          (tags) =>
            JSON.stringify(typeof tags === 'string' ? JSON.parse(tags) : tags) ===
            JSON.stringify(fields['tags']),
        ),
        at: new Date('2026-02-28T23:59:59.987Z'),
        first_seen: new Date('2026-11-29T12:00:00.123Z'),
        changed_at: null,
        revision: 1,
      })
    // By bytes: neither case nor accents nor spaces at the end make two texts one.
    expect(await ask(`SELECT COUNT(*) AS n FROM hostile WHERE title = 'A'`)).toEqual([{ n: 1 }])
    await sink.close()
  })

  it('keeps what the settings of the server would change or cut', async () => {
    const sink = await ready('modes')
    const title = String.raw`\' OR 1=1 -- \"`
    await sink.write(sampleTable, [sampleRecord('a', { title })], signal)
    expect(await ask('SELECT title FROM modes')).toEqual([{ title }])
    await admin.query('DELETE FROM modes')
    await admin.query('ALTER TABLE modes MODIFY title VARCHAR(3) CHARACTER SET utf8mb4')
    await expect(sink.write(sampleTable, [sampleRecord('b', { title })], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'record' },
    })
    await sink.close()
  })

  it('takes a newer revision, and no older one', async () => {
    const sink = await ready('revisions')
    await sink.write(sampleTable, [sampleRecord('a', { title: 'two' }, { revision: 2 })], signal)
    await sink.write(sampleTable, [sampleRecord('a', { title: 'one' }, { revision: 1 })], signal)
    expect(await ask('SELECT title, revision FROM revisions')).toEqual([{ title: 'two', revision: 2 }])
    await sink.write(sampleTable, [sampleRecord('a', {}, { revision: 3, goneAt: 0 })], signal)
    expect(await ask('SELECT title, revision, gone_at FROM revisions')).toEqual([
      { title: null, revision: 3, gone_at: new Date(0) },
    ])
    await sink.close()
  })

  it('takes the later state of a record that another task has found again', async () => {
    const sink = await ready('states')
    for (const [record, title] of statesOfTwoFiles) {
      await sink.write(sampleTable, [record], signal)
      expect(await ask('SELECT title FROM states')).toEqual([{ title }])
    }
  })

  it('writes 500 records, and as many as the packets of the server take', async () => {
    const sink = await ready('many')
    const records = Array.from({ length: 500 }, (_, index) =>
      sampleRecord(`${index}`, { title: 'x'.repeat(20_000) }),
    )
    await sink.write(sampleTable, records, signal)
    expect(await ask('SELECT COUNT(*) AS n, SUM(LENGTH(title)) AS size FROM many')).toMatchObject([
      { n: 500, size: '10000000' },
    ])
    await expect(
      sink.write(sampleTable, [sampleRecord('large', { title: '字'.repeat(2_000_000) })], signal),
    ).rejects.toMatchObject({
      failure: { trouble: 'record', detail: expect.stringMatching(/larger than max_allowed_packet/) },
    })
    await sink.close()
  })

  it('asks before it adds the column of a new field', async () => {
    const sink = await ready('grown')
    const table = {
      ...sampleTable,
      columns: [...sampleTable.columns, { name: '作者`x`', type: 'text', list: false }],
    } as const
    expect(await sink.prepare(table, signal)).toEqual({
      kind: 'asks',
      isNew: false,
      statements: [
        'ALTER TABLE `grown` ADD COLUMN `作者``x``` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
      ],
    })
    await sink.make(table, signal)
    await sink.write(table, [sampleRecord('a', { '作者`x`': '湖' })], signal)
    expect(await ask('SELECT `作者``x``` AS author FROM grown')).toEqual([{ author: '湖' }])
    await sink.close()
  })

  it.each([
    ['CREATE TABLE taken (name TEXT)', /not a table of records: it has no column key/],
    ['CREATE TABLE taken AS SELECT * FROM model', /no unique index/],
    ['CREATE TABLE taken LIKE model; ALTER TABLE taken MODIFY `reads` INT', /reads is int/],
  ])('does not write into a table that it cannot use: %s', async (sql, why) => {
    const model = await ready('model')
    await model.close()
    for (const statement of sql.split('; ')) await admin.query(statement)
    const sink = open({ table: 'taken' })
    await expect(sink.prepare(sampleTable, signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'table', detail: expect.stringMatching(why) },
    })
    await sink.close()
    await admin.query('DROP TABLE taken, model')
  })

  it.each([
    [{ password: 'wrong-password' }, 'access', /Access denied/],
    [{ database: 'missing' }, 'access', /Access denied|Unknown database/],
    [{ port: 1 }, 'connection', /connection refused/],
  ])('says why it cannot be used: %j', async (change, trouble, why) => {
    const sink = open(change)
    await expect(sink.prepare(sampleTable, signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble, detail: expect.stringMatching(why) },
    })
    await sink.close()
  })

  it('reports a dropped table', async () => {
    const sink = await ready('dropped')
    await admin.query('DROP TABLE dropped')
    await expect(sink.write(sampleTable, [sampleRecord('a')], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'table' },
    })
    await sink.close()
  })

  it('survives a restart of the server between two writes, and a crash', async () => {
    const sink = await ready('restarted')
    await sink.write(sampleTable, [sampleRecord('a')], signal)
    await server.stop()
    await expect(sink.write(sampleTable, [sampleRecord('b')], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'connection' },
    })
    await server.start()
    await sink.write(sampleTable, [sampleRecord('b')], signal)
    await server.stop('SIGKILL')
    await server.start()
    await expect
      .poll(() =>
        sink.write(sampleTable, [sampleRecord('c')], signal).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await expect.poll(() => ask('SELECT COUNT(*) AS n FROM restarted').catch(() => null)).toEqual([{ n: 3 }])
    await sink.close()
  })

  it('gives up a server that hangs after its time limit, and at once when it is stopped', async () => {
    const sink = await ready('hung')
    await sink.close()
    const limited = open({ table: 'hung', limitMs: 300 })
    await limited.write(sampleTable, [sampleRecord('a')], signal)
    await server.freeze()
    await expect(limited.write(sampleTable, [sampleRecord('b')], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'connection', detail: 'no answer in time' },
    })
    // It accepts connections, and says nothing.
    const stopped = open({ table: 'hung' })
    const controller = new AbortController()
    const writing = stopped.write(sampleTable, [sampleRecord('c')], controller.signal)
    setTimeout(() => controller.abort('pause'), 200)
    await expect(writing).rejects.toBe('pause')
    await Promise.all([limited.close(), stopped.close()])
    server.thaw()
  })
})
