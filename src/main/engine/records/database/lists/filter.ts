import { ownColumns } from '@shared/model/crawl/crawl-plan'
import { type Value } from '../../../storage/database/connection'

/** A condition of SQL over a row of `records`, with its values in order. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

const expression = /^\s*([\p{L}_][\p{L}\p{N}_]{0,62})\s*(!=|>=|<=|=|~|>|<)\s*(.*?)\s*$/su

/** Own columns as SQL: keys as they are shown, times as ISO 8601 in UTC, so that `first_seen > 2026-05` compares. */
const time = (column: string) => `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000, 'unixepoch')`
const own: Readonly<Record<(typeof ownColumns)[number], string>> = {
  key: 'lower(hex(key))',
  address: 'address',
  first_seen: time('first_seen'),
  last_seen: time('last_seen'),
  changed_at: time('changed_at'),
  gone_at: time('gone_at'),
  revision: 'revision',
}

/** Path of a field in the JSON of its record (sqlite.org/json1.html#path_arguments). Names hold letters, digits and `_`. */
export const pathOf = (field: string): string => `$."${field.replaceAll('"', '')}"`

/** The SQL of an own column; null for a field. */
export function ownColumn(name: string): string | null {
  const found = ownColumns.find((column) => column === name)
  return found === undefined ? null : own[found]
}

/**
 * The condition of a filter as it is typed; null for an empty one, which all records meet.
 *
 * `field = value`, `!=`, `>`, `>=`, `<`, `<=`: numbers are compared as numbers where the field has one; of a list one value
 * must do. `field ~ text`: contains. Anything else is looked for in all fields and in the address. A value in double quotes is taken as it is.
 */
export function conditionOf(filter: string): Condition | null {
  if (filter.trim() === '') return null
  const [, name, operator, typed] = expression.exec(filter) ?? []
  if (name === undefined || operator === undefined || typed === undefined) return anywhere(filter.trim())
  const value = /^"(.*)"$/s.exec(typed)?.[1] ?? typed
  const column = ownColumn(name)
  if (column !== null) return compare(column, operator, value)
  const one = compare('one.value', operator === '!=' ? '=' : operator, value)
  const exists = `EXISTS (SELECT 1 FROM json_each(fields, ?) AS one WHERE ${one.sql})`
  const values = [pathOf(name), ...one.values]
  return { sql: operator === '!=' ? `NOT ${exists}` : exists, values }
}

function compare(what: string, operator: string, value: string): Condition {
  if (operator === '~') return contains(what, value)
  const number = value === '' ? Number.NaN : Number(value)
  // Truth is 1 and 0 in SQLite's JSON functions.
  const known = value === 'true' ? 1 : value === 'false' ? 0 : number
  const asText = `CAST(${what} AS TEXT) ${operator} ?`
  if (Number.isNaN(known)) return { sql: asText, values: [value] }
  return {
    sql: `CASE WHEN typeof(${what}) IN ('integer', 'real') THEN ${what} ${operator} ? ELSE ${asText} END`,
    values: [known, value],
  }
}

/** LIKE ignores the case of ASCII letters alone (sqlite.org/lang_expr.html#like): others are found as typed, small or capital. */
function contains(what: string, value: string): Condition {
  const spellings = [...new Set([value, value.toLowerCase(), value.toUpperCase()])]
  const isAscii = Buffer.byteLength(value) === value.length
  const values = (isAscii ? [value] : spellings).map((one) => `%${one.replaceAll(/[\\%_]/g, '\\$&')}%`)
  return { sql: `(${values.map(() => `${what} LIKE ? ESCAPE '\\'`).join(' OR ')})`, values }
}

function anywhere(value: string): Condition {
  const inAddress = contains('address', value)
  // The text of the whole JSON is looked through first: reading it as JSON takes ten times as long.
  const inText = contains('fields', JSON.stringify(value).slice(1, -1))
  const inValue = contains('one.atom', value)
  return {
    sql: `(${inAddress.sql} OR (${inText.sql} AND EXISTS (SELECT 1 FROM json_tree(fields) AS one WHERE one.atom IS NOT NULL AND ${inValue.sql})))`,
    values: [...inAddress.values, ...inText.values, ...inValue.values],
  }
}
