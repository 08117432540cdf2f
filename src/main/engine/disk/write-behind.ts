import { onDisk } from './disk-errors'
import type { PartHandle } from './part-handle'
import { withoutFirst } from './writer/new-file'

/** Bytes that are collected before they are written, while others are on their way to the disk. */
export const batchBytes = 128 * 1024

/** With so many that are not written the sender waits; more than this is not lost by a kill. */
const mostUnwritten = 1024 * 1024

/** Bytes that are written before a flush begins, and those with which the sender waits for it: not more is lost by a power cut. */
const flushedBytes = 16 * 1024 * 1024
const mostUnflushed = 4 * flushedBytes

/** Collects bytes and writes them in the background, one write and one flush at a time. */
export interface WriteBehind {
  /** What is collected and not written. */
  readonly chunks: readonly Uint8Array[]
  readonly bytes: number
  readonly isWriting: boolean
  /** Whether an error waits to be thrown. */
  readonly hasFailed: boolean
  /** Collects; the chunk is given away. */
  push(chunk: Uint8Array): void
  /**
   * Writes in the background; a promise where the disk does not keep up: the sender waits for it. Rejects with the error
   * of an earlier write or flush.
   */
  start(): Promise<void> | undefined
  /** Resolves when nothing runs in the background. Never rejects. */
  settled(): Promise<void>
  /** Throws once what the background met. */
  throwError(): void
  /** Writes all that is collected. Throws FailureError. */
  writeAll(): Promise<void>
  /** Replaces what is collected by those bytes of it that are still to be written. */
  keep(chunks: readonly Uint8Array[]): void
  /** Forgets what is collected, and errors. */
  clear(): void
}

/** A write-behind of nothing yet; `file` takes the bytes. */
export function createWriteBehind(file: PartHandle): WriteBehind {
  let chunks: Uint8Array[] = []
  let bytes = 0
  let writing: Promise<void> | null = null
  let flushing: Promise<void> | null = null
  let met: { readonly error: unknown } | null = null

  /** Writes what is collected now; further bytes may come meanwhile. */
  const write = () =>
    onDisk(async () => {
      const written = await file.write(chunks)
      bytes -= written
      chunks = withoutFirst(chunks, written)
    })

  /** Never rejects: it may be that nobody waits for it. */
  const inBackground = (work: Promise<void>, onEnd: () => void) =>
    work
      .catch((error: unknown) => {
        met ??= { error }
      })
      .finally(onEnd)

  const writeBatches = async () => {
    while (bytes >= batchBytes && met === null) {
      await write()
      if (file.written - file.flushed < flushedBytes) continue
      flushing ??= inBackground(file.flush(), () => {
        flushing = null
      })
      if (file.written - file.flushed >= mostUnflushed) await flushing
    }
  }

  const throwError = () => {
    const failed = met
    met = null
    if (failed !== null) throw failed.error
  }

  return {
    get chunks() {
      return chunks
    },
    get bytes() {
      return bytes
    },
    get isWriting() {
      return writing !== null
    },
    get hasFailed() {
      return met !== null
    },
    push(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
    },
    start() {
      writing ??= inBackground(writeBatches(), () => {
        writing = null
      })
      return bytes < mostUnwritten && met === null ? undefined : writing.then(throwError)
    },
    async settled() {
      await writing
      await flushing
    },
    throwError,
    async writeAll() {
      while (bytes > 0) await write()
    },
    keep(left) {
      chunks = [...left]
      if (chunks.length === 0) bytes = 0
    },
    clear() {
      met = null
      chunks = []
      bytes = 0
    },
  }
}
