import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { FileFormat } from '@shared/model/crawl/sink-address'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutbox } from '../../../../../test/servers/outbox-in-memory'
import { hostileTitles, sampleRecord, sampleTable } from '../../../../../test/servers/sample-records'
import { found, noLimits, openTestStore, plainRun, readPage } from '../../../../../test/test-crawl'
import { exportRecords, type RecordExport } from './export-records'
import { allRecords, listedRecords } from './record-rows'

const { signal } = new AbortController()

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-export-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function pagesOf(titles: readonly string[]) {
  const store = createOutbox([])
  store.put(
    titles.map((title, index) =>
      sampleRecord(`${index}`, {
        title,
        reads: index - 1.5,
        at: '2026-02-28T23:59:59.987Z',
        open: index % 2 === 0,
        tags: [title, 'b'],
      }),
    ),
  )
  return allRecords(store, new AbortController().signal)
}

async function exported(
  format: FileFormat | 'sqlite',
  titles = hostileTitles,
  more: Partial<RecordExport> = {},
) {
  const path = join(folder, `out.${format}`)
  await exportRecords({ pages: pagesOf(titles), table: sampleTable, format, path, ...more }, signal)
  expect(await readdir(folder)).not.toContain(`out.${format}.part`)
  return path
}

function sorted(texts: readonly unknown[]): readonly string[] {
  return texts.map(String).sort((one, other) => (one < other ? -1 : 1))
}

