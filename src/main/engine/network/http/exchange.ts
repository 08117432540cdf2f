import { FailureError, failure } from '@shared/model/failure'
import type { Dispatcher } from 'undici'
import { timerMs } from '../../async/cancellation'
import type { Connection } from '../connection/connection'
import { errorFailure } from '../connection/error-failures'
import { proxyError } from '../connection/proxy'
import type { Grant } from '../limits/host-limiter'
import { type BodyLimits, type BodyQueue, createBodyQueue, createBodyWatch } from './body-queue'

/** A body that is not wanted is read to its end, to keep the connection, up to this size and time; then it is cut. */
const worthReadingBytes = 64 * 1024
const worthReadingMs = 1000

/** Interim replies before the final one (RFC 9110 §15.2 sets no limit); a server that sends more never answers. */
const mostInterimReplies = 20

/** Time limits of one exchange, in milliseconds; the least rate in bytes per second. */
export interface ExchangeLimits extends BodyLimits {
  readonly connectTimeoutMs: number
  /** From the request to the end of the reply's head. */
  readonly headTimeoutMs: number
}

/** One request as it goes over a connection. */
interface ExchangeRequest {
  /** Path and query, or a whole address for a proxy. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly limits: ExchangeLimits
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** Where the outcome of the request is reported. */
  readonly grant: Pick<Grant, 'answered' | 'received' | 'failed'>
}

/** The reply to one request on one connection. Read its body or discard it: nothing else frees the connection. */
export interface Exchange {
  readonly status: number
  /** Names in lower case; a repeated field is an array. Values are Latin-1. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /**
   * Bytes as they came, before content decoding, to be read once. After a failure, what came before it is still returned;
   * then FailureError is thrown (reset, truncated, timeout, too-slow, protocol), or at once the signal's reason. Ends only
   * when the message was whole. The socket is paused while nothing reads.
   */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives the body up. */
  discard(): void
  /** Settles, without failing, when the connection is free again. */
  readonly settled: Promise<void>
}

/** An exchange that failed on a used connection before a byte of the reply: the server may never have seen it. */
export class StaleConnectionError extends Error {
  override readonly name = 'StaleConnectionError'
}

/**
 * Sends a GET and resolves with the head of its reply.
 *
 * Throws FailureError, StaleConnectionError or the signal's reason. The signal counts until the body has ended;
 * aborting destroys the socket in the same turn. The limits run only while bytes are waited for, not while the reader
 * is busy.
 */
export function exchange(
  connection: Connection,
  request: ExchangeRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      connection.destroy(new Error('aborted'))
      reject(signal.reason)
    } else new RunningExchange(connection, request, signal, { resolve, reject }).start()
  })
}

/** Who waits for the head of the reply. */
interface HeadWaiter {
  resolve(exchange: Exchange): void
  reject(reason: unknown): void
}

/**
 * What an exchange waits for. It only moves on: to `head` when it is connected, to `body` after the head, to `unwanted` when
 * its reader gives the body up, and to `over` from everywhere, after which nothing is done any more.
 */
type Stage = 'connecting' | 'head' | 'body' | 'unwanted' | 'over'

class RunningExchange implements Dispatcher.DispatchHandler {
  readonly #connection: Connection
  readonly #request: ExchangeRequest
  readonly #signal: AbortSignal
  readonly #waiter: HeadWaiter
  readonly #body: BodyQueue
  #stage: Stage = 'connecting'
  /** The time limit of the present stage. */
  #timer: NodeJS.Timeout | undefined
  #interimReplies = 0
  /** Bytes of the body since the limits were last looked at. */
  #seenBytes = 0
  /** Bytes of the body since it was given up. */
  #unwantedBytes = 0
  #settle = () => {}

  constructor(connection: Connection, request: ExchangeRequest, signal: AbortSignal, waiter: HeadWaiter) {
    this.#connection = connection
    this.#request = request
    this.#signal = signal
    this.#waiter = waiter
    this.#body = createBodyQueue(connection)
  }

