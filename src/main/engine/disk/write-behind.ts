import { diskOperation } from './disk-errors'
import type { PartHandle } from './part-handle'
import { withoutFirst } from './writer/new-file'

/** Bytes that are collected before they are written, while others are on their way to the disk. */
export const batchBytes = 128 * 1024

/** Bytes of one write at most: a longer one would hold up what waits for the disk beside it. */
const mostAtOnce = 256 * 1024

/** With so many that are not written the sender waits; more than this is not lost by a kill. */
const mostUnwritten = 1024 * 1024

/** Bytes that are written before a flush begins, and those with which the sender waits for it: not more is lost by a power cut. */
const flushedBytes = 16 * 1024 * 1024
const mostUnflushed = 4 * flushedBytes

/** An error of work in the background. */
interface Met {
  readonly error: unknown
}

/** Collects bytes and writes them in the background, one write and one flush at a time. */
export interface WriteBehind {
  /** What is collected and not written. */
  readonly chunks: readonly Uint8Array[]
  readonly bytes: number
  readonly isWriting: boolean
  /** Collects; the chunk is given away. */
  push(chunk: Uint8Array): void
  /**
   * Writes in the background; a promise where the disk does not keep up: the sender waits for it. Rejects with the error
   * of an earlier write or flush.
   */
  start(): Promise<void> | undefined
  /** Resolves when nothing runs in the background, with the error that it met since the last time. Never rejects. */
  settled(): Promise<Met | null>
  /** Writes all that is collected. Throws FailureError. */
  writeAll(): Promise<void>
  /**
   * Writes all that is collected, sets the modification time (epoch milliseconds) if one is given, flushes the file and closes it,
   * also after an error. Throws FailureError.
   */
  finish(modifiedMs: number | null): Promise<void>
  /** Replaces what is collected by those bytes of it that are still to be written. */
  keep(chunks: readonly Uint8Array[]): void
  /** Forgets what is collected. */
  clear(): void
}

/** Work that runs while no caller waits for it; the first error is kept until it is taken. */
function createBackground() {
  let met: Met | null = null
  return {
    get hasFailed() {
      return met !== null
    },
    /** Never rejects. */
    run: (work: Promise<void>, onEnd: () => void): Promise<void> =>
      work
        .catch((error: unknown) => {
          met ??= { error }
        })
        .finally(onEnd),
    takeError: (): Met | null => {
      const taken = met
      met = null
      return taken
    },
  }
}

/** A write-behind of nothing yet; `file` takes the bytes. `onWritten`: the first so many bytes of the rest were written. */
export function createWriteBehind(
  file: PartHandle,
  onWritten: (bytes: number) => void = () => {},
): WriteBehind {
  const background = createBackground()
  let chunks: Uint8Array[] = []
  let bytes = 0
  let writing: Promise<void> | null = null
  let flushing: Promise<void> | null = null

  /** Writes what is collected now; further bytes may come meanwhile. */
  const write = () =>
    diskOperation(async () => {
      const written = await file.write(firstOf(chunks))
      bytes -= written
      chunks = withoutFirst(chunks, written)
      onWritten(written)
    })

  const writeAll = async () => {
    while (bytes > 0) await write()
  }

  const writeBatches = async () => {
    while (bytes >= batchBytes && !background.hasFailed) {
      await write()
      if (file.unflushed < flushedBytes) continue
      flushing ??= background.run(file.flush(), () => {
        flushing = null
      })
      if (file.unflushed >= mostUnflushed) await flushing
    }
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
    push(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
    },
    start() {
      writing ??= background.run(writeBatches(), () => {
        writing = null
      })
      if (bytes < mostUnwritten && !background.hasFailed) return undefined
      return writing.then(() => throwMet(background.takeError()))
    },
    async settled() {
      await writing
      await flushing
      return background.takeError()
    },
    writeAll,
    async finish(modifiedMs) {
      try {
        await writeAll()
        await diskOperation(() => file.seal(modifiedMs))
      } finally {
        await file.close()
      }
    },
    keep(left) {
      chunks = [...left]
      if (chunks.length === 0) bytes = 0
    },
    clear() {
      chunks = []
      bytes = 0
    },
  }
}

/** The first chunks that one write takes: one at least. */
function firstOf(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  let bytes = 0
  const end = chunks.findIndex((chunk) => (bytes += chunk.length) > mostAtOnce)
  return end < 0 ? chunks : chunks.slice(0, Math.max(1, end))
}

/** Throws the error, if there is one. */
export function throwMet(met: Met | null): void {
  if (met !== null) throw met.error
}
