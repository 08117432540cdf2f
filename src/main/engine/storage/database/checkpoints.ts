import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { isMarkedOpen, markOpen, unmarkOpen } from './beside-database'
import type { Row } from './connection'

/**
 * The first commits of a run are copied into the database after a second: a task that was just added, and the tables of
 * a new database, must not live in the log alone.
 */
const firstAfterMs = 1000
/**
 * Then no more often than this: a checkpoint flushes the log and the database on this thread, which a second of small
 * images cannot afford (the more commits it gathers, the more often a page is copied only once), and half a minute can.
 */
const betweenMs = 30_000

/** What was committed is copied from the write-ahead log into the database, soon and regularly. */
interface Checkpoints {
  /** The tables were made or changed: they must not be in the log alone. */
  migrated(): void
  /** A transaction was committed. */
  committed(): void
  /** Copies everything and empties the log. Never throws: a log that cannot be emptied now is at the end. */
  empty(): void
  /** Copies what can be copied before the connection closes. */
  close(): void
}

/**
 * A lost log then costs half a minute of records instead of all. While something may be in the log alone, a mark beside
 * the database says so (`markOpen`). `file` is null where there is no log.
 */
export function createCheckpoints(file: string | null, connection: DatabaseSyncInstance): Checkpoints {
  let timer: NodeJS.Timeout | null = null
  let lastAt = Number.NEGATIVE_INFINITY
  let isMarked = false

  function copy(): boolean {
    lastAt = performance.now()
    return copyLog(connection)
  }

  function later(): void {
    timer = null
    // A transaction that is open is committed within milliseconds, and asks for the next one.
    if (!connection.isTransaction) copy()
    else schedule(firstAfterMs)
  }

  function schedule(afterMs: number): void {
    timer ??= setTimeout(later, afterMs).unref()
  }

  return {
    migrated() {
      if (file === null) return
      copy()
      lastAt = Number.NEGATIVE_INFINITY
    },
    committed() {
      if (file === null) return
      if (!isMarked) {
        isMarked = true
        markOpen(file)
      }
      schedule(Math.max(firstAfterMs, lastAt + betweenMs - performance.now()))
    },
    empty() {
      if (file === null || !copy()) return
      // An empty log means a lost one while the mark is there.
      unmarkOpen(file)
      isMarked = false
      try {
        connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      } catch {
        // A full disk.
      }
    },
    close() {
      if (timer) clearTimeout(timer)
      if (file === null || !(isMarked || isMarkedOpen(file))) return
      // Before the connection takes the log away: killed in between, the log is there, or nothing is missing.
      if (copy()) unmarkOpen(file)
    },
  }
}

/** Whether the database holds everything now. Never throws: the log keeps what a full disk does not take. */
function copyLog(connection: DatabaseSyncInstance): boolean {
  try {
    // PASSIVE waits for no reader, and leaves the log at its length: an empty log means that it was lost.
    const row: Row = connection.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()
    return row['busy'] === 0 && row['log'] === row['checkpointed']
  } catch {
    return false
  }
}
