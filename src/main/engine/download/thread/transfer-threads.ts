import type { DiskWriter } from '../../disk/writer/disk-writer'
import type { Log, StartWorker } from '../../ports/ports'
import type { ChainRequest, StoreRequest } from './messages'
import { type ChainEvent, type SentChain, type Storing, TransferThread } from './transfer-thread'

/** After so many crashes a disk's images are fetched by the other lane. */
const mostCrashes = 3

/** Smaller chunks, and those that lie in a much larger buffer, are copied: moving a buffer costs more. */
const worthMovingBytes = 32 * 1024

/** Objects of a batch die young; the bytes of files lie outside of this. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 }

/** Threads that fetch images and write small files, one for each disk. */
export interface TransferThreads extends DiskWriter {
  /** Sends the requests of one permit; `onReply` is called once for each, in order. `dev` is the device of their folders. */
  send(dev: number, chain: Omit<ChainRequest, 'kind' | 'id'>, onReply: (event: ChainEvent) => void): SentChain
  /**
   * Writes bodies that the thread of this disk holds under their temporary names and flushes them, side by side with what makes
   * their records safe; names follow `Storing.link`. A body that was written is held no longer.
   */
  store(dev: number, files: Pick<StoreRequest, 'folders' | 'files'>): Storing
  /**
   * Whether the thread of this disk has started: to wait for it would cost more than the other lane. False for good when it
   * has crashed several times: what it was asked for would make it crash again.
   */
  isReady(dev: number): boolean
  /** A body that a thread holds is not wanted any more. */
  forget(dev: number, held: string): void
  /** Closes connections that wait for a next request. */
  rest(): void
}

/** What transfer threads need; `workerFile` is the built file of `transfer-worker.ts`. */
export interface TransferThreadsOptions {
  readonly startWorker: StartWorker
  readonly workerFile: string
  readonly log: Log
}

export function createTransferThreads({
  startWorker,
  workerFile,
  log,
}: TransferThreadsOptions): TransferThreads {
  const threads = new Map<number, TransferThread>()
  const crashes = new Map<number, number>()

  function threadOf(dev: number): TransferThread {
    const present = threads.get(dev)
    if (present !== undefined) return present
    const thread = new TransferThread(startWorker(workerFile, { resourceLimits }), log, (crashed) => {
      if (threads.get(dev) !== thread) return
      threads.delete(dev)
      if (crashed) crashes.set(dev, (crashes.get(dev) ?? 0) + 1)
    })
    threads.set(dev, thread)
    return thread
  }

  return {
    warm: (dev) => void threadOf(dev),
    save: (dev, path, chunks, modifiedMs = null) => {
      const own = typeof chunks === 'string' ? chunks : chunks.map(movable)
      return threadOf(dev).perform({ kind: 'save', path, chunks: own, modifiedMs })
    },
    name: (dev, from, to) => threadOf(dev).perform({ kind: 'name', from, to }),
    send: (dev, chain, onReply) => threadOf(dev).send(chain, onReply),
    store: (dev, files) => threadOf(dev).store(files),
    isReady: (dev) => threads.get(dev)?.isReady === true && (crashes.get(dev) ?? 0) < mostCrashes,
    forget: (dev, held) => threads.get(dev)?.forget(held),
    rest: () => {
      for (const thread of threads.values()) thread.restConnections()
    },
    close: async () => {
      await Promise.all([...threads.values()].map((thread) => thread.end()))
    },
  }
}

/** The same bytes in a buffer that holds little else. */
function movable(chunk: Uint8Array): Uint8Array {
  const isOwn = chunk.length >= worthMovingBytes && chunk.buffer.byteLength < 2 * chunk.length
  return isOwn ? chunk : new Uint8Array(chunk)
}
