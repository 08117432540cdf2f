import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSink } from '@shared/model/crawl/sink-address'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startMariadb, testsMariadb } from '../../../../../../test/servers/mariadb'
import { startPostgres, testsPostgres } from '../../../../../../test/servers/postgres'
import { hostileTitles } from '../../../../../../test/servers/sample-records'
import { type TestServer, typedAddress } from '../../../../../../test/servers/server-process'
import {
  found,
  openTestStore,
  plainRun,
  readAll,
  readPage,
  type TestStore,
} from '../../../../../../test/test-crawl'
import { openSink } from '../open-sink'
import type { SinkTable } from '../sink'
import { type Delivery, startDelivery } from './deliver'
import { createFileDelivery } from './deliver-to-file'
import { createSinkDelivery } from './deliver-to-sink'

const table: SinkTable = {
  name: 'articles',
  columns: [
    { name: 'title', type: 'text', list: false },
    { name: 'n', type: 'number', list: false },
  ],
}

interface Row {
  readonly address: string
  readonly title: string
  readonly n: number
}

/** One kind of server, and how its rows are read apart from the sink. */
interface Kind {
  readonly scheme: 'postgres' | 'mariadb'
  readonly isThere: boolean
  start(): Promise<TestServer>
  ask(server: TestServer, sql: string): Promise<readonly Row[]>
}

const kinds: readonly Kind[] = [
  {
    scheme: 'postgres',
    isThere: testsPostgres,
    start: startPostgres,
    async ask(server, sql) {
      const client = new pg.Client({ ...server, host: '127.0.0.1' })
      await client.connect()
      const { rows } = await client.query<Row & pg.QueryResultRow>(sql)
      await client.end()
      return rows
    },
  },
  {
    scheme: 'mariadb',
    isThere: testsMariadb,
    start: startMariadb,
    async ask({ port, user, password, database }, sql) {
      const client = await createConnection({
        host: '127.0.0.1',
        port,
        user,
        password,
        database,
        charset: 'utf8mb4',
      })
      const [rows] = await client.query<(Row & RowDataPacket)[]>(sql)
      await client.end()
      return rows
    },
  },
]

const select = 'SELECT address, title, n FROM articles'

function expectedRows(count: number, run: number): readonly Row[] {
  return Array.from({ length: count }, (_, n) => ({
    address: `http://blog.example/${n}`,
    title: `${run} ${hostileTitles[n % hostileTitles.length]}`.slice(0, 300),
    n,
  }))
}

function byAddress(rows: readonly Row[]): readonly Row[] {
  return rows.map(({ address, title, n }) => ({ address, title, n })).sort((one, other) => one.n - other.n)
}

