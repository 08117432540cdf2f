import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportRecords } from '../../src/main/engine/records/export/export-records'
import { allRecords } from '../../src/main/engine/records/export/record-rows'
import { startDelivery } from '../../src/main/engine/records/sinks/outbox/deliver'
import { createSinkDelivery } from '../../src/main/engine/records/sinks/outbox/deliver-to-sink'
import { openMysql } from '../../src/main/engine/records/sinks/servers/mysql'
import { openPostgres } from '../../src/main/engine/records/sinks/servers/postgres'
import type { Sink } from '../../src/main/engine/records/sinks/sink'
import { openSqlite } from '../../src/main/engine/records/sinks/sqlite'
import { found, openTestStore, plainRun, readAll, readPage } from '../test-crawl'
import { hasMariadb, startMariadb } from './mariadb'
import { hasPostgres, startPostgres } from './postgres'
import { sampleTable } from './sample-records'
import { addressOf } from './server-process'

// Delivers the records of one crawl from its outbox into each sink, first into an empty table and then again, and exports
// them. Its argument is their number. Ends with 1 when PostgreSQL takes fewer than it has to.

const count = Number(process.argv[2])
/** Records a second into PostgreSQL. */
const goal = 20_000
const names = ['postgres', 'mariadb', 'sqlite']

const folder = await mkdtemp(join(tmpdir(), 'galleon-bench-'))
const test = await openTestStore()

async function crawl(): Promise<void> {
  const at = (n: number) => `https://blog.example/u/35190492/article/details/${n}`
  const starts = Array.from({ length: count }, (_, n) => found(at(n)))
  await test.store.begin({ ...plainRun, starts, sinks: names })
  await readAll(
    test.store,
    (page) =>
      readPage(page, { title: `湖光山色 🛶 ${page.id}`, reads: page.id, home: page.address, open: 'no' }),
    { at: 1000 },
  )
  await test.store.finish(3000)
}

async function timed(name: string, work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  const rate = Math.round(count / ((performance.now() - begun) / 1000))
  const memory = Math.round(process.memoryUsage.rss() / 1024 / 1024)
  console.log(`${name.padEnd(30)} ${rate.toLocaleString('en').padStart(9)} records/s   ${memory} MiB`)
  return rate
}

async function deliver(name: string, sink: Sink): Promise<number> {
  const one = createSinkDelivery({
    name,
    sink,
    table: sampleTable,
    store: test.store,
    onPause: () => undefined,
    now: Date.now,
    random: Math.random,
  })
  const delivery = startDelivery([one], test.store, new AbortController().signal)
  const rate = await timed(name, () => delivery.settled())
  await test.store.sendAgain(name)
  await timed(`${name}, again`, () => delivery.settled())
  for (const { problem, waiting } of await delivery.statuses())
    if (problem !== null || waiting > 0) throw new Error(`${name}: ${waiting} wait: ${problem}`)
  await delivery.close()
  return rate
}

await timed('crawl (records kept)', crawl)
let isGood = true
if (hasPostgres) {
  await using server = await startPostgres()
  const { password } = server
  const rate = await deliver(
    'postgres',
    openPostgres({ address: addressOf(server, 'postgres'), password, limitMs: 60_000 }),
  )
  isGood = rate >= goal
  console.log(`  goal: at least ${goal.toLocaleString('en')}: ${isGood ? 'reached' : 'missed'}`)
}
if (hasMariadb) {
  await using server = await startMariadb()
  const { password } = server
  await deliver('mariadb', openMysql({ address: addressOf(server, 'mariadb'), password, limitMs: 60_000 }))
}
await deliver('sqlite', openSqlite({ path: join(folder, 'out.db') }))
const { signal } = new AbortController()
for (const format of ['csv', 'jsonl', 'parquet', 'sqlite'] as const)
  await timed(`export: ${format}`, () =>
    exportRecords(
      {
        pages: allRecords(test.store, signal),
        table: sampleTable,
        format,
        path: join(folder, `export.${format}`),
      },
      signal,
    ),
  )
await test.close()
await rm(folder, { recursive: true, force: true })
process.exitCode = isGood ? 0 : 1
