import { DatabaseSync as Original } from '@photostructure/sqlite'

const look = globalThis[Symbol.for('look at database')]

/**
 * SQLite begins its log anew after a checkpoint: what was in it, and what was copied into the database, can be seen only
 * right before and right after.
 */
export class DatabaseSync extends Original {
  prepare(sql, ...rest) {
    const statement = super.prepare(sql, ...rest)
    if (!sql.includes('wal_checkpoint')) return statement
    const get = () => {
      look()
      const row = statement.get()
      look()
      return row
    }
    return { get }
  }
}
