/**
 * Does something that may stall, at most for `limitMs` milliseconds.
 *
 * After the abort of `signal`, or at the limit, `stop` is called, which ends the work; then it rejects with the reason of the
 * signal, or with an error of the code `ETIMEDOUT`, whatever becomes of the work.
 */
export async function withinLimit<T>(
  { signal, limitMs, stop }: { readonly signal: AbortSignal; readonly limitMs: number; stop(): void },
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  let end: (reason: unknown) => void = () => undefined
  const ended = new Promise<never>((_, reject) => {
    end = reject
  })
  const giveUp = (reason: unknown) => {
    end(reason)
    stop()
  }
  const abort = () => giveUp(signal.reason)
  const late = Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })
  const timer = setTimeout(() => giveUp(late), limitMs)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work(), ended])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
