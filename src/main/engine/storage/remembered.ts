import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { type RememberedValues, rememberedText } from '../ports/ports'
import { text } from './columns'
import type { Database } from './database/database'

/** The rows of `settings`. */
export function createRememberedRows(database: Database): RememberedValues {
  return {
    get({ key, read }) {
      const row = database.get('SELECT value FROM settings WHERE key = ?', key)
      return read(row ? text(row, 'value') : null)
    },
    set({ key, write }, value) {
      const sql =
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
      database.run(sql, key, write(value))
    },
    forget({ key }) {
      database.run('DELETE FROM settings WHERE key = ?', key)
    },
  }
}

const partTag = rememberedText('part-tag')

/**
 * A short text that no other data folder has: five letters and digits.
 *
 * Made from the machine and the folder, so that a database that had to be replaced knows its partial files again; saved,
 * so that a machine with a new name does too.
 */
export function partTagOf(remembered: RememberedValues, databaseFile: string): string {
  const known = remembered.get(partTag)
  if (known !== null) return known
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest()
  const tag = (place.readUInt32BE() % 36 ** 5).toString(36).padStart(5, '0')
  remembered.set(partTag, tag)
  return tag
}
