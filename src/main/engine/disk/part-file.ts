import { constants, type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { onDisk } from './disk-errors'
import { fsyncFolder } from './fsync-folder'
import { noFollow, removeFile } from './paths'
import type { Ended } from './writer/disk-writer'
import { createAnew, withoutFirst } from './writer/new-file'

/** Bytes that are collected before they are written, while others are on their way to the disk. */
const batchBytes = 128 * 1024

/** With so many that are not written the sender waits; more than this is not lost by a kill. */
const mostUnwritten = 1024 * 1024

/** A file that is known to be no larger is written when it is whole, unless it comes slower than this. */
const wholeBytes = 512 * 1024
const wholeMs = 2000

/** Bytes that are written before a flush begins, and those with which the sender waits for it: not more is lost by a power cut. */
const flushedBytes = 16 * 1024 * 1024
const mostUnflushed = 4 * flushedBytes

/** Codes of opening a name under which no file of ours lies: nothing, a link, a folder, a socket. */
const notOurs = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'ENOTDIR', 'ENXIO'])

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
   * Undefined while the disk keeps up; an error of it may be that of a chunk before. The chunk is given away. `total`: bytes that the file will have, if
   * anybody told.
   */
  append(chunk: Uint8Array, total: number | null): Promise<void> | undefined
  /**
   * Writes what is collected, sets the modification time (epoch milliseconds) if one is given, flushes to the disk and
   * closes. Appending goes on where it ended.
   */
  close(modifiedMs?: number | null): Promise<void>
  /** Closes a file that another try may go on with, and tells that all of it survives a power cut. */
  keep(): Promise<void>
  /** Begins again with nothing; the old file is gone, also after a power cut. */
  restart(): Promise<void>
}

/** Reports how much of a partial file was written and flushed. */
export interface PartWatch {
  /** Awaited before the first byte is on disk. */
  onCreate(): void | Promise<void>
  /** So many bytes under this name survive a power cut, and there are no older ones behind them. */
  onFlushed(bytes: number): void
}

/** Makes a file of these bytes; see `DiskWriter.save`. */
export type SaveWhole = (
  path: string,
  chunks: readonly Uint8Array[],
  modifiedMs: number | null,
) => Promise<Ended>

