import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import { isNewerRow } from '../newer-row'
import type { SinkTable } from '../sink'
import {
  type ColumnType,
  fittingName,
  type NameLimits,
  type TableColumn,
  tableColumns,
} from '../table-columns'

/** PostgreSQL cuts longer names without an error (NAMEDATALEN). */
const limits: NameLimits = { bytes: 63, length: 63, supplementary: true, fold: (name) => name }

const types: Readonly<Record<ColumnType, string>> = {
  key: 'text',
  revision: 'bigint',
  text: 'text',
  address: 'text',
  number: 'double precision',
  date: 'timestamp with time zone',
  boolean: 'boolean',
  json: 'jsonb',
}

/** Types that an existing column may have besides, because they hold the same values. */
const alsoTaken: Readonly<Record<ColumnType, readonly string[]>> = {
  key: ['character', 'character varying'],
  revision: ['numeric'],
  text: ['character varying'],
  address: ['character varying'],
  number: ['numeric'],
  date: [],
  boolean: [],
  json: ['json'],
}

/** A table as PostgreSQL gets it. */
export interface PostgresTable {
  /** Quoted, with its schema if one was named. */
  readonly name: string
  readonly columns: readonly TableColumn[]
}

/** A column that is there: its name and `format_type` without modifier. */
export interface PresentColumn {
  readonly name: string
  readonly type: string
}

/** The table, called `named` (`table` or `schema.table`) instead of after the crawl if that is not null. */
export function postgresTable(table: SinkTable, named: string | null): PostgresTable {
  const parts = (named ?? table.name).split('.')
  const name = parts.map((part) => quoted(fittingName(part, limits))).join('.')
  return { name, columns: tableColumns(table, limits) }
}

/** An identifier that keeps its case and cannot end early. */
export function quoted(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`
}

function definition({ name, type, required }: TableColumn): string {
  // Bytes are compared, whatever the language of the database: keys are hexadecimal.
  const key = type === 'key' ? ' COLLATE "C" PRIMARY KEY' : ''
  return `${quoted(name)} ${types[type]}${key}${required && key === '' ? ' NOT NULL' : ''}`
}

/** Makes the table. */
export function createTable({ name, columns }: PostgresTable): string {
  return `CREATE TABLE ${name} (\n  ${columns.map(definition).join(',\n  ')}\n)`
}

/** The statements that add what is missing; a text says why the table cannot be used. */
export function missingColumns(
  { name, columns }: PostgresTable,
  present: readonly PresentColumn[],
): readonly string[] | string {
  const byName = new Map(present.map((column) => [column.name, column.type]))
  for (const column of columns) {
    const type = byName.get(column.name)
    if (type === undefined && column.required)
      return `it is not a table of records: it has no column ${column.name}`
    if (type !== undefined && type !== types[column.type] && !alsoTaken[column.type].includes(type))
      return `its column ${column.name} is ${type} and should be ${types[column.type]}`
  }
  return columns
    .filter((column) => !byName.has(column.name))
    .map((column) => `ALTER TABLE ${name} ADD COLUMN ${definition(column)}`)
}

/** Inserts or updates rows, each column as one array; what is there and as new is not touched. */
export function upsert({ name, columns }: PostgresTable): string {
  const names = columns.map((column) => quoted(column.name))
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${types[type]}[]`)
  const [key = ''] = names
  const updates = names.slice(1).map((column) => `${column} = excluded.${column}`)
  return [
    `INSERT INTO ${name} AS kept (${names.join(', ')})`,
    `SELECT * FROM unnest(${arrays.join(', ')})`,
    `ON CONFLICT (${key}) DO UPDATE SET ${updates.join(', ')}`,
    `WHERE ${isNewerRow(sideOf('kept'), sideOf('excluded'))}`,
  ].join('\n')
}

const sideOf = (row: string) => (column: string) => `${row}.${quoted(column)}`

/** One array for each column. */
export function upsertValues(
  { columns }: PostgresTable,
  records: readonly CrawlRecord[],
): readonly (readonly (string | number | boolean | null)[])[] {
  return columns.map((column) => records.map((record) => storable(column, record)))
}

/**
 * PostgreSQL stores no U+0000 in any text, and its JSON holds neither that nor half of a surrogate pair: U+FFFD stands in
 * their place. The records file keeps what the page had.
 */
function storable(column: TableColumn, record: CrawlRecord): string | number | boolean | null {
  const value = column.valueOf(record)
  if (typeof value !== 'string') return value
  if (column.type !== 'json') return value.replaceAll(/\0|[\uD800-\uDFFF]/gu, '\uFFFD')
  return value.replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\uFFFD')
}
