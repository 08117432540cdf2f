import type { DiskRequest } from '../../disk/writer/disk-requests'
import type { DiskResult, DiskWriter } from '../../disk/writer/disk-writer'
import { HandedSocket } from '../../network/http1/handed-socket'
import type { Log, StartWorker, WorkerThread } from '../../ports/ports'
import { createGathering } from './gather'
import type { ChainRequest, Fetched, FetchedReply, ThreadReply, ThreadRequest } from './messages'

/** A thread that has nothing to do is ended after this time: it holds some megabytes. */
const idleMs = 10_000

/** Smaller chunks, and those that lie in a much larger buffer, are copied: moving a buffer costs more. */
const worthMovingBytes = 32 * 1024

/** Objects of a batch die young; the bytes of files lie outside of this. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 }

/** A chain on its way; each of its requests is answered once, also after it was given up. */
export interface SentChain {
  /** Gives one of its requests up. */
  abort(nth: number): void
}

/** What came of one request of a chain; a reply that is handed over comes as the end of its connection. */
export type Came =
  | Exclude<Fetched, { readonly kind: 'handed' }>
  | { readonly kind: 'handed'; readonly socket: HandedSocket; readonly isWhole: boolean }

/** The reply to one request of a chain; `headMs` and `streams` as in `FetchedReply`. */
export interface ChainEvent {
  readonly nth: number
  readonly came: Came
  readonly headMs: number | null
  readonly streams: number | null
}

/** Threads that fetch images and write small files, one for each disk. */
export interface TransferThreads extends DiskWriter {
  /** Sends the requests of one permit; `onReply` is called once for each, in order. `dev` is the device of their folders. */
  send(dev: number, chain: Omit<ChainRequest, 'kind' | 'id'>, onReply: (event: ChainEvent) => void): SentChain
  /** Whether the thread of this disk has started: to wait for it would cost more than the other lane. */
  isReady(dev: number): boolean
  /** A body that a thread holds is not wanted any more. */
  forget(dev: number, held: string): void
  /** Closes connections that wait for a next request. */
  rest(): void
}

type Unnumbered = DiskRequest extends infer Request
  ? Request extends DiskRequest
    ? Omit<Request, 'id'>
    : never
  : never

