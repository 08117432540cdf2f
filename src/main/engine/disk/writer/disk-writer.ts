import type { Log, StartWorker, WorkerThread } from '../../ports/ports'
import type { DiskReply, DiskRequest } from './disk-writer-worker'

/** A thread that has nothing to do is ended after this time: it holds some megabytes. */
const idleMs = 10_000

/** Smaller chunks, and those that lie in a much larger buffer, are copied: moving a buffer costs more. */
const worthMovingBytes = 32 * 1024

/** Objects of a batch die young; the bytes of files lie outside of this. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 }

/** How a request ended: the error of the file system has its `code`, as those of Node. */
export type DiskResult = Omit<DiskReply, 'id' | 'error'> & { readonly error: Error | null }

/** Writes small files and gives them their names in a thread for each disk, so that one that hangs holds no other. */
export interface DiskWriter {
  /** Files are on their way to this disk: its thread starts meanwhile. */
  warm(dev: number): void
  /**
   * Makes a file of these bytes and of this time (epoch milliseconds; null: now), in the place of one that lies there; without error they survive a power cut. `dev` is the
   * device of its folder. The chunks are given away; with an error those that can be written again come back.
   */
  save(
    dev: number,
    path: string,
    chunks: readonly Uint8Array[],
    modifiedMs?: number | null,
  ): Promise<DiskResult>
  /** Makes `to` the only name of the file, unless it is taken; without error that survives a power cut. */
  name(dev: number, from: string, to: string): Promise<DiskResult>
  /** Ends the threads; what they have been given is done before. */
  close(): Promise<void>
}

type Unnumbered = DiskRequest extends infer Request
  ? Request extends DiskRequest
    ? Omit<Request, 'id'>
    : never
  : never

interface Thread {
  perform(request: Unnumbered): Promise<DiskResult>
  end(): Promise<void>
}

/** What a disk writer needs; `workerFile` is the built file of `disk-writer-worker.ts`. */
export interface DiskWriterOptions {
  readonly startWorker: StartWorker
  readonly workerFile: string
  readonly log: Log
}

export function createDiskWriter({ startWorker, workerFile, log }: DiskWriterOptions): DiskWriter {
  const threads = new Map<number, Thread>()

  function threadOf(dev: number): Thread {
    const present = threads.get(dev)
    if (present !== undefined) return present
    const thread = startThread(startWorker(workerFile, { resourceLimits }), log, () => {
      if (threads.get(dev) === thread) threads.delete(dev)
    })
    threads.set(dev, thread)
    return thread
  }

  return {
    warm: (dev) => void threadOf(dev),
    save: (dev, path, chunks, modifiedMs = null) =>
      threadOf(dev).perform({ kind: 'save', path, chunks: chunks.map(movable), modifiedMs }),
    name: (dev, from, to) => threadOf(dev).perform({ kind: 'name', from, to }),
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

function startThread(worker: WorkerThread<readonly DiskReply[]>, log: Log, onEnd: () => void): Thread {
  const pending = new Map<number, { readonly kind: DiskRequest['kind']; settle(ended: DiskResult): void }>()
  let gathered: DiskRequest[] = []
  let lastId = 0
  let ending = false
  let idleTimer: NodeJS.Timeout | undefined
  let whenIdle = () => {}

  const rest = () => {
    // One that is ending is awaited: the event loop must not run empty meanwhile.
    if (!ending) worker.unref()
    whenIdle()
    idleTimer ??= setTimeout(() => void end(), idleMs).unref()
    idleTimer.refresh()
  }
  /** What was given to a thread that crashed may be done or not: a name is not relied on, a file is looked for. */
  const giveUp = (message: string) => {
    onEnd()
    clearTimeout(idleTimer)
    const error = withCode('EIO', `the thread that writes files ended: ${message}`)
    for (const { kind, settle } of pending.values()) settle({ error, made: kind === 'save' })
    pending.clear()
    whenIdle()
  }
  const end = async () => {
    if (pending.size > 0) await new Promise<void>((resolve) => (whenIdle = resolve))
    clearTimeout(idleTimer)
    onEnd()
    ending = true
    await worker.terminate()
  }

  worker.on('message', (replies: readonly DiskReply[]) => {
    for (const { id, error, ...reply } of replies) {
      const waiting = pending.get(id)
      pending.delete(id)
      waiting?.settle({ ...reply, error: error && withCode(error.code, error.message) })
    }
    if (pending.size === 0) rest()
  })
  worker.on('error', (error) => {
    log('error', 'the thread that writes files ended', { error })
    giveUp(error.message)
  })
  worker.on('exit', (code) => giveUp(`exit code ${code}`))
  // After the listeners, which would undo it: an idle thread does not keep the program alive.
  rest()

  const post = () => {
    const batch = gathered
    gathered = []
    const buffers = batch.flatMap((one) =>
      one.kind === 'save' ? one.chunks.map((chunk) => chunk.buffer as ArrayBuffer) : [],
    )
    worker.postMessage(batch, buffers)
  }

  return {
    perform: (request) =>
      new Promise((resolve) => {
        lastId += 1
        clearTimeout(idleTimer)
        idleTimer = undefined
        if (pending.size === 0) worker.ref()
        pending.set(lastId, { kind: request.kind, settle: resolve })
        if (gathered.length === 0) setImmediate(post)
        gathered.push({ ...request, id: lastId })
      }),
    end,
  }
}

/** As an error of the file system looks in Node. */
function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
