import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPostgres, testsPostgres } from '../../../../../../test/servers/postgres'
import {
  hostileTitles,
  sampleRecord,
  sampleTable,
  statesOfTwoFiles,
} from '../../../../../../test/servers/sample-records'
import { addressOf, type TestServer } from '../../../../../../test/servers/server-process'
import type { Sink } from '../sink'
import { openPostgres } from './postgres'

const { signal } = new AbortController()

describe.skipIf(!testsPostgres)('a sink in PostgreSQL', () => {
  let server: TestServer
  let admin: pg.Pool

  beforeAll(async () => {
    server = await startPostgres()
    admin = new pg.Pool({ ...server, host: '127.0.0.1', max: 1 })
    admin.on('error', () => undefined)
  }, 60_000)

  afterAll(async () => {
    await admin?.end()
    await server?.[Symbol.asyncDispose]()
  })

  function open(
    change: { password?: string; database?: string; port?: number; limitMs?: number; table?: string } = {},
  ): Sink {
    const { password, table = null, limitMs = 20_000, ...place } = { ...server, ...change }
    return openPostgres({
      address: addressOf(place, 'postgres', table),
      password,
      limitMs,
    })
  }

  async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
    return (await admin.query<Record<string, unknown>>(sql)).rows
  }

  /** A sink whose table is there. */
  async function ready(table: string): Promise<Sink> {
    const sink = open({ table })
    await sink.make(sampleTable, signal)
    return sink
  }

  it('shows the statement before the table is made, and is ready afterwards', async () => {
    const sink = open({ table: 'shown' })
    const before = await sink.prepare(sampleTable, signal)
    expect(before).toMatchObject({ kind: 'asks', isNew: true })
    expect(before.kind === 'asks' && before.statements).toMatchInlineSnapshot(`
      [
        "CREATE TABLE "shown" (
        "key" text COLLATE "C" PRIMARY KEY,
        "address" text NOT NULL,
        "first_seen" timestamp with time zone NOT NULL,
        "last_seen" timestamp with time zone NOT NULL,
        "changed_at" timestamp with time zone,
        "gone_at" timestamp with time zone,
        "revision" bigint NOT NULL,
        "title" text,
        "reads" double precision,
        "at" timestamp with time zone,
        "open" boolean,
        "home" text,
        "tags" jsonb
      )",
      ]
    `)
    expect(await ask(`SELECT to_regclass('shown') AS found`)).toEqual([{ found: null }])
    await sink.make(sampleTable, signal)
    expect(await sink.prepare(sampleTable, signal)).toEqual({ kind: 'ready' })
    await sink.close()
  })

  it('keeps hostile values as they are, and writes a revision once', async () => {
    const sink = await ready('hostile')
    const records = hostileTitles.map((title, index) =>
      sampleRecord(`page ${index}`, {
        title,
        reads: index === 0 ? 1.7976931348623157e308 : 0.1 + index,
        at: '2026-02-28T23:59:59.987Z',
        open: index % 2 === 0,
        home: `https://blog.example/?q=${'x'.repeat(3000)}`,
        tags: [title, 'b'],
      }),
    )
    await sink.write(sampleTable, records, signal)
    await sink.write(sampleTable, [...records, ...records], signal)
    const rows = await ask('SELECT *, at::text AS at_text FROM hostile ORDER BY address')
    const byAddress = new Map(rows.map((row) => [row['address'], row]))
    expect(rows).toHaveLength(records.length)
    for (const { key, address, fields } of records)
      expect(byAddress.get(address)).toMatchObject({
        key,
        ...fields,
        at: new Date('2026-02-28T23:59:59.987Z'),
        first_seen: new Date('2026-11-29T12:00:00.123Z'),
        changed_at: null,
        revision: '1',
      })
    await sink.close()
  })

  it('writes U+FFFD for U+0000 and for half of a surrogate pair, which PostgreSQL does not store', async () => {
    const sink = await ready('nul')
    await sink.write(
      sampleTable,
      [sampleRecord('nul', { title: 'a\0b\ud800', tags: ['\0', '\udfff', String.raw`\u0000 \\u0000`] })],
      signal,
    )
    expect(await ask('SELECT title, tags FROM nul')).toEqual([
      { title: 'a\ufffdb\ufffd', tags: ['\ufffd', '\ufffd', String.raw`\u0000 \\u0000`] },
    ])
    await sink.close()
  })

  it('writes nothing for dates beyond the years 1 to 9999 and for values of another type', async () => {
    const sink = await ready('odd')
    await sink.write(
      sampleTable,
      [
        sampleRecord('odd', {
          title: 5,
          reads: 'many',
          at: '+012026-01-01T00:00:00.000Z',
          open: 'yes',
          tags: 'one',
        }),
      ],
      signal,
    )
    expect(await ask('SELECT title, reads, at, open, home, tags FROM odd')).toEqual([
      { title: '5', reads: null, at: null, open: null, home: null, tags: ['one'] },
    ])
    await sink.close()
  })

  it('takes a newer revision, and no older one', async () => {
    const sink = await ready('revisions')
    await sink.write(sampleTable, [sampleRecord('a', { title: 'two' }, { revision: 2 })], signal)
    await sink.write(sampleTable, [sampleRecord('a', { title: 'one' }, { revision: 1 })], signal)
    expect(await ask('SELECT title, revision FROM revisions')).toEqual([{ title: 'two', revision: '2' }])
    await sink.write(sampleTable, [sampleRecord('a', {}, { revision: 3, goneAt: 0 })], signal)
    expect(await ask('SELECT title, revision, gone_at FROM revisions')).toEqual([
      { title: null, revision: '3', gone_at: new Date(0) },
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

  it('asks before it adds the column of a new field', async () => {
    const sink = await ready('grown')
    const table = {
      ...sampleTable,
      columns: [...sampleTable.columns, { name: '作者 "x"', type: 'text', list: false }],
    } as const
    expect(await sink.prepare(table, signal)).toEqual({
      kind: 'asks',
      isNew: false,
      statements: ['ALTER TABLE "grown" ADD COLUMN "作者 ""x""" text'],
    })
    await sink.make(table, signal)
    await sink.write(table, [sampleRecord('a', { '作者 "x"': 'b' })], signal)
    expect(await ask('SELECT "作者 ""x""" AS author FROM grown')).toEqual([{ author: 'b' }])
    await sink.close()
  })

  it('keeps apart names that PostgreSQL would cut to the same', async () => {
    const long = '长'.repeat(40)
    const table = {
      name: 'x'.repeat(80),
      columns: [
        { name: `${long}a`, type: 'text', list: false },
        { name: `${long}b`, type: 'text', list: false },
        { name: 'Title', type: 'text', list: false },
      ],
    } as const
    const sink = open()
    await sink.make(table, signal)
    expect(await sink.prepare(table, signal)).toEqual({ kind: 'ready' })
    await sink.write(table, [sampleRecord('a', { [`${long}a`]: '1', [`${long}b`]: '2', Title: '3' })], signal)
    await sink.close()
  })

  it.each([
    ['CREATE TABLE taken (name text)', /not a table of records: it has no column key/],
    ['CREATE TABLE taken (LIKE model)', /no unique index/],
    [
      'CREATE TABLE taken (LIKE model INCLUDING ALL); ALTER TABLE taken ALTER reads TYPE integer',
      /reads is integer/,
    ],
  ])('does not write into a table that it cannot use: %s', async (sql, why) => {
    const model = await ready('model')
    await model.close()
    await admin.query(sql)
    const sink = open({ table: 'taken' })
    await expect(sink.prepare(sampleTable, signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'table', detail: expect.stringMatching(why) },
    })
    await sink.close()
    await admin.query('DROP TABLE taken; DROP TABLE model')
  })

  it.each([
    [{ password: 'wrong-password' }, 'access', /authentication failed/],
    [{ database: 'missing' }, 'access', /does not exist/],
    [{ port: 1 }, 'connection', /connection refused/],
  ])('says why it cannot be used: %j', async (change, trouble, why) => {
    const sink = open(change)
    await expect(sink.prepare(sampleTable, signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble, detail: expect.stringMatching(why) },
    })
    await sink.close()
  })

  it('reports a dropped table, and a value that the table refuses', async () => {
    const sink = await ready('dropped')
    await admin.query(`ALTER TABLE dropped ADD CHECK (title <> 'refused')`)
    const write = (title: string) => sink.write(sampleTable, [sampleRecord('a', { title })], signal)
    await expect(write('refused')).rejects.toMatchObject({ failure: { kind: 'sink', trouble: 'record' } })
    await admin.query('DROP TABLE dropped')
    await expect(write('b')).rejects.toMatchObject({ failure: { kind: 'sink', trouble: 'table' } })
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
    await expect.poll(() => ask('SELECT count(*) FROM restarted').catch(() => null)).toEqual([{ count: '3' }])
    await sink.close()
  })

  it('gives up a server that hangs after its time limit, and at once when it is stopped', async () => {
    const sink = await ready('hung')
    await sink.close()
    const limited = open({ table: 'hung', limitMs: 300 })
    await limited.write(sampleTable, [sampleRecord('a')], signal)
    await ask('SELECT 1')
    // The processes of connections hang by a lock that another one holds.
    const holder = await admin.connect()
    await holder.query('BEGIN; LOCK TABLE hung')
    await expect(limited.write(sampleTable, [sampleRecord('b')], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'connection', detail: 'no answer in time' },
    })
    const stopped = open({ table: 'hung' })
    const controller = new AbortController()
    const writing = stopped.write(sampleTable, [sampleRecord('c')], controller.signal)
    setTimeout(() => controller.abort('pause'), 200)
    await expect(writing).rejects.toBe('pause')
    await holder.query('ROLLBACK')
    holder.release()
    await Promise.all([limited.close(), stopped.close()])
  })
})
