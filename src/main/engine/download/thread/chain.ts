import { errorCode } from '@shared/model/error-code'
import type { HeldBodies } from '../../disk/writer/held-bodies'
import type { PlainRoute } from '../../network/http1/plain-connection'
import type { PlainExchange, PlainReader, PlainRequest } from '../../network/http1/plain-exchange'
import { createImageFetch, type ImageFetch } from './image-fetch'
import type { ChainReply, ChainRequest, Fetched, ReplyHeaders } from './messages'
import type { StreamRequest } from './stream/messages'
import { StreamedBody, type StreamPorts } from './stream/streamed-body'

/** What chains of one thread share. */
export interface ChainPorts {
  readonly client: { send(request: PlainRequest, reader: PlainReader): PlainExchange }
  readonly held: HeldBodies
  readonly stream: StreamPorts
  readonly clock: () => number
  readonly reply: (reply: ChainReply) => void
  /** A host asks for fewer requests: what was not sent to it waits for permits of its own. */
  readonly refused: (route: PlainRoute) => void
  /** Its last request is answered, no reply of it is read elsewhere any more, and no file of it is open. */
  readonly over: (id: number) => void
}

/** The requests of one permit, sent one after another. After one that did not come as it should the others are not sent. */
export class Chain {
  readonly #ports: ChainPorts
  readonly #request: ChainRequest
  readonly route: PlainRoute
  readonly #aborted = new Set<number>()
  #nth = -1
  #exchange: PlainExchange | null = null
  #fetch: ImageFetch | null = null
  #sentAt = 0
  #headMs: number | null = null
  #isStopped = false
  /** The request whose reply is read elsewhere, which is its last one that was sent. */
  #handed: number | null = null
  /** The large image that is its last reply. */
  #streamed: StreamedBody | null = null

  constructor(ports: ChainPorts, request: ChainRequest, route: PlainRoute) {
    this.#ports = ports
    this.#request = request
    this.route = route
  }

  /** Sends the first request. */
  start(): void {
    this.#next(true)
  }

  /** Sends no further request. */
  stop(): void {
    this.#isStopped = true
  }

  /** Gives one of its requests up. */
  abort(nth: number): void {
    if (nth === this.#handed) {
      this.#exchange?.abort()
      this.#over()
      return
    }
    if (nth === this.#nth && this.#streamed !== null) this.#streamed.abort()
    if (nth < this.#nth || this.#streamed !== null) return
    this.#aborted.add(nth)
    if (nth !== this.#nth || this.#fetch === null) return
    this.#exchange?.abort()
    this.#answer(this.#fetch.aborted())
    this.#next(true)
  }

  /** So many bytes of the reply that is read elsewhere were read. */
  took(bytes: number): void {
    if (this.#handed !== null && this.#fetch?.took(bytes) === true) this.#exchange?.resume()
  }

  /** Something about its large image. */
  takeStream(request: StreamRequest): void {
    this.#streamed?.take(request)
  }

  /** Sends the next request; `isGood`: the one before came as it should. */
  #next(isGood: boolean): void {
    if (this.#isStopped) isGood = false
    this.#nth += 1
    this.#exchange = null
    this.#fetch = null
    this.#headMs = null
    const image = this.#request.images[this.#nth]
    if (image === undefined) {
      this.#over()
      return
    }
    if (!isGood || this.#aborted.has(this.#nth)) {
      this.#answer(isGood ? { kind: 'aborted', partial: null } : { kind: 'unsent' })
      this.#next(isGood)
      return
    }
    if (this.#ports.held.isFull) {
      this.#nth -= 1
      this.#ports.held.whenRoom(() => this.#next(true))
      return
    }
    const nth = this.#nth
    this.#sentAt = this.#ports.clock()
    this.#fetch = this.#createFetch(nth, image.sized)
    const exchange = this.#ports.client.send(
      { route: this.route, head: image.head, limits: this.#request.limits },
      this.#fetch,
    )
    // It may have ended in this very turn, and the next one begun.
    if (this.#nth === nth) this.#exchange = exchange
  }

  #createFetch(nth: number, sized: boolean): ImageFetch {
    const { id } = this.#request
    const held = `${id}.${nth}`
    let status = 0
    return createImageFetch({
      held,
      sized,
      bodies: this.#ports.held,
      stream: (headers, total) => this.#stream(headers, total, sized),
      headCame: (came) => {
        status = came
        if (isComplaint(came)) this.#ports.refused(this.route)
        this.#headMs = this.#ports.clock() - this.#sentAt
      },
      ended: (fetched) => {
        this.#answer(fetched)
        if (fetched.kind === 'handed' && !fetched.isWhole) this.#handOver(nth)
        else this.#next(fetched.kind === 'whole' || (fetched.kind === 'handed' && status < firstRefusal))
      },
      raw: (bytes) => this.#ports.reply({ kind: 'raw', id, nth, bytes }),
      rawEnded: (error) => {
        const ended = error && { code: errorCode(error), message: error.message }
        this.#ports.reply({ kind: 'raw-end', id, nth, error: ended })
        this.#over()
      },
    })
  }

  /** Its permit now belongs to the reply that is read elsewhere: the others are not sent. */
  #handOver(nth: number): void {
    this.#handed = nth
    this.#leaveRest(nth)
  }

  /** Its permit belongs to this image until all of it came, and the chain until its file is closed. */
  #stream(headers: ReplyHeaders, total: number, sized: boolean): StreamedBody {
    this.#answer({ kind: 'streamed', headers, total })
    this.#leaveRest(this.#nth)
    this.#streamed = new StreamedBody(
      this.#ports.stream,
      { id: this.#request.id, total, sized },
      {
        resume: () => this.#exchange?.resume(),
        giveUp: () => this.#exchange?.abort(),
        over: () => this.#over(),
      },
    )
    return this.#streamed
  }

  #leaveRest(nth: number): void {
    for (let other = nth + 1; other < this.#request.images.length; other++)
      this.#answer({ kind: 'unsent' }, other)
  }

  #over(): void {
    this.#handed = null
    this.#ports.over(this.#request.id)
  }

  #answer(fetched: Fetched, nth = this.#nth): void {
    const { id } = this.#request
    const streams = this.#exchange?.streams ?? null
    this.#ports.reply({ kind: 'fetched', id, nth, fetched, headMs: this.#headMs, streams })
  }
}

/** Statuses with which a site says that it gets too many requests (RFC 6585 §4, RFC 9110 §15.6.4). */
const isComplaint = (status: number) => status === 429 || status === 503

/** From this status on a reply may say that there were too many requests: the next one waits for a permit of its own. */
const firstRefusal = 429
