import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { errorCode } from '@shared/model/error-code'
import type { EpochMs } from '@shared/model/units'
import { diskOperation } from '../../disk/disk-errors'
import { fsyncFolder } from '../../disk/fsync-folder'
import { makeFolder } from '../../disk/make-folder'
import { mayBeThere } from '../../disk/paths'
import type { SinkTable } from '../sinks/sink'
import { type NameLimits, type TableColumn, tableColumns } from '../sinks/table-columns'
import { parquetColumns } from './export-records'
import { jsonObject } from './json-lines'
import { type ParquetColumn, writeParquet } from './parquet'
import { writeWholeFile } from './whole-file'

/** A saved picture, with where it came from. */
export interface DataSetPicture {
  /** Absolute path of the saved file. */
  readonly file: string
  /** The address that it was fetched from. */
  readonly address: string
  /** The page that shows it. */
  readonly page: string
  readonly savedAt: EpochMs
  /** Hexadecimal. */
  readonly sha256: string
  /** What robots.txt said about its page when it was read; null: not asked. */
  readonly robots: 'allowed' | 'not-allowed' | null
}

/** A record with its pictures; a picture of a page without a record has none. */
export interface DataSetEntry {
  readonly record: CrawlRecord | null
  readonly pictures: readonly DataSetPicture[]
}

/** What becomes a data set. */
export interface DataSetWork {
  readonly table: SinkTable
  /** Some at a time. */
  readonly entries: AsyncIterable<readonly DataSetEntry[]>
  /** Absolute path; nothing lies there. */
  readonly folder: string
  readonly metadata: 'jsonl' | 'parquet'
  /** The field that holds the licence; null: no field does. */
  readonly licence: string | null
  readonly onProgress?: (pictures: number) => void
}

/** What a data set has. */
export interface DataSetCounts {
  readonly pictures: number
  readonly records: number
  /** Pictures that its readers do not know: videos, SVG. */
  readonly otherFiles: number
  /** Pictures that were saved and are not there any more. */
  readonly missing: number
}

/** Extensions that `load_dataset("imagefolder")` takes for pictures and Pillow reads without more. */
const extensions = new Set([
  '.jpg',
  '.jpeg',
  '.jfif',
  '.png',
  '.apng',
  '.gif',
  '.webp',
  '.bmp',
  '.tif',
  '.tiff',
  '.jp2',
])

/** Columns that each picture has besides the columns of its record. */
const provenance: readonly ParquetColumn[] = [
  { name: 'file_name', type: 'text' },
  { name: 'picture_address', type: 'text' },
  { name: 'page_address', type: 'text' },
  { name: 'saved_at', type: 'date' },
  { name: 'sha256', type: 'text' },
  { name: 'robots', type: 'text' },
  { name: 'license', type: 'text' },
]

/**
 * The reader turns columns whose name ends like that into pictures, and makes a column `image` of its own
 * (huggingface/datasets, `FolderBasedBuilder`).
 */
const readersOwn = /(?:^|_)file_names?$|^images?$|^label$/i

const limits: NameLimits = {
  bytes: Infinity,
  length: 100,
  supplementary: true,
  fold: (name) => name.toLowerCase(),
}

/**
 * Makes a folder that Hugging Face `load_dataset("imagefolder", data_dir=FOLDER)` reads: pictures by number, and one row for
 * each in `metadata.jsonl` or `metadata.parquet` with its record and where it came from; all records in `records.jsonl`.
 *
 * Pictures are hard links where the file system allows it, else copies. Their names are numbers, because words such as
 * `test` in a path would put a picture into another split. The folder gets its name when it is whole. Rejects with
 * FailureError disk-full or not-writable, or the reason of the signal.
 */
