import { performance } from 'node:perf_hooks'
import { FailureError, failure } from '@shared/model/failure'
import type { Dispatcher } from 'undici'
import { timerMs } from '../../async/cancellation'
import type { Grant } from '../limits/host-limiter'
import type { Connection } from './connections'
import { errorFailure, type Phase } from './error-failures'
import { proxyError } from './proxy'

/** Bytes of a body that wait for their reader before the socket is paused. */
const highWaterBytes = 256 * 1024

/** A body that is not wanted is read to its end, to keep the connection, up to this size and time; then it is cut. */
const worthReadingBytes = 64 * 1024
const worthReadingMs = 1000

/** Interim replies before the final one; more is a server that does not mean to answer. */
const mostInterimReplies = 20

/** Slots of the sliding window of the least rate. */
const rateSlots = 10

/** Time limits of one exchange, in milliseconds; the least rate in bytes per second. */
export interface ExchangeLimits {
  readonly connectTimeoutMs: number
  /** From the request to the end of the reply's head. */
  readonly headTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly leastBytesPerSecond: number
  readonly leastRateWindowMs: number
}

/** One request as it goes over a connection. */
export interface ExchangeRequest {
  /** Path and query, or a whole address for a proxy. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly limits: ExchangeLimits
  /** Hears what becomes of the request. */
  readonly turn: Pick<Grant, 'answered' | 'received' | 'failed'>
}

