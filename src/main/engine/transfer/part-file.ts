import { constants, type FileHandle, open, unlink } from 'node:fs/promises'
import { errorCode, onDisk } from './disk'

/** Bytes that are collected before they are written; more than this is not lost by a kill. */
const batchBytes = 256 * 1024

/** Undefined on Windows, where links are not followed by opening. */
const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * A file in the making, `NAME.TAG.part` beside its final name: bytes are appended and written in batches.
 *
 * What is on disk is at every instant a prefix of what was appended. After a loss of power its end may be missing or
 * zero; it is trusted all the same by a resume, and the image's own end mark and the length are what is checked.
 * Every method throws FailureError (disk-full, not-writable).
 */
export interface PartFile {
  readonly path: string
  /** Bytes appended so far, written or not. */
  readonly length: number
  /** Takes what an earlier run left and feeds it to `see`; a file that is missing or not ours leaves the part empty. */
  load(see: (chunk: Uint8Array) => void): Promise<void>
  /** Undefined when nothing needed to be written. The chunk must not be changed afterwards. */
  append(chunk: Uint8Array): Promise<void> | undefined
  /** Writes what is collected, flushes to the disk and closes. Appending goes on where it ended. */
  close(): Promise<void>
  /** Begins again with nothing; the old file is gone. */
  restart(): Promise<void>
}

/** `onCreate` is awaited before the first byte is on disk. */
export function createPartFile(path: string, onCreate: () => void | Promise<void>): PartFile {
  let handle: FileHandle | null = null
  let written = 0
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
    // Exclusive: nothing that lies there, such as a link that somebody planted, is written through.
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR
    try {
      handle = await open(path, flags, 0o666)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      await unlink(path)
      handle = await open(path, flags, 0o666)
    }
    exists = true
    return handle
  }

  const flush = () =>
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
    load: async (see) => {
      let file: FileHandle
      try {
        file = await open(path, constants.O_RDWR | noFollow)
      } catch {
        return
      }
      try {
        const facts = await file.stat()
        // With a second name it is a finished file already: appending would spoil that.
        if (!facts.isFile() || facts.nlink > 1) return
        const buffer = Buffer.allocUnsafe(batchBytes)
        for (let at = 0; ; ) {
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
          if (bytesRead === 0) break
          see(buffer.subarray(0, bytesRead))
          at += bytesRead
          written = at
        }
        exists = true
      } finally {
        await file.close()
      }
    },
    append: (chunk) => {
      batch.push(chunk)
      batched += chunk.length
      return batched >= batchBytes ? flush() : undefined
    },
    close: () =>
      onDisk(async () => {
        try {
          await flush()
          await handle?.datasync()
        } finally {
          await closeHandle()
        }
      }),
    restart: () =>
      onDisk(async () => {
        batch = []
        batched = 0
        written = 0
        await closeHandle()
        if (!exists) return
        exists = false
        await unlink(path).catch((error: unknown) => {
          if (errorCode(error) !== 'ENOENT') throw error
        })
      }),
  }
}

function withoutFirst(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes
  const rest: Uint8Array[] = []
  for (const chunk of chunks) {
    if (left < chunk.length) rest.push(left > 0 ? chunk.subarray(left) : chunk)
    left = Math.max(0, left - chunk.length)
  }
  return rest
}