export async function makeDataSet(work: DataSetWork, signal: AbortSignal): Promise<DataSetCounts> {
  const { folder, metadata, table } = work
  const part = `${folder}.part`
  await diskOperation(() => rm(part, { recursive: true, force: true }))
  const counts = { pictures: 0, records: 0, otherFiles: 0, missing: 0 }
  try {
    await diskOperation(() => makeFolder(join(part, 'images')))
    const columns = dataSetColumns(table)
    await writeWholeFile(join(part, 'records.jsonl'), signal, async (appendRecord) => {
      const rows = pictureRows({ work, part, columns, counts, signal }, appendRecord)
      await writeWholeFile(join(part, `metadata.${metadata}`), signal, async (append) => {
        if (metadata === 'parquet') return await writeParquet(metadataColumns(table, columns), rows, append)
        for await (const page of rows) await append(page.map((row) => `${JSON.stringify(row)}\n`).join(''))
      })
    })
    await diskOperation(() => rename(part, folder))
    await fsyncFolder(join(folder, '..'))
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
  return counts
}

/** The columns of records, none of which has a name with a meaning of its own in a data set. */
function dataSetColumns(table: SinkTable): readonly TableColumn[] {
  const taken = new Set(provenance.map(({ name }) => name))
  return tableColumns(table, limits).map((column) => {
    const isTaken = readersOwn.test(column.name) || taken.has(column.name.toLowerCase())
    return isTaken ? { ...column, name: `field_${column.name}_` } : column
  })
}

function metadataColumns(table: SinkTable, columns: readonly TableColumn[]): readonly ParquetColumn[] {
  const fields = parquetColumns(table).map(({ type }, index) => ({ name: columns[index]?.name ?? '', type }))
  return [...provenance, ...fields]
}

interface RowWork {
  readonly work: DataSetWork
  readonly part: string
  readonly columns: readonly TableColumn[]
  readonly counts: { -readonly [name in keyof DataSetCounts]: number }
  readonly signal: AbortSignal
}

/** Places the pictures and gives the rows of the metadata; records are appended on the way. */
async function* pictureRows(
  { work, part, columns, counts, signal }: RowWork,
  appendRecord: (line: string) => Promise<void>,
): AsyncGenerator<readonly Record<string, unknown>[]> {
  for await (const entries of work.entries) {
    const rows: Record<string, unknown>[] = []
    for (const { record, pictures } of entries) {
      const fields = record === null ? {} : jsonObject(columns, record)
      if (record !== null) {
        counts.records += 1
        await appendRecord(`${JSON.stringify(fields)}\n`)
      }
      for (const picture of pictures) {
        signal.throwIfAborted()
        const name = await place(picture, part, counts)
        if (name === null) continue
        rows.push({ ...rowOf(picture, name, licenceOf(work, record)), ...emptied(columns), ...fields })
        work.onProgress?.(counts.pictures)
      }
    }
    yield rows
  }
}

/** Every row has every column: readers take the type of a column from the first rows. */
function emptied(columns: readonly TableColumn[]): Record<string, null> {
  return Object.fromEntries(columns.map(({ name }) => [name, null]))
}

function rowOf(picture: DataSetPicture, name: string, licence: string | null): Record<string, unknown> {
  const { address, page, savedAt, sha256, robots } = picture
  return {
    file_name: name,
    picture_address: address,
    page_address: page,
    saved_at: new Date(savedAt).toISOString(),
    sha256,
    robots,
    license: licence,
  }
}

function licenceOf({ licence }: DataSetWork, record: CrawlRecord | null): string | null {
  const value = licence === null ? undefined : record?.fields[licence]
  if (value === undefined) return null
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** The name of a picture in the data set, with slashes; null: it is not in it. */
async function place(
  picture: DataSetPicture,
  part: string,
  counts: RowWork['counts'],
): Promise<string | null> {
  const extension = extname(picture.file).toLowerCase()
  if (!extensions.has(extension)) {
    counts.otherFiles += 1
    return null
  }
  const number = counts.pictures + 1
  // File systems and readers become slow with more than some thousand names in one folder.
  const group = String(Math.floor((number - 1) / 1000)).padStart(4, '0')
  const name = `images/${group}/${String(number).padStart(8, '0')}${extension}`
  if (number % 1000 === 1) await diskOperation(() => mkdir(join(part, 'images', group), { recursive: true }))
  if (!(await linkOrCopy(picture.file, join(part, name)))) {
    counts.missing += 1
    return null
  }
  counts.pictures = number
  return name
}

/** False: the file is not there. */
async function linkOrCopy(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !(await mayBeThere(from))) return false
    // Another drive, or a file system without links.
    await diskOperation(() => copyFile(from, to))
    return true
  }
}
