import { closeSync, fdatasync, openSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { FailureError, failure } from '@shared/failure'

const sync = promisify(fdatasync)

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
  /** Its commit lies ahead: whoever comes now is part of it. */
  let gathering: Promise<void> | null = null
  let syncing: Promise<void> | null = null
  let takenBack: FailureError | null = null

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

  async function gather(): Promise<void> {
    // The failure of the flush before is told to those who waited for it.
    await syncing?.catch(() => {})
    await nextTurn()
    gathering = null
    const reason = takenBack
    takenBack = null
    if (reason !== null) throw reason
    if (closed || !dirty) return
    commit()
    dirty = false
    syncing = flushLog()
    await syncing
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
    durable: () => {
      gathering ??= gather()
      return gathering
    },
    close: () => {
      closed = true
      if (syncing === null) release()
    },
  }
}
