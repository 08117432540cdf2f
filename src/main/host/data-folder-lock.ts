import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { troubleOf } from '../engine/storage/database/connection'

/** The right to write to a data folder; only one process has it. */
export interface Lock extends Disposable {
  /** Releases it. The system does so too when the process ends, however it ends. */
  [Symbol.dispose](): void
}

/**
 * Locks a data folder, or returns null when another process (or another owner in this process) has it.
 *
 * The lock is SQLite's exclusive lock on a file of its own: the operating system takes it back from a killed process, so
 * that no stale lock has to be recognised by a process id, which the system may have given to another process.
 *
 * Throws FailureError (disk-full, not-writable) when its disk does not take the lock.
 */
export function lockDataFolder(folder: string): Lock | null {
  const file = join(folder, 'engine.lock')
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return { [Symbol.dispose]: () => lock.close() }
  } catch (error) {
    lock.close()
    if (/locked|busy/i.test(String(error))) return null
    throw troubleOf(error, file) ?? error
  }
}
