import { DatabaseSync } from '@photostructure/sqlite'
import { failure } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { openReader } from './lists/reader'
import { createProblemRows } from './problem-rows'

let bench: TestStorage
let task: TaskId

beforeEach(() => {
  bench = openTestStorage()
  task = bench.addTask()
})
afterEach(() => bench.close())

function failPage(address: string): void {
  const page = { pageId: null, address, via: 'range', position: 0, galleryId: null, depth: 0 } as const
  bench.storage.pages.outcome.saveFailed(task, page, failure('reset', 'cut'), 1)
}

const addresses = fc.constantFrom(
  'http://a.test/1.html',
  'http://a.test',
  'http://a.test?q=@b.test/x',
  'http://a.test#@c.test',
  'http://a.test:81/1.html',
  'https://user:pa@ss@a.test/1',
  'http://[::1]:8080/x//y',
)
const records = fc.constantFrom(
  '{"kind":"not-found","status":404,"detail":"gone"}',
  '{"kind":"not-found","status":404,"detail":"away"}',
  '{"kind":"not-found","detail":""}',
  '{"kind":"rate-limited","status":429,"detail":"","until":5000}',
  '{"kind":"rate-limited","status":429,"detail":"","until":9000}',
  '{"kind":"no-such-kind","status":418,"detail":""}',
  '{"status":404}',
  '{"kind":',
  '',
)

it('each group has exactly the problems that a command for it is given', () => {
  using database = new DatabaseSync(bench.file)
  const reader = openReader(bench.file)
  const groups = createProblemRows(reader.database).groups
  fc.assert(
    fc.property(
      fc.array(fc.record({ address: addresses, record: records }), { maxLength: 12 }),
      (problems) => {
        bench.storage.flush()
        database.exec('DELETE FROM pages')
        for (const [at, { address }] of problems.entries()) failPage(`${address}#${at}`)
        bench.storage.flush()
        const rows = database.prepare('SELECT id FROM pages ORDER BY id').all()
        for (const [at, row] of rows.entries())
          database
            .prepare('UPDATE pages SET failure = ? WHERE id = ?')
            .run(problems[at]?.record ?? '', Number(row['id']))
        const found = groups(task)
        expect(found.reduce((sum, { images, pages }) => sum + images + pages, 0)).toBe(problems.length)
        for (const { kind, status, host, pages } of found) {
          const group = { kind, status, host }
          expect(bench.storage.problems.choose({ taskId: task, group }, 'failed')).toHaveLength(pages)
        }
      },
    ),
    { numRuns: 40 },
  )
  reader.close()
})

it('groups are read again when something changed, and only then', () => {
  failPage('http://a.test/1.html')
  bench.storage.flush()
  const reader = openReader(bench.file)
  const groups = createProblemRows(reader.database).groups
  const first = groups(task)
  expect(groups(task)).toBe(first)
  failPage('http://a.test/2.html')
  bench.storage.flush()
  expect(groups(task)).toMatchObject([{ host: 'a.test', pages: 2 }])
  expect(groups(bench.addTask())).toEqual([])
  reader.close()
})
