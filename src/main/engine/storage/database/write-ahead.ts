import { closeSync, fdatasync, openSync } from 'node:fs'
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { FailureError, failure } from '@shared/model/failure'

const sync = promisify(fdatasync)

/** A commit follows another one after so many milliseconds at least: what many small files write meanwhile is one. */
const betweenCommitsMs = 5

/** Brings what was committed onto the disk, for all who ask, and never on the main thread. */
export interface WriteAhead {
  /** Something was written: the next `durable` has work. */
  changed(): void
  /**
   * What was written and not yet committed was taken back by SQLite, as it may on a full disk
   * (sqlite.org/lang_transaction.html): who waits for it must not be told that it is safe.
   */
  lost(reason: FailureError): void
  /**
   * Resolves when everything written until now survives a power cut. Those who ask while a flush runs share the next
   * one, commit and all: a flush for every image would cost more than the image.
   *
   * Rejects with a FailureError (disk-full, not-writable).
   */
  durable(): Promise<void>
  /** Resolves, or rejects likewise, when everything written until now is committed: it then survives a kill. */
  committed(): Promise<void>
  /** Gives the file back; a flush that runs ends first. */
  close(): void
}

/**
 * Flushes SQLite's write-ahead log through a file descriptor of its own.
 *
 * That is sound because this file carries no locks (those lie on the database and its `-shm`, which must never be opened
 * beside SQLite: closing them would drop its locks), and because it is reused, never replaced, while a connection lives.
 * It is all that is needed: with `synchronous = NORMAL` SQLite flushes it before it copies pages into the database,
 * flushes the database before it begins the log anew, and flushes the log's new header and the folder that it stands in.
 * `file` is null when the file system allows no log: then every commit is flushed by SQLite itself.
 */
export function createWriteAhead(file: string | null, commit: () => void): WriteAhead {
  let descriptor: number | null = null
  let dirty = true
  let closed = false
  /** Their commit lies ahead: whoever comes now is part of it. */
  let gathering: { readonly committed: Promise<unknown>; readonly durable: Promise<void> } | null = null
  let syncing: Promise<void> | null = null
  let takenBack: FailureError | null = null
  let committedAt = Number.NEGATIVE_INFINITY

  async function flushLog(): Promise<void> {
    if (file === null || closed) return
    try {
      // For writing: Windows flushes no file that is only read.
      descriptor ??= openSync(file, 'r+')
      await sync(descriptor)
    } catch (error) {
      // The connection flushes everything when it closes.
      if (closed) return
      dirty = true
      throw new FailureError(failure('not-writable', `${file}: ${String(error)}`), { cause: error })
    } finally {
      syncing = null
      if (closed) release()
    }
  }

  /** Resolves with the flush that follows. */
  async function commitTogether(): Promise<{ readonly flushed: Promise<void> }> {
    // The failure of the flush before is told to those who waited for it.
    await syncing?.catch(() => {})
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
    const flushed = flushLog()
    syncing = flushed
    // Who waits for the commit alone does not hear of it.
    flushed.catch(() => {})
    return { flushed }
  }

  function gather(): NonNullable<typeof gathering> {
    if (gathering !== null) return gathering
    const committed = commitTogether()
    const durable = committed.then(({ flushed }) => flushed)
    // Who waits for the commit alone hears of its failure there.
    durable.catch(() => {})
    gathering = { committed, durable }
    return gathering
  }

  function release(): void {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
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
      if (syncing === null) release()
    },
  }
}