/** A partial file at `path`; nothing is on disk before the first bytes need to be. */
export function createPartFile(
  path: string,
  { onCreate, onFlushed }: PartWatch,
  saveWhole: SaveWhole,
): PartFile {
  let handle: FileHandle | null = null
  let written = 0
  let flushed = 0
  let exists = false
  let batch: Uint8Array[] = []
  let batched = 0
  /** What goes on while further bytes come: one write and one flush at a time. */
  let writing: Promise<void> | null = null
  let flushing: Promise<void> | null = null
  /** What they met: it is told to whoever asks next. */
  let trouble: { readonly error: unknown } | null = null
  /** The modification time that the file has got. */
  let timed: number | null = null
  /** Whether the name survives a power cut. */
  let isNamed = false
  /** When the first byte of the batch came, in monotonic milliseconds. */
  let batchBegan = 0

  const openFile = async (): Promise<FileHandle> => {
    if (handle !== null) return handle
    if (exists) {
      handle = await open(path, constants.O_RDWR | noFollow)
      return handle
    }
    await onCreate()
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
    handle = await createAnew(path, () => open(path, flags, 0o666))
    exists = true
    return handle
  }

  /** Writes what is collected now; further bytes may come meanwhile. */
  const write = () =>
    onDisk(async () => {
      const file = await openFile()
      const { bytesWritten } = await file.writev(batch, written)
      timed = null
      written += bytesWritten
      batched -= bytesWritten
      batch = withoutFirst(batch, bytesWritten)
    })

  /** The name as well as the bytes: without it they are as good as lost. */
  const tellFlushed = async (bytes: number) => {
    if (!isNamed) await fsyncFolder(dirname(path))
    isNamed = true
    flushed = bytes
    onFlushed(flushed)
  }

  const flush = async () => {
    const bytes = written
    await onDisk(async () => handle?.datasync())
    await tellFlushed(bytes)
  }

  const writeOn = async () => {
    while (batched >= batchBytes && trouble === null) {
      await write()
      if (written - flushed < flushedBytes) continue
      flushing ??= inBackground(flush(), () => {
        flushing = null
      })
      if (written - flushed >= mostUnflushed) await flushing
    }
  }

  /** Never rejects: it may be that nobody waits for it. */
  const inBackground = (work: Promise<void>, onEnd: () => void) =>
    work
      .catch((error: unknown) => {
        trouble ??= { error }
      })
      .finally(onEnd)

  /** Resolves when nothing goes on. */
  const settled = async () => {
    await writing
    await flushing
  }

  const throwTrouble = () => {
    const met = trouble
    trouble = null
    if (met !== null) throw met.error
  }

  const writeBehind = (): Promise<void> | undefined => {
    writing ??= inBackground(writeOn(), () => {
      writing = null
    })
    return batched < mostUnwritten && trouble === null ? undefined : writing.then(throwTrouble)
  }

  const close = async (modifiedMs: number | null = null) => {
    await settled()
    if (trouble !== null) await closeHandle()
    throwTrouble()
    await closeNow(modifiedMs)
  }

  const closeNow = (modifiedMs: number | null) =>
    onDisk(async () => {
      if (!exists && batched > 0) {
        // Whole before anything was written.
        await onCreate()
        await saveBatch(modifiedMs)
        return
      }
      try {
        while (batched > 0) await write()
        // Before the flush and the name: under its final name the file never has another time.
        if (modifiedMs !== null && exists && timed !== modifiedMs) {
          await setFileTime(await openFile(), modifiedMs)
          timed = modifiedMs
        }
        await handle?.datasync()
      } finally {
        await closeHandle()
      }
    })

  const saveBatch = async (modifiedMs: number | null) => {
    const { error, made, chunks } = await saveWhole(path, batch, modifiedMs)
    exists = made
    if (error === null) timed = modifiedMs
    batch = [...(chunks ?? [])]
    if (error === null) written = batched
    if (batch.length === 0) batched = 0
    if (error !== null) throw error
  }

  const closeHandle = async () => {
    const open = handle
    handle = null
    await open?.close()
  }

  return {
    path,
    get length() {
      return written + batched
    },
    get unwritten() {
      return batched
    },
    get isOnDisk() {
      return exists || writing !== null
    },
    load: async (see, trusted) => {
      const file = await openEarlier(path)
      if (file === null) return
      try {
        const facts = await onDisk(() => file.stat())
        // With a second name it is a finished file already: appending would spoil that.
        if (!facts.isFile() || facts.nlink > 1) return
        const buffer = Buffer.allocUnsafe(batchBytes)
        if (facts.size > trusted) await onDisk(() => file.truncate(trusted))
        for (let at = 0; ; ) {
          // One by one: what was seen must not be seen again when an operation is repeated.
          const { bytesRead } = await onDisk(() => file.read(buffer, 0, buffer.length, at))
          if (bytesRead === 0) break
          see(buffer.subarray(0, bytesRead))
          at += bytesRead
          written = at
        }
        exists = true
        flushed = Math.min(written, trusted)
        // What is there now is as good as what this start of the machine will write.
        if (trusted < Infinity) onFlushed(flushed)
      } finally {
        await onDisk(() => file.close())
      }
    },
    append: (chunk, total) => {
      if (batched === 0) batchBegan = performance.now()
      batch.push(chunk)
      batched += chunk.length
      if (batched < batchBytes) return undefined
      const isSoonWhole =
        !exists && total !== null && total <= wholeBytes && performance.now() - batchBegan < wholeMs
      return isSoonWhole ? undefined : writeBehind()
    },
    close,
    keep: async () => {
      await close()
      if (exists && written > flushed) await tellFlushed(written)
    },
    restart: async () => {
      await settled()
      await onDisk(async () => {
        trouble = null
        isNamed = false
        batch = []
        batched = 0
        written = 0
        flushed = 0
        timed = null
        await closeHandle()
        if (!exists) return
        exists = false
        await removeFile(path)
        await fsyncFolder(dirname(path))
      })
    },
  }
}

async function openEarlier(path: string): Promise<FileHandle | null> {
  return onDisk(() =>
    open(path, constants.O_RDWR | noFollow).catch((error: unknown) => {
      if (notOurs.has(errorCode(error))) return null
      throw error
    }),
  )
}

/** A file system that keeps no such time does not cost the picture. */
async function setFileTime(file: FileHandle, modifiedMs: number): Promise<void> {
  await file.utimes(new Date(), new Date(modifiedMs)).catch(() => {})
}
