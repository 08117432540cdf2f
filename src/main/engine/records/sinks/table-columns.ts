import { createHash } from 'node:crypto'
import { type FieldType, ownColumns } from '@shared/model/crawl/crawl-plan'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { SinkTable } from './sink'

/** What a column of a table holds: a type of fields, a list as JSON, or what only the columns of every table hold. */
export type ColumnType = FieldType | 'key' | 'revision' | 'json'

/** A column as a system of tables gets it. */
export interface TableColumn {
  /** Within the limits of the system, and unlike every other column of the table. */
  readonly name: string
  readonly type: ColumnType
  /** Whether each row has a value. */
  readonly required: boolean
  /** Null: the record has none. Dates are ISO 8601 in UTC with milliseconds, of the years 1 to 9999. */
  valueOf(record: CrawlRecord): string | number | boolean | null
}

/** What the names of columns and tables of a system may be. */
export interface NameLimits {
  readonly bytes: number
  /** In UTF-16 units. */
  readonly length: number
  /** Whether characters beyond U+FFFF are allowed. */
  readonly supplementary: boolean
  /** The form in which two names are the same to the system. */
  fold(name: string): string
}

const ownTypes: Readonly<Record<(typeof ownColumns)[number], Omit<TableColumn, 'name'>>> = {
  key: { type: 'key', required: true, valueOf: ({ key }) => key },
  address: { type: 'address', required: true, valueOf: ({ address }) => address },
  first_seen: { type: 'date', required: true, valueOf: ({ firstSeen }) => isoDate(firstSeen) },
  last_seen: { type: 'date', required: true, valueOf: ({ lastSeen }) => isoDate(lastSeen) },
  changed_at: { type: 'date', required: false, valueOf: ({ changedAt }) => isoDate(changedAt) },
  gone_at: { type: 'date', required: false, valueOf: ({ goneAt }) => isoDate(goneAt) },
  revision: { type: 'revision', required: true, valueOf: ({ revision }) => revision },
}

/** The columns of a table in their order: those of every table, then its fields. */
export function tableColumns(table: SinkTable, limits: NameLimits): readonly TableColumn[] {
  const own = ownColumns.map((name) => ({ name, ...ownTypes[name] }))
  const taken = new Set(own.map(({ name }) => limits.fold(name)))
  const fields = table.columns.map(({ name, type, list }): TableColumn => {
    const column = list ? 'json' : type
    return {
      name: fittingName(name, limits, taken),
      type: column,
      required: false,
      valueOf: ({ fields }) => fieldValue(fields[name], column),
    }
  })
  return [...own, ...fields]
}

/**
 * The name, or one that begins like it and ends in a hash, if a system does not take it or cannot distinguish it from
 * those that are taken; it is taken afterwards.
 */
export function fittingName(name: string, limits: NameLimits, taken: Set<string> = new Set()): string {
  const plain = limits.supplementary ? name : name.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '_')
  const fits = plain === name && Buffer.byteLength(name) <= limits.bytes && name.length <= limits.length
  const hash = `_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
  const fitting = fits && !taken.has(limits.fold(name)) ? name : cut(plain, limits, hash.length) + hash
  taken.add(limits.fold(fitting))
  return fitting
}

function cut(name: string, { bytes, length }: NameLimits, end: number): string {
  let kept = ''
  for (const character of name) {
    const longer = kept + character
    if (Buffer.byteLength(longer) > bytes - end || longer.length > length - end) break
    kept = longer
  }
  return kept
}

function fieldValue(
  value: CrawlRecord['fields'][string] | undefined,
  type: ColumnType,
): string | number | boolean | null {
  if (value === undefined) return null
  if (type === 'json') return JSON.stringify(Array.isArray(value) ? value : [value])
  if (Array.isArray(value)) return null
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : null
  if (type === 'boolean') return typeof value === 'boolean' ? value : null
  if (type === 'date') return typeof value === 'boolean' ? null : isoDate(value)
  return String(value)
}

/** Years beyond 1 to 9999 are no dates to most systems. */
function isoDate(value: string | number | null): string | null {
  if (value === null) return null
  const date = new Date(value)
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999 ? date.toISOString() : null
}

/** The newest revision of each record: one statement cannot write a row twice. */
export function newestOf(records: readonly CrawlRecord[]): readonly CrawlRecord[] {
  const newest = new Map<string, CrawlRecord>()
  for (const record of records) {
    const known = newest.get(record.key)
    if (known === undefined || known.revision < record.revision) newest.set(record.key, record)
  }
  return newest.size === records.length ? records : [...newest.values()]
}