describe.each(kinds)('delivery to $scheme', ({ scheme, isThere, start, ask }) => {
  let server: TestServer
  let test: TestStore
  let delivery: Delivery | null = null

  beforeAll(async () => {
    if (isThere) server = await start()
  }, 60_000)
  afterAll(() => server?.[Symbol.asyncDispose]())

  beforeEach(async () => {
    test = await openTestStore()
  })
  afterEach(async () => {
    await delivery?.close()
    delivery = null
    await test.close()
    if (isThere) await ask(server, 'DROP TABLE IF EXISTS articles')
  })

  function parsed() {
    const result = parseSink(typedAddress(server, scheme))
    if (!result.ok) throw new Error(result.failure.detail)
    return result.sink
  }

  function open(): Delivery {
    const { address, password, text } = parsed()
    const opened = openSink(address, {
      password: password?.kind === 'text' ? password.text : null,
      folder: test.folder,
      name: 'x',
    })
    if (opened.kind !== 'table') throw new Error('a table')
    const one = createSinkDelivery({
      name: text,
      sink: opened.sink,
      table,
      store: test.store,
      onPause: () => undefined,
      now: Date.now,
      random: () => 0.5,
      firstPauseMs: 100,
    })
    delivery = startDelivery([one], test.store, new AbortController().signal)
    return delivery
  }

  /** A run of the crawl: `count` pages, each with a record. */
  async function crawl(count: number, run: number): Promise<void> {
    const rows = expectedRows(count, run)
    const starts = rows.map(({ address }) => found(address))
    await test.store.begin({ ...plainRun, starts, sinks: [parsed().text], now: run * 1000 })
    const fields = new Map(rows.map(({ address, title, n }) => [address, { title, n }]))
    await readAll(test.store, (page) => readPage(page, fields.get(page.address) ?? null), { at: 500 })
    await test.store.finish(run * 1000 + 500)
  }

  it.skipIf(!isThere)('sends all records once, and in a second run only what changed', async () => {
    await crawl(1234, 1)
    const running = open()
    await running.settled()
    expect(byAddress(await ask(server, select))).toEqual(expectedRows(1234, 1))
    await crawl(1234, 1)
    running.notify()
    await running.settled()
    expect(await running.statuses()).toMatchObject([{ waiting: 0, sent: 1234, problem: null }])
    await crawl(1234, 2)
    running.notify()
    await running.settled()
    expect(byAddress(await ask(server, select))).toEqual(expectedRows(1234, 2))
  })

  it.skipIf(!isThere)(
    'waits for a server that is down, says why without its password, and catches up',
    async () => {
      await crawl(700, 1)
      const running = open()
      await running.settled()
      await server.stop('SIGKILL')
      await crawl(700, 2)
      running.notify()
      await running.settled()
      const [status] = await running.statuses()
      expect(status).toMatchObject({ waiting: 700, problem: expect.stringMatching(/connection/) })
      await server.start()
      await expect.poll(async () => (await running.statuses())[0]?.waiting).toBe(0)
      expect(byAddress(await ask(server, select))).toEqual(expectedRows(700, 2))
    },
  )

  it.skipIf(!isThere)('makes a table again that was dropped, and sends all records again', async () => {
    await crawl(600, 1)
    const running = open()
    await running.settled()
    await ask(server, 'DROP TABLE articles')
    await crawl(700, 1)
    running.notify()
    await running.settled()
    await expect.poll(async () => (await running.statuses())[0]).toMatchObject({ waiting: 0, problem: null })
    expect(byAddress(await ask(server, select))).toEqual(expectedRows(700, 1))
  })

  it.skipIf(!isThere)('writes the password nowhere', async () => {
    await crawl(10, 1)
    const running = open()
    await running.settled()
    const seen: unknown[] = [await running.statuses(), [...(await test.store.waiting())], parsed().text]
    await running.close()
    delivery = null
    for (const change of [{ password: 'no' }, { password: server.password }]) {
      const { address } = parsed()
      const wrong = {
        ...address,
        ...('user' in address ? { user: `${address.user}-${server.password}` } : {}),
      }
      const opened = openSink(wrong, { ...change, folder: test.folder, name: 'x' })
      if (opened.kind !== 'table') continue
      const error: unknown = await opened.sink
        .prepare(table, new AbortController().signal)
        .catch((reason: unknown) => reason)
      if (change.password === server.password)
        seen.push(error, error instanceof Error ? [error.message, error.stack, error.cause] : null)
      await opened.sink.close()
    }
    const text = seen.map((one) => JSON.stringify(one)).join('\n')
    const files = await readdir(test.folder)
    const bytes = (await Promise.all(files.map((file) => readFile(join(test.folder, file), 'latin1')))).join(
      '',
    )
    for (const form of [server.password, encodeURIComponent(server.password)]) {
      expect(text.includes(form)).toBe(false)
      expect(bytes.includes(form)).toBe(false)
    }
    expect(text).toContain('‹redacted›')
  })
})

describe('delivery into a file', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galleon-file-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('writes the file at the end of a run, and says when it cannot', async () => {
    const test = await openTestStore()
    const path = join(folder, 'later', 'out.csv')
    await test.store.begin({ ...plainRun, starts: [found('http://blog.example/0')], sinks: ['out.csv'] })
    await readAll(test.store, (page) => readPage(page, { title: 'a', n: 1 }))
    await test.store.finish(3000)
    const file = createFileDelivery({
      name: 'out.csv',
      path,
      format: 'csv',
      table,
      store: test.store,
    })
    const running = startDelivery([file], test.store, new AbortController().signal)
    await running.settled()
    expect(await running.statuses()).toMatchObject([
      { waiting: 1, sent: 0, problem: expect.stringContaining('ENOENT') },
    ])
    const other = createFileDelivery({
      name: 'out.csv',
      path: join(folder, 'out.csv'),
      format: 'csv',
      table,
      store: test.store,
    })
    const second = startDelivery([other], test.store, new AbortController().signal)
    await second.settled()
    expect(await second.statuses()).toMatchObject([{ waiting: 0, sent: 1, problem: null }])
    expect(await readFile(join(folder, 'out.csv'), 'utf8')).toContain('http://blog.example/0')
    await Promise.all([running.close(), second.close()])
    await test.close()
  })
})
