import { createTurns } from './async/time-slice'

/** Bytes that are copied between two looks at the clock. */
const step = 1024 ** 2

/**
 * Copies pieces into one array with a buffer of its own, in turns: fifty megabytes at once would hold up everything
 * else. `bytes` is the sum of their lengths. Rejects with the signal's reason.
 */
export async function joinBytes(
  pieces: readonly Uint8Array[],
  bytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes)
  const turn = createTurns(signal)
  let at = 0
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; start += step) {
      const part = piece.subarray(start, start + step)
      whole.set(part, at)
      at += part.length
      if (bytes > step) await turn()
    }
  }
  return whole
}
