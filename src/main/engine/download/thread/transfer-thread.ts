import type { DiskRequest } from '../../disk/writer/disk-requests'
import type { DiskResult } from '../../disk/writer/disk-writer'
import { HandedSocket } from '../../network/http1/handed-socket'
import type { Log, WorkerThread } from '../../ports/ports'
import { createGathering } from './gather'
import type {
  ChainRequest,
  Fetched,
  FetchedReply,
  StoredEnd,
  StoreRequest,
  ThreadReply,
  ThreadRequest,
  Unnumbered,
} from './messages'
import { StreamedReply } from './stream/streamed-reply'

/** A thread that has nothing to do is ended after this time: it holds some megabytes. */
const idleMs = 10_000

/** A chain on its way; each of its requests is answered once, also after it was given up. */
export interface SentChain {
  /** Gives one of its requests up. */
  abort(nth: number): void
}

/** What came of one request of a chain; a reply that is handed over comes as the end of its connection, a large one as a stream. */
export type Came =
  | Exclude<Fetched, { readonly kind: 'handed' | 'streamed' }>
  | { readonly kind: 'streamed'; readonly body: StreamedReply }
  | { readonly kind: 'handed'; readonly socket: HandedSocket; readonly isWhole: boolean }

/** The reply to one request of a chain; `headMs` and `streams` as in `FetchedReply`. */
export interface ChainEvent {
  readonly nth: number
  readonly came: Came
  readonly headMs: number | null
  readonly streams: number | null
}

/** Files on their way onto the disk. */
export interface Storing {
  /** Their records are safe: they get their names. `isSafe` false: they do not, and stay under their temporary ones. */
  link(isSafe: boolean): void
  /** How each ended, in the order of the files; null: the thread has crashed, and nothing is known. Never rejects. */
  readonly ended: Promise<readonly StoredEnd[] | null>
}

/** A chain that is not answered whole. */
interface OpenChain {
  answered: number
  readonly length: number
  readonly onReply: (event: ChainEvent) => void
}

/** The engine's side of one transfer thread. It ends when it has nothing to do for a while; `onEnd` is called then, and when it crashes. */
export class TransferThread {
  readonly #worker: WorkerThread<readonly ThreadReply[]>
  readonly #onEnd: (crashed: boolean) => void
  readonly #pending = new Map<
    number,
    { readonly kind: DiskRequest['kind']; settle(ended: DiskResult): void }
  >()
  readonly #storing = new Map<number, (ended: readonly StoredEnd[] | null) => void>()
  readonly #chains = new Map<number, OpenChain>()
  /** Replies that were handed over and have not ended, by their chain. */
  readonly #handed = new Map<number, HandedSocket>()
  /** Large images that have not ended, or whose files are open, by their chain. */
  readonly #streams = new Map<number, StreamedReply>()
  readonly #post: (request: ThreadRequest) => void
  #lastId = 0
  #isEnding = false
  #isReady = false
  #idleTimer: NodeJS.Timeout | undefined
  #whenIdle = () => {}

