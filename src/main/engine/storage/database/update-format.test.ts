import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { newestVersion } from './connection'
import { openDatabase } from './database'
import { libraryCards } from './migrations'
import { updateFormat } from './update-format'

const workerFile = resolve('out/test/list-worker.js')
const images = 180_000
let folder: string
let old: string

/** The indexes, columns and table of galleries of format 8 in place of those of later formats, over enough images that making these takes a moment. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-format-'))
  old = join(folder, 'old.db')
  openDatabase(old, () => {}).close()
  using database = new DatabaseSync(old)
  database.exec(`
    DROP TRIGGER galleries_card; DROP INDEX galleries_in_place; DROP INDEX galleries_real_root; DROP INDEX galleries_shown;
    ALTER TABLE galleries DROP COLUMN place; ALTER TABLE galleries DROP COLUMN real_root;
    ALTER TABLE galleries DROP COLUMN shown; ${libraryCards}
    DROP TABLE logins; DROP TABLE runs; DROP TABLE shortfalls; DROP TABLE site_rules;
    ALTER TABLE images DROP COLUMN version; ALTER TABLE pages DROP COLUMN item; ALTER TABLE pages DROP COLUMN thumbnail; ALTER TABLE galleries DROP COLUMN page_id; ALTER TABLE tasks DROP COLUMN range_end; DROP INDEX images_by_file; DROP INDEX images_by_bytes; DROP INDEX images_failed; DROP INDEX pages_failed;
    DROP INDEX left_out_reasons; DROP INDEX images_state; CREATE INDEX images_state ON images (task_id, state, id);
    DROP TRIGGER images_hidden; DROP TRIGGER images_hidden_added; DROP INDEX images_order;
    ALTER TABLE images DROP COLUMN hidden; CREATE INDEX images_order ON images (task_id, gallery_id, num);
    PRAGMA user_version = 8; PRAGMA synchronous = OFF; BEGIN;
    INSERT INTO tasks (request, state, tally, added_at) VALUES ('{}', '{}', '{}', 1);
    INSERT INTO galleries (task_id, key, title, page, host, root, folder, recipe, fields, position, added_at)
      VALUES (1, 'k', 'A', 'http://a.test/', 'a.test', '/x', 'A', 'automatic', '{}', 0, 1);
    WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${images})
      INSERT INTO images (task_id, gallery_id, num, address, page, state, file, bytes, at)
      SELECT 1, 1, n, 'http://a.test/' || n, 'http://a.test/', 'saved', printf('%060d.jpg', n * 7919 % 1000003), n, n FROM n;
    COMMIT`)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function factsOf(file: string) {
  using database = new DatabaseSync(file)
  const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0]
  return {
    version: one('PRAGMA user_version'),
    indexes: one("SELECT count(*) FROM sqlite_schema WHERE name IN ('images_by_file', 'left_out_reasons')"),
    images: one('SELECT count(*) FROM images NOT INDEXED'),
    check: one('PRAGMA quick_check'),
  }
}
const updated = { version: newestVersion, indexes: 2, images, check: 'ok' }

it.runIf(isExhaustive)(
  'a large database is brought up to date in a thread, while this one continues',
  async () => {
    const file = join(folder, 'thread.db')
    copyFileSync(old, file)
    const onSlow = vi.fn<(bytes: number) => void>()
    let isDone = false
    const update = updateFormat({ databaseFile: file, workerFile, onSlow, slowMs: 1 }).then(() => {
      isDone = true
    })
    let turns = 0
    while (!isDone) {
      await turn()
      turns += 1
    }
    await update
    expect(turns).toBeGreaterThan(20)
    expect(onSlow.mock.calls).toEqual([[statSync(old).size]])
    expect(factsOf(file)).toEqual(updated)
  },
  60_000,
)

it.runIf(isExhaustive)(
  'a program that is killed while it brings a database up to date leaves one that opens, and begins again',
  async () => {
    const file = join(folder, 'killed.db')
    const start = `const { Worker } = require('node:worker_threads')
    new Worker(${JSON.stringify(workerFile)}, { workerData: ${JSON.stringify({ file, work: 'update' })} })`
    let cutOff = 0
    for (let attempt = 0; attempt < 8 && cutOff === 0; attempt += 1) {
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
      copyFileSync(old, file)
      const program = spawn(process.execPath, ['-e', start], { stdio: 'ignore' })
      const ended = once(program, 'exit')
      // Pages that no longer fit into the cache are in the log long before the commit.
      while (
        program.exitCode === null &&
        (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) < 65_536
      )
        await turn()
      program.kill('SIGKILL')
      await ended
      const facts = factsOf(file)
      // All of a step or nothing of it.
      expect([updated, { ...updated, version: 9 }, { ...updated, version: 8, indexes: 0 }]).toContainEqual(
        facts,
      )
      if (facts.version === 8) cutOff += 1
    }
    expect(cutOff).toBe(1)
    openDatabase(file, () => {}).close()
    expect(factsOf(file)).toEqual(updated)
  },
  120_000,
)

it.for([
  ['is small', (file: string) => openDatabase(file, () => {}).close()],
  ['is none', (file: string) => writeFileSync(file, Buffer.alloc(20 * 1024 ** 2, 7))],
  ['is missing', () => {}],
] as const)('a file that %s is left to the code that opens it', async ([name, make]) => {
  const file = join(folder, `${name}.db`)
  make(file)
  const before = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  await updateFormat({ databaseFile: file, workerFile: join(folder, 'no-worker.js'), onSlow: () => {} })
  expect(statSync(file, { throwIfNoEntry: false })?.mtimeMs).toBe(before)
})
