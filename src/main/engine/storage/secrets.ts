import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'

/** Passwords of the places that records go to: a file of their own that its owner alone reads. They are not encrypted. */
export interface Secrets {
  /** Null: none is kept under this name. */
  get(name: string): string | null
  keep(name: string, secret: string): void
}

/** Nothing is opened before it is needed; the file is made with the first secret. */
export function createSecrets(file: string): Secrets {
  function work<T>(task: (database: DatabaseSyncInstance) => T): T {
    // Made with its mode: between making and changing it another user could open it.
    closeSync(openSync(file, 'a', 0o600))
    const database = new DatabaseSync(file)
    try {
      database.exec('PRAGMA secure_delete = ON')
      database.exec(
        'CREATE TABLE IF NOT EXISTS secrets (name TEXT NOT NULL PRIMARY KEY, secret TEXT NOT NULL)',
      )
      return task(database)
    } finally {
      database.close()
    }
  }
  return {
    get(name) {
      if (!existsSync(file)) return null
      const row = work((database) => database.prepare('SELECT secret FROM secrets WHERE name = ?').get(name))
      return typeof row?.['secret'] === 'string' ? row['secret'] : null
    },
    keep(name, secret) {
      work((database) =>
        database.prepare('REPLACE INTO secrets (name, secret) VALUES (?, ?)').run(name, secret),
      )
    },
  }
}
