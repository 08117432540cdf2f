import { constants, type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../error-code'
import { removeFile } from '../../remove-file'
import { syncFolder } from '../../sync-folder'
import { onDisk } from './disk'
import { createAnew, saveFlushed, withoutFirst } from './new-file'

/** Bytes that are collected before they are written; more than this is not lost by a kill. */
const batchBytes = 128 * 1024

/** Bytes that are written before they are flushed: more than this is not lost by a power cut. */
const flushedBytes = 16 * 1024 * 1024

/** Undefined on Windows, where links are not followed by opening. */
const noFollow = constants.O_NOFOLLOW ?? 0

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
  /** Whether anything was written. */
  readonly isOnDisk: boolean
  /**
   * Takes what an earlier run left, at most `trusted` bytes, and feeds it to `see`; a file that is missing or not ours
   * leaves the part empty. One that cannot be opened or read for now is left as it is, for a later start.
   */
  load(see: (chunk: Uint8Array) => void, trusted: number): Promise<void>
  /** Undefined when nothing needed to be written. The chunk must not be changed afterwards. */
  append(chunk: Uint8Array): Promise<void> | undefined
  /** Writes what is collected, flushes to the disk and closes. Appending goes on where it ended. */
  close(): Promise<void>
  /** Closes a file that another try may go on with, and tells that all of it survives a power cut. */
  keep(): Promise<void>
  /** Begins again with nothing; the old file is gone, also after a power cut. */
  restart(): Promise<void>
}

export interface PartWatch {
  /** Awaited before the first byte is on disk. */
  onCreate(): void | Promise<void>
  /** So many bytes under this name survive a power cut, and there are no older ones behind them. */
  onFlushed(bytes: number): void
}

export function createPartFile(path: string, { onCreate, onFlushed }: PartWatch): PartFile {
  let handle: FileHandle | null = null
  let written = 0
  let flushed = 0
  let exists = false
  let batch: Uint8Array[] = []
  let batched = 0

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

  const write = () =>
    onDisk(async () => {
      if (batched === 0) return
      const file = await openFile()
      while (batch.length > 0) {
        const { bytesWritten } = await file.writev(batch, written)
        written += bytesWritten
        batched -= bytesWritten
        batch = withoutFirst(batch, bytesWritten)
      }
    })

  /** The name as well as the bytes: without it they are as good as lost. */
  const tellFlushed = async () => {
    await syncFolder(dirname(path))
    flushed = written
    onFlushed(flushed)
  }

  const writeMuch = async () => {
    await write()
    if (written - flushed < flushedBytes) return
    await onDisk(async () => handle?.datasync())
    await tellFlushed()
  }

  const close = () =>
    onDisk(async () => {
      if (!exists && batched > 0) {
        // Whole before anything was written.
        await onCreate()
        await saveFlushed(path, batch, () => {
          exists = true
        })
        written = batched
        batch = []
        batched = 0
        return
      }
      try {
        await write()
        await handle?.datasync()
      } finally {
        await closeHandle()
      }
    })

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
      return exists
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
    append: (chunk) => {
      batch.push(chunk)
      batched += chunk.length
      return batched >= batchBytes ? writeMuch() : undefined
    },
    close,
    keep: async () => {
      await close()
      if (exists && written > flushed) await tellFlushed()
    },
    restart: () =>
      onDisk(async () => {
        batch = []
        batched = 0
        written = 0
        flushed = 0
        await closeHandle()
        if (!exists) return
        exists = false
        await removeFile(path)
        await syncFolder(dirname(path))
      }),
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
