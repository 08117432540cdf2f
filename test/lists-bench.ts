import { openToRead, openToWrite } from '../src/main/engine/records/database/store-connection'
import { createReader } from '../src/main/engine/records/database/store-file'
import { createRandom } from '../tools/shared/seeded-random.mjs'

// What the first page of a list of records takes, and a page in the middle of it: `lists-bench FILE RECORDS`.

/** Fills a file with records of some 450 bytes each. */
function fill(file: string, records: number): void {
  const connection = openToWrite(file)
  const random = createRandom(20_261_130)
  connection.exec(`PRAGMA foreign_keys = OFF; BEGIN;
    INSERT INTO runs (started_at, ended_at, asked, ask_to, records_before, counts) VALUES (1, 2, 0, 0, 0, '{}')`)
  const insert = connection.prepare(`INSERT INTO records
    (id, key, page, address, fields, text_hash, first_seen, last_seen, seen_run, revision, change)
    VALUES (?1, ?2, 1, ?3, ?4, x'00', ?1, ?1, 1, 1, ?1)`)
  for (let id = 1; id <= records; id++) {
    const key = Buffer.alloc(16)
    key.writeUInt32BE(random.below(2 ** 32))
    key.writeUInt32BE(id, 8)
    const fields = {
      title: `湖光山色 ${random.below(1e9)} some words of a title that is not short`,
      reads: random.below(100_000),
      tags: ['a', 'b', `t${random.below(50)}`],
      text: 'x'.repeat(230),
    }
    const address = `https://blog.example/u/1/article/details/${random.below(1e9)}`
    insert.run(id, key, address, JSON.stringify(fields))
  }
  const state = JSON.stringify({ records, lastChange: records })
  connection.prepare("REPLACE INTO facts (name, value) VALUES ('state', ?)").run(state)
  connection.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  connection.close()
}

/** Seconds by the clock, and of processor time. */
function timed(work: () => unknown): string {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  work()
  const used = process.cpuUsage(cpu)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`.padStart(8)
  return `${seconds(performance.now() - begun)} ${seconds((used.user + used.system) / 1000)}`
}

const [file = '', given = '0'] = process.argv.slice(2)
const records = Number(given)
fill(file, records)
console.log(`${'of'.padEnd(24)} first page  (processor)  in the middle  (processor)`)
for (const [sort, filter] of [
  ['reads', ''],
  ['title', ''],
  ['address', ''],
  ['first_seen', ''],
  [null, 'reads > 50000'],
  [null, 'some words'],
  ['title', 't7'],
] as const) {
  const connection = openToRead(file)
  const reader = createReader(connection, () => performance.now())
  const page = (offset: number) =>
    reader.list({ offset, limit: 100, sort, descending: false, filter, change: 'all' })
  const first = timed(() => page(0))
  const { total } = page(0)
  console.log(`${(sort ?? '').padEnd(10)} ${filter.padEnd(14)} ${first}  ${timed(() => page(total >> 1))}`)
  connection.close()
}