interface Thread {
  perform(request: Unnumbered): Promise<DiskResult>
  send(chain: Omit<ChainRequest, 'kind' | 'id'>, onReply: (event: ChainEvent) => void): SentChain
  post(request: ThreadRequest): void
  readonly isReady: boolean
  end(): Promise<void>
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
    save: (dev, path, chunks, modifiedMs = null) => {
      const own = typeof chunks === 'string' ? chunks : chunks.map(movable)
      return threadOf(dev).perform({ kind: 'save', path, chunks: own, modifiedMs })
    },
    name: (dev, from, to) => threadOf(dev).perform({ kind: 'name', from, to }),
    send: (dev, chain, onReply) => threadOf(dev).send(chain, onReply),
    isReady: (dev) => threads.get(dev)?.isReady === true,
    forget: (dev, held) => threads.get(dev)?.post({ kind: 'forget', held }),
    rest: () => {
      for (const thread of threads.values()) thread.post({ kind: 'rest' })
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

/** A chain that is not answered whole. */
interface OpenChain {
  answered: number
  readonly length: number
  readonly onReply: (event: ChainEvent) => void
}

function startThread(worker: WorkerThread<readonly ThreadReply[]>, log: Log, onEnd: () => void): Thread {
  const pending = new Map<number, { readonly kind: DiskRequest['kind']; settle(ended: DiskResult): void }>()
  const chains = new Map<number, OpenChain>()
  /** Replies that were handed over and have not ended, by their chain. */
  const handed = new Map<number, HandedSocket>()
  let lastId = 0
  let ending = false
  let isReady = false
  let idleTimer: NodeJS.Timeout | undefined
  let whenIdle = () => {}
  const isIdle = () => pending.size === 0 && chains.size === 0 && handed.size === 0

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
    for (const chain of chains.values()) answerRest(chain)
    chains.clear()
    for (const socket of handed.values()) socket.ended(withCode('ECONNRESET', message))
    handed.clear()
    whenIdle()
  }
  const end = async () => {
    if (!isIdle()) await new Promise<void>((resolve) => (whenIdle = () => isIdle() && resolve()))
    clearTimeout(idleTimer)
    onEnd()
    ending = true
    worker.postMessage([{ kind: 'reset' }] satisfies ThreadRequest[])
    await worker.terminate()
  }
  /** The socket of a reply that was handed over; closing it ends the chain, of which it is the last reply. */
  const takeOver = (id: number, nth: number, bytes: Uint8Array, isWhole: boolean) => {
    const socket = new HandedSocket({
      took: (count) => {
        if (handed.has(id)) post({ kind: 'took', id, bytes: count })
      },
      close: () => {
        if (handed.delete(id)) post({ kind: 'abort', id, nth })
        if (isIdle()) rest()
      },
    })
    if (!isWhole) handed.set(id, socket)
    socket.more(bytes)
    return socket
  }
  const fetched = ({ id, nth, headMs, streams, fetched: came }: FetchedReply) => {
    const chain = chains.get(id)
    if (chain === undefined) return
    chain.answered += 1
    if (chain.answered === chain.length) chains.delete(id)
    if (came.kind !== 'handed') chain.onReply({ nth, came, headMs, streams })
    else {
      const socket = takeOver(id, nth, came.bytes, came.isWhole)
      chain.onReply({ nth, came: { kind: 'handed', socket, isWhole: came.isWhole }, headMs, streams })
    }
  }
  const take = (reply: ThreadReply) => {
    switch (reply.kind) {
      case 'fetched':
        fetched(reply)
        break
      case 'raw':
        handed.get(reply.id)?.more(reply.bytes)
        break
      case 'raw-end': {
        const socket = handed.get(reply.id)
        handed.delete(reply.id)
        socket?.ended(reply.error && withCode(reply.error.code, reply.error.message))
        break
      }
      case 'disk': {
        const { id, error, kind: _kind, ...ended } = reply
        const waiting = pending.get(id)
        pending.delete(id)
        waiting?.settle({ ...ended, error: error && withCode(error.code, error.message) })
        break
      }
      case 'ready':
        isReady = true
    }
  }

  worker.on('message', (replies: readonly ThreadReply[]) => {
    for (const reply of replies) take(reply)
    if (isIdle()) rest()
  })
  worker.on('error', (error) => {
    log('error', 'the thread that writes files ended', { error })
    giveUp(error.message)
  })
  worker.on('exit', (code) => giveUp(`exit code ${code}`))
  // After the listeners, which would undo it: an idle thread does not keep the program alive.
  rest()

  const post = createGathering<ThreadRequest>((batch) => {
    const buffers = batch.flatMap((one) =>
      one.kind === 'save' && typeof one.chunks !== 'string'
        ? one.chunks.map((chunk) => chunk.buffer as ArrayBuffer)
        : [],
    )
    worker.postMessage(batch, buffers)
  })
  /** The thread has work, and keeps the program alive. */
  const wake = () => {
    clearTimeout(idleTimer)
    idleTimer = undefined
    if (isIdle()) worker.ref()
    lastId += 1
    return lastId
  }

  return {
    perform: (request) =>
      new Promise((resolve) => {
        const id = wake()
        pending.set(id, { kind: request.kind, settle: resolve })
        post({ ...request, id })
      }),
    send: (chain, onReply) => {
      const id = wake()
      chains.set(id, { answered: 0, length: chain.images.length, onReply })
      post({ kind: 'chain', id, ...chain })
      return { abort: (nth) => post({ kind: 'abort', id, nth }) }
    },
    post,
    get isReady() {
      return isReady
    },
    end,
  }
}

/** The thread has ended: what it was asked for may be asked for again. */
function answerRest({ answered, length, onReply }: OpenChain): void {
  for (let nth = answered; nth < length; nth++)
    onReply({ nth, came: { kind: 'unsent' }, headMs: null, streams: null })
}

/** As an error of the file system looks in Node. */
function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