  start(): void {
    const { path, headers, limits } = this.#request
    this.#signal.addEventListener('abort', this.#abort, { once: true })
    this.#failAfter(limits.connectTimeoutMs, () => lateConnection(this.#connection, limits))
    this.#connection.begin()
    try {
      this.#connection.client.dispatch({ path, method: 'GET', headers }, this)
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      this.#fail(new FailureError(failure('bad-url', text), { cause: error }))
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#stage === 'over') {
      controller.abort(new Error('given up'))
      return
    }
    this.#stage = 'head'
    const { headTimeoutMs } = this.#request.limits
    this.#failAfter(headTimeoutMs, () => timeout(`no reply within ${headTimeoutMs} ms`))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Exchange['headers'],
  ): void {
    if (this.#stage === 'over') return
    if (status < 200) {
      this.#interimReplies += 1
      if (this.#interimReplies > mostInterimReplies) {
        this.#fail(new FailureError(failure('protocol', 'endless interim replies')))
      }
      return
    }
    this.#stage = 'body'
    this.#watchBody()
    const announced = Number(headers['content-length'] ?? Number.NaN)
    this.#request.grant.answered(status, announced)
    const reader: AsyncIterator<Uint8Array, undefined> = {
      next: this.#body.next,
      return: async () => {
        this.#cut()
        return { done: true, value: undefined }
      },
    }
    this.#waiter.resolve({
      status,
      headers,
      body: { [Symbol.asyncIterator]: () => reader },
      discard: () => this.#discard(announced),
      settled: new Promise((resolve) => (this.#settle = resolve)),
    })
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#stage === 'over') return
    this.#seenBytes += chunk.length
    this.#request.grant.received(chunk.length)
    if (this.#stage !== 'unwanted') {
      this.#body.push(chunk)
      return
    }
    this.#unwantedBytes += chunk.length
    if (this.#unwantedBytes > worthReadingBytes) this.#cut()
  }

  onResponseEnd(): void {
    if (this.#stage === 'over') return
    // A body that is ended by closing looks whole to the parser even when the connection was reset.
    const broken = this.#connection.socket?.errored
    if (broken) {
      this.#fail(broken)
      return
    }
    this.#connection.release()
    this.#leave()
    this.#body.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  readonly #abort = (): void => this.#fail(this.#signal.reason)

  /** Ends the exchange with an error: the connection is destroyed, and the reader of head or body gets the error. */
  #fail(error: unknown): void {
    if (this.#stage === 'over') return
    const isBeforeHead = this.#stage === 'connecting' || this.#stage === 'head'
    const isGivenUp = this.#signal.aborted || this.#stage === 'unwanted'
    const known = describeError(error, isBeforeHead ? 'head' : 'body', this.#connection.isStale)
    // First: a client that is destroyed while it connects reports an error of its own in the same turn.
    this.#leave()
    this.#connection.destroy(error instanceof Error ? error : new Error('aborted'))
    if (!isGivenUp && known instanceof FailureError) this.#request.grant.failed(known.failure.kind)
    if (isGivenUp) this.#body.clear()
    this.#body.fail(known)
    if (isBeforeHead) this.#waiter.reject(known)
  }

  #leave(): void {
    this.#stage = 'over'
    clearTimeout(this.#timer)
    this.#signal.removeEventListener('abort', this.#abort)
    this.#settle()
  }

  #failAfter(ms: number, makeError: () => FailureError): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#fail(makeError()), timerMs(ms))
  }

  #watchBody(): void {
    const { limits, clock } = this.#request
    const watch = createBodyWatch(limits)
    let lookedAt = clock()
    const look = () => {
      const now = clock()
      const broken = this.#body.paused ? null : watch.look(now - lookedAt, this.#seenBytes)
      lookedAt = now
      this.#seenBytes = 0
      if (broken === null) this.#timer?.refresh()
      else this.#fail(new FailureError(broken))
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(look, watch.everyMs)
  }

  /** Reads a body of which little is left to its end, so that the connection can be used again; cuts a long one. */
  #discard(announcedBytes: number): void {
    if (this.#stage !== 'body') return
    this.#stage = 'unwanted'
    if (announcedBytes > worthReadingBytes) {
      this.#cut()
      return
    }
    this.#failAfter(worthReadingMs, () => timeout('not wanted'))
    // Last: the socket continues at once, and the body may end in this turn.
    this.#body.clear()
  }

  #cut(): void {
    this.#fail(new FailureError(failure('reset', 'not wanted')))
  }
}

function timeout(text: string): FailureError {
  return new FailureError(failure('timeout', text))
}

/** The failure of connecting within its time: that of a proxy, as long as that has not answered. */
function lateConnection({ awaitedProxy }: Connection, { connectTimeoutMs }: ExchangeLimits): FailureError {
  return awaitedProxy === null
    ? timeout(`no connection within ${connectTimeoutMs} ms`)
    : proxyError(awaitedProxy, `did not answer within ${connectTimeoutMs} ms`)
}

/** What an exchange fails with; an error that is a bug of ours, and the reason of an abort, stay what they are. */
function describeError(error: unknown, phase: 'head' | 'body', isStale: boolean): unknown {
  const reason = errorFailure(error, phase)
  if (isStale && (reason?.kind === 'reset' || reason?.kind === 'truncated')) return new StaleConnectionError()
  return reason === null || error instanceof FailureError ? error : new FailureError(reason, { cause: error })
}
