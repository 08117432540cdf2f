import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { found, openStoreAt, plainRun, readAll, readPage } from '../../../../../test/test-crawl'
import { builtWorkers } from '../../../../../test/test-machine'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-killed-'))
  file = join(folder, '1.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A crawl of pages that each lead to two others, as fast as the disk takes it, in a process that can be killed. */
const program = `
import { Worker } from 'node:worker_threads'
const [workerFile, file] = process.argv.slice(2)
const worker = new Worker(workerFile)
const asked = new Map()
let last = 0
worker.on('message', ({ id, ok, value, message }) => {
  const { resolve, reject } = asked.get(id)
  asked.delete(id)
  if (ok) resolve(value)
  else reject(new Error(message))
})
const ask = (name, ...args) => new Promise((resolve, reject) => {
  last += 1
  asked.set(last, { resolve, reject })
  worker.postMessage({ id: last, name, args })
})
const address = (n) => ({ identity: 'http://a/' + n, address: 'http://a/' + n, host: 'a', depth: 0, use: 'record' })
await ask('open', file, 'write')
await ask('begin', { starts: [address(1)], now: 1, sinks: ['s'], askKnownPages: true, continued: false, known: 'update' })
for (;;) {
  const pages = await ask('take', 20, [], { depth: 1e6, pages: 1e9 })
  process.stdout.write('.')
  await ask('commit', pages.map(({ id, address: at }) => {
    const n = Number(at.slice(9))
    const record = { key: at, address: at, fields: { n }, textHash: n.toString(16).padStart(64, '0') }
    const found = [address(2 * n), address(2 * n + 1)]
    return { id, end: { kind: 'read', etag: null, lastModified: null, servedAt: null }, alsoKnownAs: [], found, record }
  }), 2)
}
`

it.runIf(isExhaustive)(
  'a kill in the middle of commits leaves every record with its page, and loses no address',
  async () => {
    const script = join(folder, 'crawl.mjs')
    writeFileSync(script, program)
    let before = 0
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, [script, builtWorkers.records, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      await delay(30 + 37 * round)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const read = check()
      expect(read, 'pages that were read').toBeGreaterThanOrEqual(before)
      before = read
    }
    expect(before).toBeGreaterThan(20)
    const store = await openStoreAt(file)
    const counts = await store.begin({ ...plainRun, sinks: ['s'] })
    expect(counts).toMatchObject({ read: before, records: before, queued: before + 1 })
    const more = await readAll(store, (page) => readPage(page, { n: 0 }), {
      limits: { depth: 9, pages: before + 50 },
    })
    expect(more).toHaveLength(50)
    await store.close()
  },
)

/** Looks at the tables themselves; returns how many pages were read. */
function check(): number {
  const connection = new DatabaseSync(file)
  const count = (sql: string) => Number(connection.prepare(sql).get()?.n)
  const read = count('SELECT count(*) AS n FROM pages WHERE read_at IS NOT NULL')
  expect(count('SELECT count(*) AS n FROM records')).toBe(read)
  expect(
    count('SELECT count(*) AS n FROM records JOIN pages ON pages.id = page AND read_at IS NOT NULL'),
  ).toBe(read)
  // Of N pages that were read, each led to two others, and the first one was given.
  expect(count('SELECT sum(length(hashes)) / 16 AS n FROM seen_recent')).toBe(2 * read + 1)
  expect(count('SELECT count(*) AS n FROM frontier')).toBe(read + 1)
  expect(count('SELECT count(*) AS n FROM frontier JOIN pages USING (hash)')).toBe(0)
  expect(count("SELECT json_extract(value, '$.records') AS n FROM facts")).toBe(read)
  expect(connection.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  connection.close()
  return read
}

it.skipIf(!isExhaustive)(
  '20,000 pages cost the last ones no more than the first ones',
  async () => {
    const store = await openStoreAt(file)
    await store.begin({ ...plainRun, starts: [found('http://host0/1')] })
    const times: number[] = []
    let next = 1
    let read = 0
    while (read < 20_000) {
      const before = performance.now()
      const pages = await store.take(100, [], { depth: 1e6, pages: 1e9 })
      const ended = pages.map((page) => {
        const links = Array.from({ length: 4 }, () => {
          next += 1
          return found(`http://host${next % 50}/${next % 25_000}`, { depth: page.depth + 1 })
        })
        return readPage(page, { title: `A title ${page.id}` }, { found: links })
      })
      await store.commit(ended, 2)
      times.push((performance.now() - before) / pages.length)
      read += pages.length
    }
    const middle = (some: readonly number[]) =>
      some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0
    const part = Math.floor(times.length / 4)
    // Twice as long may be the machine; a statement that reads all rows would take a hundred times as long.
    expect(middle(times.slice(-part))).toBeLessThan(5 * middle(times.slice(part, 2 * part)))
    expect(await store.counts()).toMatchObject({ read, records: read, withoutRecord: 0 })
    expect(
      (
        await store.list({
          offset: 19_900,
          limit: 100,
          sort: null,
          descending: false,
          filter: '',
          change: 'all',
        })
      ).rows,
    ).toHaveLength(100)
    await store.close()
  },
  60_000,
)
