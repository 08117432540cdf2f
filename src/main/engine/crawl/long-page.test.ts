import { copyFileSync, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

/** More than one turn can write, also on a fast machine. */
const pictures = 10_000
const html = Array.from({ length: pictures }, (_, i) => `<p><img src="/${i}.png"></p>`).join('')

let bench: TestEngine
const benches: TestEngine[] = []
let server: Server
let pagesAsked: number
let address: string

beforeEach(async () => {
  pagesAsked = 0
  server = createServer((request, response) => {
    // pictures never come: this is about the rows
    if (request.url !== '/g') return
    pagesAsked += 1
    response.writeHead(200, { 'content-type': 'text/html' }).end(html)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/g`
  bench = await openTestEngine()
  benches.push(bench)
})

afterEach(async () => {
  for (const one of benches.splice(0).reverse()) await one.close()
  server.closeAllConnections()
  server.close()
})

/** What the records say of the only task. */
function records(file: string) {
  const database = new DatabaseSync(file, { readOnly: true })
  const one = (sql: string) => Object.values(database.prepare(sql).get() as Record<string, unknown>)[0]
  const seen = {
    read: one("SELECT count(*) FROM pages WHERE state = 'read'"),
    rows: one('SELECT count(*) FROM images'),
    addresses: one('SELECT count(DISTINCT address) FROM images'),
    lastNum: one('SELECT max(num) FROM images'),
    found: one('SELECT sum(found) FROM galleries'),
    galleries: one('SELECT count(*) FROM galleries'),
  }
  database.close()
  return seen
}

/** Resumes the task until the page is read; gives its records before and after, and the counts. */
async function resume(again: TestEngine, id: TaskId, file: string) {
  const before = records(file)
  await again.engine.commands.resumeTasks([id])
  await again.untilCounts(id, (counts) => counts.pagesRead === 1)
  const counts = again.engine.task(id)?.progress.counts
  await again.restart()
  return { before, counts, after: records(file), pagesAsked }
}

const some = expect.toSatisfy((rows) => rows > 0 && rows < pictures)
/** Counts and rows agree at both times, and the end is that of an undisturbed reading. */
const readAgain = {
  before: expect.objectContaining({ read: 0, rows: some }),
  counts: expect.objectContaining({ found: pictures, galleries: 1, pagesKnown: 1 }),
  after: {
    read: 1,
    rows: pictures,
    addresses: pictures,
    lastNum: pictures,
    found: pictures,
    galleries: 1,
  },
  pagesAsked: 2,
}

it.runIf(isExhaustive)(
  'a long page that was left between two turns is read again, and nothing is doubled',
  async () => {
    const id = bench.add(address)
    await bench.untilCounts(id, (counts) => counts.found > 0)
    await bench.restart()
    const story = await resume(bench, id, join(bench.data, 'galleon.db'))
    expect(story).toEqual(readAgain)
    expect(story.before).toMatchObject({ found: story.before.rows, lastNum: story.before.rows })
  },
)

it.runIf(isExhaustive)(
  'a long page that was killed between two turns is read again, and nothing is doubled',
  async () => {
    const id = bench.add(address)
    const file = join(bench.data, 'galleon.db')
    const killed = join(bench.data, 'killed.db')
    await bench.untilCounts(id, (counts) => {
      if (counts.found === 0 || existsSync(killed)) return false
      if (records(file).rows === 0) return false
      // what the system would have of a program that is killed here
      copyFileSync(`${file}-wal`, `${killed}-wal`)
      copyFileSync(file, killed)
      return true
    })
    const again = await openTestEngine({ files: { database: killed } })
    benches.push(again)
    const story = await resume(again, id, killed)
    expect(story).toEqual(readAgain)
    expect(story.before).toMatchObject({ found: story.before.rows, lastNum: story.before.rows })
  },
)