  constructor(worker: WorkerThread<readonly ThreadReply[]>, log: Log, onEnd: (crashed: boolean) => void) {
    this.#worker = worker
    this.#onEnd = onEnd
    this.#post = createGathering<ThreadRequest>((batch) =>
      worker.postMessage(batch, batch.flatMap(buffersOfRequest)),
    )
    worker.on('message', (replies: readonly ThreadReply[]) => {
      for (const reply of replies) this.#take(reply)
      if (this.#isIdle()) this.#rest()
    })
    worker.on('error', (error) => {
      log('error', 'the thread that writes files ended', { error })
      this.#giveUp(error.message)
    })
    worker.on('exit', (code) => this.#giveUp(`exit code ${code}`))
    // After the listeners, which would undo it: an idle thread does not keep the program alive.
    this.#rest()
  }

  /** Whether it has started. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** Asks the disk for one thing. */
  perform(request: Unnumbered<DiskRequest>): Promise<DiskResult> {
    return new Promise((resolve) => {
      const id = this.#wake()
      this.#pending.set(id, { kind: request.kind, settle: resolve })
      this.#post({ ...request, id })
    })
  }

  /** See `TransferThreads.send`. */
  send(chain: Omit<ChainRequest, 'kind' | 'id'>, onReply: (event: ChainEvent) => void): SentChain {
    const id = this.#wake()
    this.#chains.set(id, { answered: 0, length: chain.images.length, onReply })
    this.#post({ kind: 'chain', id, ...chain })
    return { abort: (nth) => this.#post({ kind: 'abort', id, nth }) }
  }

  /** See `TransferThreads.store`. */
  store(files: Pick<StoreRequest, 'folders' | 'files'>): Storing {
    const id = this.#wake()
    const ended = new Promise<readonly StoredEnd[] | null>((resolve) => this.#storing.set(id, resolve))
    this.#post({ kind: 'store', id, ...files })
    return { link: (isSafe) => this.#post({ kind: 'link', id, isSafe }), ended }
  }

  /** A body that it holds is not wanted any more. */
  forget(held: string): void {
    this.#post({ kind: 'forget', held })
  }

  /** It closes connections that wait for a next request. */
  restConnections(): void {
    this.#post({ kind: 'rest' })
  }

  /** Resolves when it has done what it was given, and is gone. */
  async end(): Promise<void> {
    if (!this.#isIdle())
      await new Promise<void>((resolve) => (this.#whenIdle = () => this.#isIdle() && resolve()))
    clearTimeout(this.#idleTimer)
    this.#isEnding = true
    this.#onEnd(false)
    this.#worker.postMessage([{ kind: 'reset' }] satisfies ThreadRequest[])
    await this.#worker.terminate()
  }

  #isIdle(): boolean {
    const all = [this.#pending, this.#storing, this.#chains, this.#handed, this.#streams]
    return all.every(({ size }) => size === 0)
  }

  #rest(): void {
    // One that is ending is awaited: the event loop must not run empty meanwhile.
    if (!this.#isEnding) this.#worker.unref()
    this.#whenIdle()
    this.#idleTimer ??= setTimeout(() => void this.end(), idleMs).unref()
    this.#idleTimer.refresh()
  }

  /** The thread has work, and keeps the program alive. Returns the number of the work. */
  #wake(): number {
    clearTimeout(this.#idleTimer)
    this.#idleTimer = undefined
    if (this.#isIdle()) this.#worker.ref()
    this.#lastId += 1
    return this.#lastId
  }

  /** What was given to a thread that crashed may be done or not: a name is not relied on, a file is looked for. */
  #giveUp(message: string): void {
    this.#onEnd(!this.#isEnding)
    clearTimeout(this.#idleTimer)
    const error = withCode('EIO', `the thread that writes files ended: ${message}`)
    for (const { kind, settle } of this.#pending.values()) settle({ error, made: kind === 'save' })
    this.#pending.clear()
    for (const resolve of this.#storing.values()) resolve(null)
    this.#storing.clear()
    for (const chain of this.#chains.values()) answerRest(chain)
    this.#chains.clear()
    for (const socket of this.#handed.values()) socket.ended(withCode('ECONNRESET', message))
    this.#handed.clear()
    for (const body of this.#streams.values()) body.crashed(message)
    this.#streams.clear()
    this.#whenIdle()
  }

  #take(reply: ThreadReply): void {
    switch (reply.kind) {
      case 'fetched':
        this.#fetched(reply)
        break
      case 'raw':
        this.#handed.get(reply.id)?.more(reply.bytes)
        break
      case 'raw-end': {
        const socket = this.#handed.get(reply.id)
        this.#handed.delete(reply.id)
        socket?.ended(reply.error && withCode(reply.error.code, reply.error.message))
        break
      }
      case 'stream-came':
      case 'stream-ended':
      case 'stream-closed':
        if (this.#streams.get(reply.id)?.take(reply) === true) this.#streams.delete(reply.id)
        break
      case 'disk': {
        const { id, error, kind: _kind, ...ended } = reply
        const waiting = this.#pending.get(id)
        this.#pending.delete(id)
        waiting?.settle({ ...ended, error: error && withCode(error.code, error.message) })
        break
      }
      case 'stored':
        this.#storing.get(reply.id)?.(reply.ended)
        this.#storing.delete(reply.id)
        break
      case 'ready':
        this.#isReady = true
    }
  }

  #fetched({ id, nth, headMs, streams, fetched: came }: FetchedReply): void {
    const chain = this.#chains.get(id)
    if (chain === undefined) return
    chain.answered += 1
    if (chain.answered === chain.length) this.#chains.delete(id)
    if (came.kind === 'streamed') {
      const body = new StreamedReply(came.headers, came.total, {
        post: (request) => this.#post({ ...request, id }),
        abort: () => this.#post({ kind: 'abort', id, nth }),
      })
      this.#streams.set(id, body)
      chain.onReply({ nth, came: { kind: 'streamed', body }, headMs, streams })
    } else if (came.kind !== 'handed') chain.onReply({ nth, came, headMs, streams })
    else {
      const socket = this.#takeOver(id, nth, came.bytes, came.isWhole)
      chain.onReply({ nth, came: { kind: 'handed', socket, isWhole: came.isWhole }, headMs, streams })
    }
  }

  /** The socket of a reply that was handed over; closing it ends the chain, of which it is the last reply. */
  #takeOver(id: number, nth: number, bytes: Uint8Array, isWhole: boolean): HandedSocket {
    const socket = new HandedSocket({
      took: (count) => {
        if (this.#handed.has(id)) this.#post({ kind: 'took', id, bytes: count })
      },
      close: () => {
        if (this.#handed.delete(id)) this.#post({ kind: 'abort', id, nth })
        if (this.#isIdle()) this.#rest()
      },
    })
    if (!isWhole) this.#handed.set(id, socket)
    socket.more(bytes)
    return socket
  }
}

/** Buffers that move with a request: they are given away. */
function buffersOfRequest(request: ThreadRequest): ArrayBuffer[] {
  if (request.kind !== 'save' || typeof request.chunks === 'string') return []
  return request.chunks.map((chunk) => chunk.buffer as ArrayBuffer)
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
