import { type Failure, failure } from '@shared/model/failure'
import type { Connection } from '../connection/connection'

/** Slots of the sliding window of the least rate. */
const rateSlots = 10

/** How long a body may be silent (milliseconds), and how slow it may be over a window. */
export interface BodyLimits {
  readonly idleTimeoutMs: number
  readonly leastBytesPerSecond: number
  readonly leastRateWindowMs: number
}

/** Judges one body by what came between looks at it. It knows no clock: the caller measures. */
export interface BodyWatch {
  /** How often to look, in milliseconds: a few times a window, as a timer for every chunk would cost more. */
  readonly everyMs: number
  /**
   * `bytes` came in the `passedMs` since the last look; the failure (timeout, too-slow) when that breaks a limit, else
   * null. Not to be called for a time in which the socket was paused: that says nothing about the server.
   */
  look(passedMs: number, bytes: number): Failure | null
}

/** A watch that has seen nothing yet. */
export function createBodyWatch({
  idleTimeoutMs,
  leastBytesPerSecond,
  leastRateWindowMs,
}: BodyLimits): BodyWatch {
  const slotMs = leastRateWindowMs / rateSlots
  /** Bytes of each full slot, the newest last. */
  const slots: number[] = []
  let slotBytes = 0
  let slotFilledMs = 0
  let silentMs = 0

  return {
    everyMs: Math.max(5, Math.min(idleTimeoutMs / 4, slotMs, 1000)),
    look(passedMs, bytes) {
      silentMs = bytes === 0 ? silentMs + passedMs : 0
      if (silentMs >= idleTimeoutMs) return failure('timeout', `no byte for ${idleTimeoutMs} ms`)
      slotFilledMs += passedMs
      slotBytes += bytes
      if (slotFilledMs < slotMs) return null
      slots.push(slotBytes)
      slotBytes = 0
      slotFilledMs = 0
      if (slots.length > rateSlots) slots.shift()
      const sum = slots.reduce((total, slot) => total + slot, 0)
      if (slots.length < rateSlots || sum >= (leastBytesPerSecond * leastRateWindowMs) / 1000) return null
      const rate = Math.round((sum / leastRateWindowMs) * 1000)
      return failure('too-slow', `${rate} bytes a second over ${leastRateWindowMs} ms`)
    },
  }
}

/** Bytes of a body that wait for their reader before the socket is paused. */
const highWaterBytes = 256 * 1024

/** The bytes of one body between the socket and their reader. The socket is paused while the reader is behind. */
export interface BodyQueue {
  /** Whether the socket is paused now. */
  readonly paused: boolean
  /** Bytes came; ownership passes to the queue. */
  push(chunk: Uint8Array): void
  /** The next bytes, or the end. Throws the error of `fail` after what came before it. For one reader. */
  next(): Promise<IteratorResult<Uint8Array, undefined>>
  /** Drops what waits; the socket continues. */
  clear(): void
  /** The body is whole. The connection may be reused: the socket continues. */
  end(): void
  /** No more bytes come; the socket continues, so that a closed one is read to its end. */
  fail(error: unknown): void
}

/** An empty queue over the connection. */
export function createBodyQueue(connection: Pick<Connection, 'pause' | 'resume'>): BodyQueue {
  const chunks: Uint8Array[] = []
  let bytes = 0
  let paused = false
  let ended = false
  let problem: { readonly error: unknown } | null = null
  let wakeReader: (() => void) | null = null

  const resume = () => {
    if (!paused) return
    paused = false
    connection.resume()
  }
  const end = () => {
    ended = true
    resume()
    wakeReader?.()
  }

  return {
    get paused() {
      return paused
    },
    push(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= highWaterBytes && !paused) {
        paused = true
        connection.pause()
      }
      wakeReader?.()
    },
    async next() {
      for (;;) {
        const chunk = chunks.shift()
        if (chunk !== undefined) {
          bytes -= chunk.length
          if (bytes < highWaterBytes / 2) resume()
          return { done: false, value: chunk }
        }
        if (problem !== null) throw problem.error
        if (ended) return { done: true, value: undefined }
        await new Promise<void>((resolve) => (wakeReader = resolve))
        wakeReader = null
      }
    },
    clear() {
      chunks.length = 0
      bytes = 0
      resume()
    },
    end,
    fail(error) {
      problem = { error }
      end()
    },
  }
}
