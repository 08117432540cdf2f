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

/**
 * Names have at most 64 characters of three bytes; two names that differ in case or accents alone are one to the
 * collation of names (utf8mb3_general_ci).
 */
const limits: NameLimits = {
  bytes: 192,
  length: 64,
  supplementary: false,
  fold: (name) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase(),
}

const types: Readonly<Record<ColumnType, string>> = {
  key: 'BINARY(16)',
  revision: 'BIGINT',
  text: 'LONGTEXT',
  address: 'LONGTEXT',
  number: 'DOUBLE',
  date: 'DATETIME(3)',
  boolean: 'BOOLEAN',
  json: 'JSON',
}

/** Types, as the server shows them without length, that hold every value of a column. */
const taken: Readonly<Record<ColumnType, readonly string[]>> = {
  key: ['binary', 'varbinary'],
  revision: ['bigint'],
  text: ['longtext', 'mediumtext', 'text', 'varchar'],
  address: ['longtext', 'mediumtext', 'text', 'varchar'],
  number: ['double'],
  date: ['datetime'],
  boolean: ['tinyint'],
  json: ['json', 'longtext'],
}

/** Which of the two languages a server speaks, and how far. */
export interface MysqlVersion {
  readonly isMariadb: boolean
  readonly major: number
  readonly minor: number
  readonly patch: number
}

/** A table as MySQL and MariaDB get it. */
export interface MysqlTable {
  /** Quoted. */
  readonly name: string
  readonly columns: readonly TableColumn[]
}

/** `SELECT VERSION()`: `8.0.36`, `10.11.19-MariaDB-deb12`, `5.5.5-10.4.2-MariaDB` (behind a proxy). */
export function readVersion(text: string): MysqlVersion {
  const isMariadb = /mariadb/i.test(text)
  const [, major = '0', minor = '0', patch = '0'] =
    /(\d+)\.(\d+)\.(\d+)/.exec(isMariadb ? text.replace(/^5\.5\.5-/, '') : text) ?? []
  return { isMariadb, major: Number(major), minor: Number(minor), patch: Number(patch) }
}

/** The table, called `named` instead of after the crawl if that is not null. */
export function mysqlTable(table: SinkTable, named: string | null): MysqlTable {
  return { name: quoted(fittingName(named ?? table.name, limits)), columns: tableColumns(table, limits) }
}

/** An identifier that cannot end early. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('\0', '').replaceAll('`', '``')}\``
}

function definition({ name, type, required }: TableColumn): string {
  return `${quoted(name)} ${types[type]}${required ? ' NOT NULL' : ''}${type === 'key' ? ' PRIMARY KEY' : ''}`
}

/** Makes the table: its texts are compared by their bytes, so that `/A` and `/a` are two. */
export function createTable({ name, columns }: MysqlTable): string {
  const lines = columns.map(definition).join(',\n  ')
  return `CREATE TABLE ${name} (\n  ${lines}\n) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
}

/** A column that is there, as `SHOW COLUMNS` shows it. */
export interface PresentColumn {
  readonly name: string
  /** With its length: `varchar(20)`, `bigint(20) unsigned`. */
  readonly type: string
}

/** The statements that add what is missing; a text says why the table cannot be used. */
export function missingColumns(
  { name, columns }: MysqlTable,
  present: readonly PresentColumn[],
): readonly string[] | string {
  const byName = new Map(present.map((column) => [limits.fold(column.name), column.type.toLowerCase()]))
  for (const column of columns) {
    const type = byName.get(limits.fold(column.name))
    if (type === undefined && column.required)
      return `it is not a table of records: it has no column ${column.name}`
    if (type !== undefined && !taken[column.type].includes(type.replace(/\W.*$/, '')))
      return `its column ${column.name} is ${type} and should be ${types[column.type]}`
  }
  return columns
    .filter((column) => !byName.has(limits.fold(column.name)))
    .map((column) => `ALTER TABLE ${name} ADD COLUMN ${definition(column)}${charsetOf(column)}`)
}

/** A table that the user made may have another collation. */
function charsetOf({ type }: TableColumn): string {
  return type === 'text' || type === 'address' ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : ''
}

/** Columns that say which row is newer, in the order in which they may change without changing the answer. */
const decisive = ['gone_at', 'last_seen', 'revision', 'first_seen'].map(quoted)

/**
 * Inserts or updates `rows` rows; what is there and as new is not touched.
 *
 * MySQL 8.0.19 gave the inserted row a name, and 8.0.20 deprecates `VALUES()`, which is all that MariaDB and older
 * MySQL have. Assignments are done from left to right and see those before them, so those that decide come last.
 */
export function upsert({ name, columns }: MysqlTable, rows: number, version: MysqlVersion): string {
  const names = columns.map((column) => quoted(column.name))
  const tuple = `(${columns.map(() => '?').join(', ')})`
  const alias = name === '`incoming`' ? '`incoming_row`' : '`incoming`'
  const hasAlias = !version.isMariadb && isAtLeast(version, 8, 0, 19)
  const sent = (column: string) => (hasAlias ? `${alias}.${column}` : `VALUES(${column})`)
  const isNewer = isNewerRow(
    (column) => `${name}.${quoted(column)}`,
    (column) => sent(quoted(column)),
  )
  const others = names.filter((column) => !decisive.includes(column) && column !== quoted('key'))
  const updates = [...others, ...decisive].map(
    (column) => `${column} = IF(${isNewer}, ${sent(column)}, ${name}.${column})`,
  )
  return [
    `INSERT INTO ${name} (${names.join(', ')}) VALUES`,
    Array.from({ length: rows }, () => tuple).join(', '),
    ...(hasAlias ? [`AS ${alias}`] : []),
    `ON DUPLICATE KEY UPDATE ${updates.join(', ')}`,
  ].join('\n')
}

function isAtLeast(version: MysqlVersion, major: number, minor: number, patch: number): boolean {
  if (version.major !== major) return version.major > major
  return version.minor === minor ? version.patch >= patch : version.minor > minor
}

/** A value as the driver sends it. */
export type MysqlValue = string | number | boolean | Buffer | null

/** The values of one row, in the order of its columns. */
export function rowValues({ columns }: MysqlTable, record: CrawlRecord): readonly MysqlValue[] {
  return columns.map((column) => {
    const value = column.valueOf(record)
    if (column.type === 'key') return Buffer.from(record.key, 'hex')
    if (typeof value !== 'string') return value
    // `DATETIME` has no time zone: all of ours are UTC.
    if (column.type === 'date') return value.replace('T', ' ').replace('Z', '')
    return value.replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD')
  })
}

/** Bytes that the values of a row take in a packet, at most. */
export function rowBytes(values: readonly MysqlValue[]): number {
  let bytes = 0
  for (const value of values) bytes += 9 + (typeof value === 'string' ? Buffer.byteLength(value) : 16)
  return bytes
}
