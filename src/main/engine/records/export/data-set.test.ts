import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sampleRecord, sampleTable } from '../../../../../test/servers/sample-records'
import { type DataSetEntry, type DataSetPicture, makeDataSet } from './data-set'

const { signal } = new AbortController()

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-set-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function pictureOf(name: string): Promise<DataSetPicture> {
  const file = join(folder, name)
  await writeFile(file, name)
  return {
    file,
    address: `https://img.example/${name}`,
    page: 'https://blog.example/1',
    savedAt: Date.UTC(2026, 10, 29),
    sha256: 'ab'.repeat(32),
    robots: 'allowed',
  }
}

const table = {
  ...sampleTable,
  columns: [
    ...sampleTable.columns,
    { name: 'image', type: 'text', list: false },
    { name: 'cover_file_name', type: 'text', list: false },
  ],
} as const

async function entriesOf(): Promise<readonly DataSetEntry[]> {
  const fields = { title: '湖光山色 🛶', tags: ['a'], image: 'x', cover_file_name: 'y' }
  return [
    {
      record: sampleRecord('1', fields),
      pictures: [await pictureOf('test 1.JPG'), await pictureOf('b.png')],
    },
    { record: sampleRecord('2', { title: 'no picture' }), pictures: [await pictureOf('film.mp4')] },
    {
      record: null,
      pictures: [
        await pictureOf('c.webp'),
        { ...(await pictureOf('d.gif')), file: join(folder, 'gone.gif') },
      ],
    },
  ]
}

async function* pages(entries: readonly DataSetEntry[]) {
  for (const entry of entries) yield [entry]
}

async function linesOf(file: string): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(file, 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('a data set', () => {
  it('has each picture beside a row with its record and where it came from', async () => {
    const target = join(folder, 'set')
    const entries = pages(await entriesOf())
    const counts = await makeDataSet(
      { table, entries, folder: target, metadata: 'jsonl', licence: 'title' },
      signal,
    )
    expect(counts).toEqual({ pictures: 3, records: 2, otherFiles: 1, missing: 1 })
    expect((await readdir(target)).sort()).toEqual(['images', 'metadata.jsonl', 'records.jsonl'])
    const rows = await linesOf(join(target, 'metadata.jsonl'))
    expect(rows.map((row) => row['file_name'])).toEqual([
      'images/0000/00000001.jpg',
      'images/0000/00000002.png',
      'images/0000/00000003.webp',
    ])
    expect(rows[0]).toMatchObject({
      picture_address: 'https://img.example/test 1.JPG',
      page_address: 'https://blog.example/1',
      saved_at: '2026-11-29T00:00:00.000Z',
      sha256: 'ab'.repeat(32),
      robots: 'allowed',
      license: '湖光山色 🛶',
      title: '湖光山色 🛶',
      tags: ['a'],
      field_image_: 'x',
      field_cover_file_name_: 'y',
    })
    expect(rows.map((row) => Object.keys(row))).toEqual(rows.map(() => Object.keys(rows[0] ?? {})))
    for (const row of rows) expect((await stat(join(target, String(row['file_name'])))).isFile()).toBe(true)
    expect(await linesOf(join(target, 'records.jsonl'))).toHaveLength(2)
  })

  it('writes its rows as Parquet', async () => {
    const target = join(folder, 'set')
    const entries = pages(await entriesOf())
    await makeDataSet({ table, entries, folder: target, metadata: 'parquet', licence: null }, signal)
    const file = await readFile(join(target, 'metadata.parquet'))
    const rows = await parquetReadObjects({
      file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length),
    })
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({
      file_name: 'images/0000/00000001.jpg',
      title: '湖光山色 🛶',
      tags: ['a'],
      license: null,
    })
    expect(rows[2]).toMatchObject({ file_name: 'images/0000/00000003.webp', title: null })
  })

  it('leaves nothing when it is stopped', async () => {
    const controller = new AbortController()
    const work = {
      table,
      entries: pages(await entriesOf()),
      folder: join(folder, 'set'),
      metadata: 'jsonl',
      licence: null,
      onProgress: () => controller.abort('cancel'),
    } as const
    await expect(makeDataSet(work, controller.signal)).rejects.toBe('cancel')
    expect((await readdir(folder)).filter((name) => name.startsWith('set'))).toEqual([])
  })
})
