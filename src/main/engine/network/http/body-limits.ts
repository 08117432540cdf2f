import { type Failure, failure } from '@shared/model/failure'

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
