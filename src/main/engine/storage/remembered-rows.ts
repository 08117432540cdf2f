import type { Database } from './database/database'

/** Small things that the program remembers between runs and that nobody edits by hand: the rows of `settings`. */
export interface RememberedRows {
  get(key: string): string | null
  set(key: string, value: string): void
  forget(key: string): void
}

export function createRememberedRows(database: Database): RememberedRows {
  return {
    get(key) {
      const row = database.get('SELECT value FROM settings WHERE key = ?', key)
      return row ? String(row['value']) : null
    },
    set(key, value) {
      const sql =
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
      database.run(sql, key, value)
    },
    forget(key) {
      database.run('DELETE FROM settings WHERE key = ?', key)
    },
  }
}
