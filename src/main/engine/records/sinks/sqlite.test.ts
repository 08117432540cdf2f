import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  hostileTitles,
  sampleRecord,
  sampleTable,
  statesOfTwoFiles,
} from '../../../../../test/servers/sample-records'
import { openSqlite } from './sqlite'

const { signal } = new AbortController()

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-sqlite-'))
  path = join(folder, 'shop.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function ask(sql: string): readonly unknown[] {
  const database = new DatabaseSync(path)
  const rows: readonly Record<string, unknown>[] = database.prepare(sql).all()
  database.close()
  return rows.map((row) => ({ ...row }))
}

function change(sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

describe('a sink in a SQLite file', () => {
  it('asks before it makes its table, and keeps hostile values', async () => {
    const sink = openSqlite({ path, table: 'a"b' })
    expect(await sink.prepare(sampleTable, signal)).toMatchObject({ kind: 'asks', isNew: true })
    await sink.make(sampleTable, signal)
    expect(await sink.prepare(sampleTable, signal)).toEqual({ kind: 'ready' })
    const records = hostileTitles.map((title, index) =>
      sampleRecord(`${index}`, { title, tags: [title], open: true }),
    )
    await sink.write(sampleTable, [...records, ...records], signal)
    expect(ask('SELECT title, open, tags FROM "a""b" ORDER BY title')).toEqual(
      hostileTitles
        .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
        .map((title) => ({ title, open: 1, tags: JSON.stringify([title]) })),
    )
    await sink.close()
  })

  it('takes a newer revision, and no older one', async () => {
    const sink = openSqlite({ path })
    await sink.make(sampleTable, signal)
    await sink.write(sampleTable, [sampleRecord('a', { title: 'two' }, { revision: 2 })], signal)
    await sink.write(sampleTable, [sampleRecord('a', { title: 'one' }, { revision: 1 })], signal)
    expect(ask('SELECT title FROM articles')).toEqual([{ title: 'two' }])
    await sink.close()
  })

  it('takes the later state of a record that another task has found again', async () => {
    const sink = openSqlite({ path })
    await sink.make(sampleTable, signal)
    for (const [record, title] of statesOfTwoFiles) {
      await sink.write(sampleTable, [record], signal)
      expect(ask('SELECT title FROM articles')).toEqual([{ title }])
    }
    await sink.close()
  })

  it('adds the column of a new field, and keeps other tables', async () => {
    change('CREATE TABLE mine (x); INSERT INTO mine VALUES (1)')
    const sink = openSqlite({ path })
    await sink.make(sampleTable, signal)
    const table = {
      ...sampleTable,
      columns: [...sampleTable.columns, { name: '作者', type: 'text', list: false }],
    } as const
    expect(await sink.prepare(table, signal)).toEqual({
      kind: 'asks',
      isNew: false,
      statements: ['ALTER TABLE "articles" ADD COLUMN "作者" TEXT'],
    })
    await sink.make(table, signal)
    await sink.write(table, [sampleRecord('a', { 作者: 'b' })], signal)
    expect(ask('SELECT 作者 FROM articles')).toEqual([{ 作者: 'b' }])
    expect(ask('SELECT x FROM mine')).toEqual([{ x: 1 }])
    await sink.close()
  })

  it('waits for a lock of another program by failing in a way that passes', async () => {
    const sink = openSqlite({ path })
    await sink.make(sampleTable, signal)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    await expect(sink.write(sampleTable, [sampleRecord('a')], signal)).rejects.toMatchObject({
      failure: { kind: 'sink', trouble: 'connection', detail: expect.stringContaining('locked') },
    })
    other.exec('ROLLBACK')
    other.close()
    await sink.write(sampleTable, [sampleRecord('a')], signal)
    await sink.close()
  })

  it.each([
    ['no database', 'access', async () => writeFile(path, 'x'.repeat(5000))],
    ['a table of something else', 'table', async () => change('CREATE TABLE articles (name)')],
    ['a refused value', 'record', null],
    ['a dropped table', 'table', null],
  ])('says what is wrong: %s', async (what, trouble, before) => {
    await before?.()
    const sink = openSqlite({ path })
    const work = async () => {
      await sink.make(sampleTable, signal)
      if (what === 'a dropped table') change('DROP TABLE articles')
      else change("CREATE TRIGGER no BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'refused'); END")
      await sink.write(sampleTable, [sampleRecord('a')], signal)
    }
    await expect(work()).rejects.toMatchObject({ failure: { kind: 'sink', trouble } })
    await sink.close()
  })
})
