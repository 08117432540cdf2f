import { constants, type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { diskOperation } from './disk-errors'
import { fsyncFolder } from './fsync-folder'
import { noFollow, removeFile } from './paths'
import { createExclusive } from './writer/new-file'

/** Codes of opening a name under which no file of ours lies: nothing, a link, a folder, a socket. */
const notOurs = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'ENOTDIR', 'ENXIO'])

/** Bytes that are read at a time of what an earlier run left. */
const readBytes = 128 * 1024

/** Reports how much of a partial file was written and flushed. */
export interface PartWatch {
  /** Awaited before the first byte is on disk. */
  onCreate(): void | Promise<void>
  /** `bytes` under this name survive a power cut, and no older ones follow them. */
  onFlushed(bytes: number): void
}

/** What lies under the name of a partial file. */
interface PartState {
  exists: boolean
  /** Bytes that were given to the file system. */
  written: number
  /** Bytes of them that survive a power cut. */
  flushed: number
  /** The modification time that the file has got, in epoch milliseconds; null: that of the writing. */
  modifiedMs: number | null
}

const nothing: PartState = { exists: false, written: 0, flushed: 0, modifiedMs: null }

/**
 * A partial file as it lies on disk: made when the first bytes are written, opened when it is needed.
 *
 * `write` and `seal` throw what the file system throws, so that their caller repeats them together (`diskOperation`); the others
 * throw FailureError (disk-full, not-writable).
 */
export interface PartHandle {
  readonly exists: boolean
  /** Bytes that were given to the file system. */
  readonly written: number
  /** Bytes of them that a power cut may lose. */
  readonly unflushed: number
  /** Appends; returns how many of the bytes were written. */
  write(chunks: readonly Uint8Array[]): Promise<number>
  /** Flushes bytes and name, and reports how many bytes survive a power cut. */
  flush(): Promise<void>
  /** Sets the modification time (epoch milliseconds) if one is given, flushes the bytes and closes. */
  seal(modifiedMs: number | null): Promise<void>
  /** Gives the descriptor back; the next write opens the file again. */
  close(): Promise<void>
  /** All bytes were flushed: flushes the name and reports that. */
  confirmFlushed(): Promise<void>
  /** Takes over what lies under the name and was not written by this handle. */
  adopt(found: Partial<PartState>): void
  /** Begins again with nothing; the old file is gone, also after a power cut. */
  remove(): Promise<void>
}

/** A handle on what may lie at `path`; nothing is opened yet. */
export function createPartHandle(path: string, { onCreate, onFlushed }: PartWatch): PartHandle {
  const state = { ...nothing }
  let handle: FileHandle | null = null
  /** Whether the name survives a power cut. */
  let isNamed = false

  async function openFile(): Promise<FileHandle> {
    if (handle !== null) return handle
    if (!state.exists) await onCreate()
    handle = await (state.exists ? open(path, constants.O_RDWR | noFollow) : createPart(path))
    state.exists = true
    return handle
  }

  /** The name as well as the bytes: without it they are as good as lost. */
  async function reportFlushed(bytes: number): Promise<void> {
    if (!isNamed) await fsyncFolder(dirname(path))
    isNamed = true
    state.flushed = bytes
    onFlushed(bytes)
  }

  async function close(): Promise<void> {
    const open = handle
    handle = null
    await open?.close()
  }

  return {
    get exists() {
      return state.exists
    },
    get written() {
      return state.written
    },
    get unflushed() {
      return state.written - state.flushed
    },
    async write(chunks) {
      const file = await openFile()
      const { bytesWritten } = await file.writev(chunks, state.written)
      state.modifiedMs = null
      state.written += bytesWritten
      return bytesWritten
    },
    async flush() {
      const bytes = state.written
      await diskOperation(async () => handle?.datasync())
      await reportFlushed(bytes)
    },
    async seal(modifiedMs) {
      try {
        // Before the flush and the name: under its final name the file never has another time.
        if (modifiedMs !== null && state.exists && state.modifiedMs !== modifiedMs) {
          await setFileTime(await openFile(), modifiedMs)
          state.modifiedMs = modifiedMs
        }
        await handle?.datasync()
      } finally {
        await close()
      }
    },
    close,
    async confirmFlushed() {
      if (state.exists && state.written > state.flushed) await reportFlushed(state.written)
    },
    adopt: (found) => void Object.assign(state, found),
    async remove() {
      const { exists } = state
      // Also when it cannot be removed: the next write then makes a new file in its place.
      Object.assign(state, nothing)
      isNamed = false
      await diskOperation(close)
      if (!exists) return
      await diskOperation(() => removeFile(path))
      await fsyncFolder(dirname(path))
    },
  }
}

function createPart(path: string): Promise<FileHandle> {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
  return createExclusive(path, () => open(path, flags, 0o666))
}

/**
 * Reads what an earlier run left, cut at `trusted` bytes, and feeds it to `see`; returns its length, null for a file that
 * is missing or not ours. One that cannot be opened or read for now is left as it is, for a later start.
 *
 * Throws FailureError (disk-full, not-writable).
 */
export async function readEarlierPart(
  path: string,
  trusted: number,
  see: (chunk: Uint8Array) => void,
): Promise<number | null> {
  const file = await diskOperation(() =>
    open(path, constants.O_RDWR | noFollow).catch((error: unknown) => {
      if (notOurs.has(errorCode(error))) return null
      throw error
    }),
  )
  if (file === null) return null
  try {
    const facts = await diskOperation(() => file.stat())
    // With a second name it is a finished file already: appending would spoil that.
    if (!facts.isFile() || facts.nlink > 1) return null
    const buffer = Buffer.allocUnsafe(readBytes)
    if (facts.size > trusted) await diskOperation(() => file.truncate(trusted))
    for (let at = 0; ; ) {
      // One by one: what was seen must not be seen again when an operation is repeated.
      const { bytesRead } = await diskOperation(() => file.read(buffer, 0, buffer.length, at))
      if (bytesRead === 0) return at
      see(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await diskOperation(() => file.close())
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