/** Reads CSV as RFC 4180 says. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const line of text.match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? []) {
    const cells = line.slice(0, -2).match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,"]*)/g) ?? []
    rows.push(
      cells.map((cell) =>
        cell
          .replace(/^,/, '')
          .replace(/^"([\s\S]*)"$/, '$1')
          .replaceAll('""', '"'),
      ),
    )
  }
  return rows
}

it('a list that is exported while the crawl writes has each record once', async () => {
  const store = await openTestStore()
  const starts = Array.from({ length: 700 }, (_, n) => found(`http://a/${n}`))
  await store.store.begin({ ...plainRun, starts })
  const commit = async (count: number) => {
    const pages = await store.store.take(count, [], noLimits)
    await store.store.commit(
      pages.map((page) => readPage(page, { n: Number(page.address.slice(9)) })),
      2000,
    )
  }
  for (const query of [
    { sort: 'n', filter: 'n >= 0' },
    { sort: null, filter: '' },
  ]) {
    await commit(300)
    const { total } = await store.store.list({
      ...query,
      descending: true,
      change: 'all',
      offset: 0,
      limit: 0,
    })
    const shown: unknown[] = []
    for await (const records of listedRecords(
      store.store,
      { ...query, descending: true, change: 'all' },
      signal,
    )) {
      shown.push(...records.map(({ fields }) => fields['n']))
      await commit(50)
    }
    expect(shown).toEqual(Array.from({ length: total }, (_, n) => total - 1 - n))
  }
  await store.close()
})

describe('an export', () => {
  it('writes CSV with a mark for Excel, and no cell that a spreadsheet would run', async () => {
    const text = await readFile(
      await exported('csv', ['=1+1', '+1', '-1', '@a', '\t=1', 'a"b\r\n,', '画', '']),
      'utf8',
    )
    expect(text.startsWith('\uFEFFkey,address,first_seen,')).toBe(true)
    const [head = [], ...rows] = readCsv(text.slice(1))
    const at = (name: string) => head.indexOf(name)
    expect(sorted(rows.map((row) => row[at('title')]))).toEqual(
      sorted(["'=1+1", "'+1", "'-1", "'@a", "'\t=1", 'a"b\r\n,', '画', '']),
    )
    expect(sorted(rows.map((row) => row[at('reads')]))).toEqual(
      sorted(['-1.5', '-0.5', '0.5', '1.5', '2.5', '3.5', '4.5', '5.5']),
    )
    expect(rows[0]?.[at('at')]).toBe('2026-02-28T23:59:59.987Z')
    expect(rows.map((row) => row[at('open')])).toContain('true')
  })

  it('writes JSON Lines that give the same values', async () => {
    const text = await readFile(await exported('jsonl'), 'utf8')
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(sorted(rows.map((row) => row.title))).toEqual(sorted(hostileTitles))
    expect(rows[0]).toMatchObject({ changed_at: null, home: null, revision: 1, tags: [rows[0].title, 'b'] })
  })

  it('writes Parquet that another reader understands', async () => {
    const file = await readFile(await exported('parquet'))
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length)
    expect(Number(parquetMetadata(buffer).num_rows)).toBe(hostileTitles.length)
    const rows = await parquetReadObjects({ file: buffer })
    expect(sorted(rows.map((row) => row['title']))).toEqual(sorted(hostileTitles))
    for (const row of rows)
      expect(row).toMatchObject({
        at: new Date('2026-02-28T23:59:59.987Z'),
        first_seen: new Date('2026-11-29T12:00:00.123Z'),
        home: null,
        revision: 1n,
        tags: [row['title'], 'b'],
      })
  })

  it('writes a SQLite file', async () => {
    const database = new DatabaseSync(await exported('sqlite'))
    const rows: readonly Record<string, unknown>[] = database.prepare('SELECT * FROM articles').all()
    database.close()
    expect(sorted(rows.map((row) => row['title']))).toEqual(sorted(hostileTitles))
  })

  it.each([
    ['csv', /^\uFEFFkey,address,[^\n]*\r\n$/],
    ['jsonl', /^$/],
    ['parquet', /^PAR1[^]*PAR1$/],
    ['sqlite', /^SQLite format 3/],
  ] as const)('writes an empty %s', async (format, content) => {
    expect(await readFile(await exported(format, []), 'utf8')).toMatch(content)
  })

  it('writes Parquet without a row', async () => {
    const file = await readFile(await exported('parquet', []))
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length)
    expect(await parquetReadObjects({ file: buffer })).toEqual([])
  })

  it('writes many groups of rows into one Parquet file', async () => {
    const titles = Array.from({ length: 300 }, (_, index) => `${index}`.padEnd(100_000, 'x'))
    const file = await readFile(await exported('parquet', titles))
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length)
    expect(parquetMetadata(buffer).row_groups.length).toBeGreaterThan(2)
    const rows = await parquetReadObjects({ file: buffer, columns: ['title'] })
    expect(sorted(rows.map((row) => row['title']))).toEqual(sorted(titles))
  })

  it('keeps the old file when it is stopped, and leaves no part', async () => {
    const path = join(folder, 'out.jsonl')
    await writeFile(path, 'old')
    const controller = new AbortController()
    const stop = () => controller.abort('cancel')
    const titles = Array.from({ length: 1000 }, (_, index) => `${index}`)
    await expect(
      exportRecords(
        { pages: pagesOf(titles), table: sampleTable, format: 'jsonl', path, onProgress: stop },
        controller.signal,
      ),
    ).rejects.toBe('cancel')
    expect(await readdir(folder)).toEqual(['out.jsonl'])
    expect(await readFile(path, 'utf8')).toBe('old')
  })

  it('says that a folder cannot be written to', async () => {
    const path = join(folder, 'missing', 'out.csv')
    await expect(
      exportRecords({ pages: pagesOf([]), table: sampleTable, format: 'csv', path }, signal),
    ).rejects.toMatchObject({ failure: { kind: 'not-writable' } })
  })

  it.skipIf(process.platform === 'win32')('replaces the file that a link leads to', async () => {
    await writeFile(join(folder, 'real.csv'), 'old')
    await symlink(join(folder, 'real.csv'), join(folder, 'out.csv'))
    await exported('csv')
    expect(await readFile(join(folder, 'real.csv'), 'utf8')).toContain('key,address')
  })
})
