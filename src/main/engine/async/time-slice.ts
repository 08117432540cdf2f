import { setImmediate as nextTurn } from 'node:timers/promises'

/** Bytes that are copied between two looks at the clock. */
const copyStep = 1024 ** 2

/**
 * Copies pieces into one array with a buffer of its own, in turns: fifty megabytes at once would delay everything
 * else. `bytes` is the sum of their lengths. Rejects with the signal's reason.
 */
export async function concatBytes(
  pieces: readonly Uint8Array[],
  bytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes)
  const turn = createTimeSlice(signal)
  let at = 0
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; start += copyStep) {
      const part = piece.subarray(start, start + copyStep)
      whole.set(part, at)
      at += part.length
      if (bytes > copyStep) await turn()
    }
  }
  return whole
}

/** How long one turn of the event loop may work at something long, in milliseconds: then other work has its turn. */
const turnMs = 8

/** How much of a list is worked at between two looks at the clock. */
const listStep = 50

/**
 * Parts a long work into turns: call what it returns again and again, it waits only when the turn has lasted long enough.
 * Rejects with the signal's reason when that was aborted meanwhile.
 */
export function createTimeSlice(signal: AbortSignal): () => Promise<void> {
  let startedAt = performance.now()
  return async () => {
    if (performance.now() - startedAt < turnMs) return
    await nextTurn()
    signal.throwIfAborted()
    startedAt = performance.now()
  }
}

/**
 * A list in pieces, with a new turn between them whenever one has lasted long enough: a page of a hundred thousand
 * pictures would hold up everything else for most of a second. Rejects with the signal's reason between two.
 */
export async function* inTimeSlices<T>(
  list: readonly T[],
  signal: AbortSignal,
): AsyncGenerator<readonly T[], void> {
  const turn = createTimeSlice(signal)
  for (let start = 0; start < list.length; start += listStep) {
    await turn()
    yield list.slice(start, start + listStep)
  }
}
