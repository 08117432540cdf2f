import { constants, type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { onDisk } from './disk-errors'
import { fsyncFolder } from './fsync-folder'
import { noFollow, removeFile } from './paths'
import { createAnew } from './writer/new-file'

/** Codes of opening a name under which no file of ours lies: nothing, a link, a folder, a socket. */
const notOurs = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'ENOTDIR', 'ENXIO'])

/** Bytes that are read at a time of what an earlier run left. */
const readBytes = 128 * 1024

/** Reports how much of a partial file was written and flushed. */
export interface PartWatch {
  /** Awaited before the first byte is on disk. */
  onCreate(): void | Promise<void>
  /** So many bytes under this name survive a power cut, and there are no older ones behind them. */
  onFlushed(bytes: number): void
}

/** What of a file was saved at once, without this handle. */
export interface SavedAtOnce {
  /** Whether something lies under the name now. */
  readonly exists: boolean
  /** Length and modification time (epoch milliseconds; null: that of the writing) of a whole file; null if saving failed. */
  readonly whole: { readonly bytes: number; readonly modifiedMs: number | null } | null
}

/**
 * A partial file as it lies on disk: made when the first bytes are written, opened when it is needed.
 *
 * `write`, `setTime` and `sync` throw what the file system throws, so that their caller repeats them together
 * (`onDisk`); the others throw FailureError (disk-full, not-writable).
 */
export interface PartHandle {
  readonly exists: boolean
  /** Bytes that were given to the file system. */
  readonly written: number
  /** Bytes of them that survive a power cut. */
  readonly flushed: number
  /**
   * Takes what an earlier run left, at most `trusted` bytes, and feeds it to `see`; a file that is missing or not ours
   * is no file. One that cannot be opened or read for now is left as it is, for a later start.
   */
  load(see: (chunk: Uint8Array) => void, trusted: number): Promise<void>
  /** Appends; returns how many of the bytes were written. */
  write(chunks: readonly Uint8Array[]): Promise<number>
  /** Flushes bytes and name, and reports how many bytes survive a power cut. */
  flush(): Promise<void>
  /** Sets the modification time, in epoch milliseconds, of a file that is there. */
  setTime(modifiedMs: number): Promise<void>
  /** Flushes the bytes. */
  sync(): Promise<void>
  /** Gives the descriptor back; the next write opens the file again. */
  close(): Promise<void>
  /** All bytes were flushed: flushes the name and reports that. */
  confirmFlushed(): Promise<void>
  /** Takes over what was written under the name without this handle. */
  adopt(saved: SavedAtOnce): void
  /** Begins again with nothing; the old file is gone, also after a power cut. */
  remove(): Promise<void>
}

/** A handle on what may lie at `path`; nothing is opened yet. */
export function createPartHandle(path: string, { onCreate, onFlushed }: PartWatch): PartHandle {
  let handle: FileHandle | null = null
  let exists = false
  let written = 0
  let flushed = 0
  /** The modification time that the file has got. */
  let timed: number | null = null
  /** Whether the name survives a power cut. */
  let isNamed = false

  async function openFile(): Promise<FileHandle> {
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

  /** The name as well as the bytes: without it they are as good as lost. */
  async function reportFlushed(bytes: number): Promise<void> {
    if (!isNamed) await fsyncFolder(dirname(path))
    isNamed = true
    flushed = bytes
    onFlushed(flushed)
  }

  async function close(): Promise<void> {
    const open = handle
    handle = null
    await open?.close()
  }

  return {
    get exists() {
      return exists
    },
    get written() {
      return written
    },
    get flushed() {
      return flushed
    },
    load: async (see, trusted) => {
      exists = await readEarlier(path, trusted, (chunk) => {
        see(chunk)
        written += chunk.length
      })
      if (!exists) return
      flushed = Math.min(written, trusted)
      // What is there now is as good as what this start of the machine will write.
      if (trusted < Infinity) onFlushed(flushed)
    },
    write: async (chunks) => {
      const file = await openFile()
      const { bytesWritten } = await file.writev(chunks, written)
      timed = null
      written += bytesWritten
      return bytesWritten
    },
    flush: async () => {
      const bytes = written
      await onDisk(async () => handle?.datasync())
      await reportFlushed(bytes)
    },
    setTime: async (modifiedMs) => {
      if (!exists || timed === modifiedMs) return
      await setFileTime(await openFile(), modifiedMs)
      timed = modifiedMs
    },
    sync: async () => handle?.datasync(),
    close,
    confirmFlushed: async () => {
      if (exists && written > flushed) await reportFlushed(written)
    },
    adopt: (saved) => {
      exists = saved.exists
      if (saved.whole === null) return
      written = saved.whole.bytes
      timed = saved.whole.modifiedMs
    },
    remove: async () => {
      isNamed = false
      written = 0
      flushed = 0
      timed = null
      await onDisk(close)
      if (!exists) return
      // Also when it cannot be removed: the next write then makes a new file in its place.
      exists = false
      await onDisk(() => removeFile(path))
      await fsyncFolder(dirname(path))
    },
  }
}

/** Reads what an earlier run left, cut at `trusted` bytes; false if it is missing or not ours. */
async function readEarlier(
  path: string,
  trusted: number,
  see: (chunk: Uint8Array) => void,
): Promise<boolean> {
  const file = await onDisk(() =>
    open(path, constants.O_RDWR | noFollow).catch((error: unknown) => {
      if (notOurs.has(errorCode(error))) return null
      throw error
    }),
  )
  if (file === null) return false
  try {
    const facts = await onDisk(() => file.stat())
    // With a second name it is a finished file already: appending would spoil that.
    if (!facts.isFile() || facts.nlink > 1) return false
    const buffer = Buffer.allocUnsafe(readBytes)
    if (facts.size > trusted) await onDisk(() => file.truncate(trusted))
    for (let at = 0; ; ) {
      // One by one: what was seen must not be seen again when an operation is repeated.
      const { bytesRead } = await onDisk(() => file.read(buffer, 0, buffer.length, at))
      if (bytesRead === 0) return true
      see(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await onDisk(() => file.close())
  }
}

/** A file system that keeps no such time does not cost the picture. */
async function setFileTime(file: FileHandle, modifiedMs: number): Promise<void> {
  try {
    const { atime } = await file.stat()
    await file.utimes(atime, new Date(modifiedMs))
  } catch {
    // It keeps the time at which it was written.
  }
}