/** The reply to one request on one connection. Read its body or discard it: nothing else frees the connection. */
export interface Exchange {
  readonly status: number
  /** Names in lower case; a repeated field is an array. Values are Latin-1. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /**
   * Bytes as they came, before content decoding, to be read once. After a failure, what came before it is still given;
   * then FailureError is thrown (reset, truncated, timeout, too-slow, protocol), or at once the signal's reason. Ends only
   * when the message was whole. The socket is paused while nobody reads.
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
  { path, headers, limits, turn }: ExchangeRequest,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    let phase: Phase = 'head'
    let interim = 0
    let replied = false
    let over = false

    const chunks: Uint8Array[] = []
    let buffered = 0
    let paused = false
    let dumped: number | null = null
    let seen = 0
    let problem: { readonly error: unknown } | undefined
    let reader: (() => void) | undefined
    let settle = () => {}
    const settled = new Promise<void>((done) => (settle = done))

    let timer: NodeJS.Timeout | undefined
    const endAfter = (ms: number, text: string) => {
      clearTimeout(timer)
      timer = setTimeout(() => fail(new FailureError(failure('timeout', text))), timerMs(ms))
    }

    const finish = () => {
      over = true
      // Whoever has the connection next must find it read to its end.
      connection.go()
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      settle()
      reader?.()
    }

    const fail = (error: unknown) => {
      if (over) return
      const stale = connection.reused && !replied && !connection.heard
      connection.destroy(error instanceof Error ? error : new Error('aborted'))
      const reason = errorFailure(error, phase)
      const told =
        reason === null || error instanceof FailureError ? error : new FailureError(reason, { cause: error })
      problem = {
        error:
          stale && (reason?.kind === 'reset' || reason?.kind === 'truncated')
            ? new StaleConnectionError()
            : told,
      }
      const { error: known } = problem
      if (!signal.aborted && dumped === null && known instanceof FailureError) turn.failed(known.failure.kind)
      if (signal.aborted || dumped !== null) chunks.length = 0
      finish()
      if (phase === 'head') reject(problem.error)
    }

    const abort = () => fail(signal.reason)

    /** Idle limit and least rate, looked at a few times a window: a timer for every chunk would cost more. */
    const watchBody = () => {
      const { idleTimeoutMs, leastBytesPerSecond, leastRateWindowMs } = limits
      const slotMs = leastRateWindowMs / rateSlots
      const slots: number[] = []
      let slotBytes = 0
      let slotFilledMs = 0
      let silentMs = 0
      let lookedAt = performance.now()
      const look = () => {
        const now = performance.now()
        const passed = now - lookedAt
        lookedAt = now
        // Time in which we did not listen says nothing about the server.
        if (!paused) {
          silentMs = seen === 0 ? silentMs + passed : 0
          slotFilledMs += passed
          slotBytes += seen
        }
        seen = 0
        if (silentMs >= idleTimeoutMs) {
          fail(new FailureError(failure('timeout', `no byte for ${idleTimeoutMs} ms`)))
          return
        }
        if (slotFilledMs >= slotMs) {
          slots.push(slotBytes)
          slotBytes = 0
          slotFilledMs = 0
          if (slots.length > rateSlots) slots.shift()
          const sum = slots.reduce((total, bytes) => total + bytes, 0)
          if (slots.length === rateSlots && sum < (leastBytesPerSecond * leastRateWindowMs) / 1000) {
            const rate = Math.round((sum / leastRateWindowMs) * 1000)
            fail(new FailureError(failure('too-slow', `${rate} bytes a second over ${leastRateWindowMs} ms`)))
            return
          }
        }
        timer?.refresh()
      }
      clearTimeout(timer)
      timer = setTimeout(look, Math.max(5, Math.min(idleTimeoutMs / 4, slotMs, 1000)))
    }
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      for (;;) {
        const chunk = chunks.shift()
        if (chunk !== undefined) {
          buffered -= chunk.length
          if (paused && !over && buffered < highWaterBytes / 2) {
            paused = false
            connection.go()
          }
          return { done: false, value: chunk }
        }
        if (problem !== undefined) throw problem.error
        if (over) return { done: true, value: undefined }
        await new Promise<void>((wake) => (reader = wake))
        reader = undefined
      }
    }

    const discard = (announced: number) => {
      if (over || dumped !== null) return
      chunks.length = 0
      buffered = 0
      dumped = 0
      if (announced > worthReadingBytes) {
        cut()
        return
      }
      endAfter(worthReadingMs, 'not wanted')
      if (paused) {
        paused = false
        connection.go()
      }
    }

    const cut = () => fail(new FailureError(failure('reset', 'not wanted')))

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        if (over) {
          started.abort(new Error('given up'))
          return
        }
        endAfter(limits.headTimeoutMs, `no reply within ${limits.headTimeoutMs} ms`)
      },
      onResponseStarted: () => {
        replied = true
      },
      onResponseStart: (_controller, status, fields) => {
        if (over) return
        if (status < 200) {
          interim += 1
          if (interim > mostInterimReplies)
            fail(new FailureError(failure('protocol', 'endless interim replies')))
          return
        }
        phase = 'body'
        watchBody()
        const announced = Number(fields['content-length'] ?? Number.NaN)
        turn.answered(status, announced)
        resolve({
          status,
          headers: fields,
          body: { [Symbol.asyncIterator]: () => ({ next, return: async () => leaveBody() }) },
          discard: () => discard(announced),
          settled,
        })
      },
      onResponseData: (_controller, chunk) => {
        if (over) return
        seen += chunk.length
        turn.received(chunk.length)
        if (dumped !== null) {
          dumped += chunk.length
          if (dumped > worthReadingBytes) cut()
          return
        }
        chunks.push(chunk)
        buffered += chunk.length
        if (buffered >= highWaterBytes && !paused) {
          paused = true
          connection.hold()
        }
        reader?.()
      },
      onResponseEnd: () => {
        if (over) return
        // A body that is ended by closing looks whole to the parser even when the connection was reset.
        const broken = connection.socket?.errored
        if (broken) {
          fail(broken)
          return
        }
        connection.release()
        finish()
      },
      onResponseError: (_controller, error) => fail(error),
    }
    const leaveBody = (): IteratorResult<Uint8Array, undefined> => {
      cut()
      return { done: true, value: undefined }
    }

    if (signal.aborted) {
      connection.destroy(new Error('aborted'))
      reject(signal.reason)
      return
    }
    signal.addEventListener('abort', abort, { once: true })
    clearTimeout(timer)
    timer = setTimeout(() => fail(lateConnection(connection, limits)), timerMs(limits.connectTimeoutMs))
    connection.begin()
    try {
      connection.client.dispatch({ path, method: 'GET', headers }, handler)
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      fail(new FailureError(failure('bad-url', text), { cause: error }))
    }
  })
}

/** The failure of connecting within its time: that of a proxy, as long as that has not answered. */
function lateConnection({ awaitedProxy }: Connection, { connectTimeoutMs }: ExchangeLimits): FailureError {
  return awaitedProxy === null
    ? new FailureError(failure('timeout', `no connection within ${connectTimeoutMs} ms`))
    : proxyError(awaitedProxy, `did not answer within ${connectTimeoutMs} ms`)
}
