import { closeSync, fdatasync, openSync } from 'node:fs'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { FailureError, failure } from '@shared/model/failure'

// Looked up at each call: a test may replace it.
const sync = (descriptor: number): Promise<void> => promisify(fdatasync)(descriptor)

/** A commit follows another one after so many milliseconds at least: what many small files write meanwhile is one. */
const betweenCommitsMs = 5

/** Brings what was committed onto the disk, for all callers together, and never on the main thread. */
export interface WriteAhead {
  /** Something was written: the next `durable` has work. */
  changed(): void
  /**
   * What was written and not yet committed was taken back by SQLite, as it may on a full disk
   * (sqlite.org/lang_transaction.html): its waiting callers must get that error.
   */
  lost(reason: FailureError): void
  /**
   * Resolves when everything written until now survives a power cut. Callers that come while a flush runs share the next
   * one, its commit included: a flush for every image would cost more than the image.
   *
   * Rejects with a FailureError (disk-full, not-writable).
   */
  durable(): Promise<void>
  /** Resolves, or rejects likewise, when everything written until now is committed: it then survives a kill. */
  committed(): Promise<void>
  /** Closes the file; a flush that runs ends first. */
  close(): void
}

/** Commits and flushes for callers that come together; `file` is the log, see `openLog`. */
export function createWriteAhead(file: string | null, commit: () => void): WriteAhead {
  const log = openLog(file)
  let dirty = true
  let closed = false
  /** Their commit is still to come: a caller that comes now is part of it. */
  let gathering: { readonly committed: Promise<unknown>; readonly durable: Promise<void> } | null = null
  let takenBack: FailureError | null = null
  let committedAt = Number.NEGATIVE_INFINITY

  /** Resolves with the flush that follows. */
  async function commitTogether(): Promise<{ readonly flushed: Promise<void> }> {
    await log.settled()
    const early = betweenCommitsMs - (performance.now() - committedAt)
    if (early > 0 && !closed) await delay(early)
    else await nextTurn()
    gathering = null
    const reason = takenBack
    takenBack = null
    if (reason !== null) throw reason
    if (closed || !dirty) return { flushed: Promise.resolve() }
    committedAt = performance.now()
    commit()
    dirty = false
    const flushed = log.flush()
    // Callers that wait for the commit alone get no error of the flush.
    flushed.catch(() => {
      dirty = true
    })
    return { flushed }
  }

  function gather(): NonNullable<typeof gathering> {
    if (gathering !== null) return gathering
    const committed = commitTogether()
    const durable = committed.then(({ flushed }) => flushed)
    // Callers that wait for the commit alone get its error there.
    durable.catch(() => {})
    gathering = { committed, durable }
    return gathering
  }

  return {
    changed: () => {
      dirty = true
    },
    lost: (reason) => {
      if (gathering !== null) takenBack = reason
    },
    durable: () => gather().durable,
    committed: () => gather().committed.then(() => {}),
    close: () => {
      closed = true
      log.close()
    },
  }
}

/** SQLite's write-ahead log, flushed through a file descriptor of its own. */
interface LogFile {
  /** Rejects with a FailureError (not-writable); resolves at once when there is no log, or it is closed. */
  flush(): Promise<void>
  /** Resolves when no flush runs; never rejects, because a failed flush is reported to its own callers. */
  settled(): Promise<void>
  close(): void
}

/**
 * A descriptor of its own is sound because this file carries no locks (those are on the database and its `-shm`, which
 * must never be opened beside SQLite: closing them would drop its locks), and because it is reused, never replaced, while
 * a connection lives. It is all that is needed: with `synchronous = NORMAL` SQLite flushes it before it copies pages into
 * the database, flushes the database before it begins the log again, and flushes the log's new header and its folder.
 *
 * `file` is null when the file system allows no log: then every commit is flushed by SQLite itself.
 */
function openLog(file: string | null): LogFile {
  let descriptor: number | null = null
  let flushing: Promise<void> | null = null
  let closed = false

  function release(): void {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
  }

  async function flush(path: string): Promise<void> {
    try {
      // For writing: Windows flushes no file that is only read.
      descriptor ??= openSync(path, 'r+')
      await sync(descriptor)
    } catch (error) {
      // The connection flushes everything when it closes.
      if (closed) return
      throw new FailureError(failure('not-writable', `${path}: ${String(error)}`), { cause: error })
    } finally {
      flushing = null
      if (closed) release()
    }
  }

  return {
    flush() {
      if (file === null || closed) return Promise.resolve()
      flushing = flush(file)
      return flushing
    },
    async settled() {
      await flushing?.catch(() => {})
    },
    close() {
      closed = true
      if (flushing === null) release()
    },
  }
}
