import { diskOperation } from './disk-errors'
import { createPartHandle, type PartWatch, readEarlierPart } from './part-handle'
import { batchBytes, createWriteBehind, throwMet } from './write-behind'
import type { DiskResult } from './writer/disk-writer'

export type { PartWatch } from './part-handle'

/** A file that is known to be no larger is written when it is whole, unless it comes slower than this. */
const wholeBytes = 512 * 1024
const wholeMs = 2000

/**
 * A file in the making, `NAME.TAG.part` beside its final name: bytes are appended and written in batches.
 *
 * What is on disk is at every instant a prefix of what was appended. After a power cut that holds only for what was
 * flushed: the rest may be missing, zero or that of a file before, and must not be trusted.
 * Every method throws FailureError (disk-full, not-writable).
 */
export interface PartFile {
  readonly path: string
  /** Bytes appended so far, written or not. */
  readonly length: number
  /** Those of them that are not written yet. */
  readonly unwritten: number
  /** Whether anything was written, or is about to be. */
  readonly isOnDisk: boolean
  /**
   * Takes what an earlier run left, at most `trusted` bytes, and feeds it to `see`; a file that is missing or not ours
   * leaves the part empty. One that cannot be opened or read for now is left as it is, for a later start.
   */
  load(see: (chunk: Uint8Array) => void, trusted: number): Promise<void>
  /**
   * Undefined while the disk keeps up; a promise rejects with the error of this chunk or of an earlier one. The chunk is
   * given away. `total`: bytes that the file will have, null if unknown.
   */
  append(chunk: Uint8Array, total: number | null): Promise<void> | undefined
  /** All bytes came, so many, and the thread that writes files holds them under this key. Only for an empty part. */
  hold(key: string, bytes: number): void
  /** All bytes came, so many, and the thread that wrote them under this name has the file open. Only for an empty part. */
  takeOver(bytes: number, file: OpenElsewhere): void
  /** A thread left so many bytes under this name, of which so many survive a power cut, and has closed it. Only for an empty part. */
  adopt(left: { readonly written: number; readonly flushed: number }): void
  /**
   * Writes what is collected, sets the modification time (epoch milliseconds) if one is given, flushes to the disk and
   * closes. Appending continues where it ended.
   */
  close(modifiedMs?: number | null): Promise<void>
  /** Closes a file that another try may continue, and reports that all of it survives a power cut. */
  keep(): Promise<void>
  /** Begins again with nothing; the old file is gone, also after a power cut. */
  restart(): Promise<void>
}

/** A whole file that a thread has open. One of its methods is called, once. Both throw FailureError (disk-full, not-writable). */
export interface OpenElsewhere {
  /** Sets the modification time (epoch milliseconds) if one is given, flushes to the disk and closes. */
  finish(modifiedMs: number | null): Promise<void>
  /** Closes it: it is not wanted. */
  drop(): Promise<void>
}

/** Makes a file of these bytes; see `DiskWriter.save`. */
export type SaveWhole = (
  path: string,
  chunks: readonly Uint8Array[] | string,
  modifiedMs: number | null,
) => Promise<DiskResult>

/** What a partial file works with. */
export interface PartFileOptions {
  readonly watch: PartWatch
  readonly saveWhole: SaveWhole
  /** A held body is not wanted any more. */
  readonly forget: (key: string) => void
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
}

/** A partial file at `path`; nothing is on disk before the first bytes need to be. */
export function createPartFile(
  path: string,
  { watch, saveWhole, forget, monotonic }: PartFileOptions,
): PartFile {
  const file = createPartHandle(path, watch)
  const behind = createWriteBehind(file)
  /** When the first byte of the batch came. */
  let batchBegan = 0
  /** What is held elsewhere and not written yet. */
  let held: { readonly key: string; readonly bytes: number } | null = null
  let elsewhere: OpenElsewhere | null = null

  async function finishElsewhere(open: OpenElsewhere, modifiedMs: number | null): Promise<void> {
    elsewhere = null
    try {
      await open.finish(modifiedMs)
      file.adopt({ modifiedMs })
    } catch (error) {
      // What the disk did not take must not be reported as safe later.
      file.adopt({ written: file.written - file.unflushed })
      throw error
    }
  }

  async function close(modifiedMs: number | null = null): Promise<void> {
    if (elsewhere !== null) {
      await finishElsewhere(elsewhere, modifiedMs)
      return
    }
    const met = await behind.settled()
    if (met !== null) await file.close()
    throwMet(met)
    await diskOperation(async () => {
      if (held === null && (file.exists || behind.bytes === 0)) return behind.finish(modifiedMs)
      // Whole before anything was written.
      await watch.onCreate()
      if (held !== null) {
        const { key, bytes } = held
        const { error, made } = await saveWhole(path, key, modifiedMs)
        file.adopt({ exists: made, ...(error === null ? { written: bytes, modifiedMs } : {}) })
        if (error !== null) throw error
        held = null
        return
      }
      const { error, made, chunks } = await saveWhole(path, behind.chunks, modifiedMs)
      file.adopt({ exists: made, ...(error === null ? { written: behind.bytes, modifiedMs } : {}) })
      behind.keep(chunks ?? [])
      if (error !== null) throw error
    })
  }

  return {
    path,
    get length() {
      return file.written + behind.bytes + (held?.bytes ?? 0)
    },
    get unwritten() {
      return behind.bytes + (held?.bytes ?? 0)
    },
    get isOnDisk() {
      return file.exists || behind.isWriting
    },
    load: async (see, trusted) => {
      const length = await readEarlierPart(path, trusted, see)
      if (length === null) return
      const flushed = Math.min(length, trusted)
      file.adopt({ exists: true, written: length, flushed })
      // What is there now is as good as what this start of the machine will write.
      if (trusted < Infinity) watch.onFlushed(flushed)
    },
    append: (chunk, total) => {
      if (behind.bytes === 0) batchBegan = monotonic()
      behind.push(chunk)
      if (behind.bytes < batchBytes) return undefined
      const isSoonWhole =
        !file.exists && total !== null && total <= wholeBytes && monotonic() - batchBegan < wholeMs
      return isSoonWhole ? undefined : behind.start()
    },
    hold: (key, bytes) => {
      held = { key, bytes }
    },
    takeOver: (bytes, open) => {
      elsewhere = open
      file.adopt({ exists: true, written: bytes })
    },
    adopt: (left) => file.adopt({ exists: true, ...left }),
    close,
    keep: async () => {
      await close()
      await file.confirmFlushed()
    },
    restart: async () => {
      await behind.settled()
      behind.clear()
      if (held !== null) forget(held.key)
      held = null
      const open = elsewhere
      elsewhere = null
      await open?.drop()
      await file.remove()
    },
  }
}
