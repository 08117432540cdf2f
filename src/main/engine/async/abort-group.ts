/**
 * Callbacks for the abort of one signal, which gets one listener for all of them: to take one of hundreds of listeners off a
 * signal means to look through them. Dispose of it when no callback is left: the signal may live longer.
 */
export interface AbortGroup extends Disposable {
  readonly signal: AbortSignal
  /** Each is called once; not for an abort before it was added. */
  add(leave: () => void): void
  delete(leave: () => void): void
}

/** No callback yet. */
export function createAbortGroup(signal: AbortSignal): AbortGroup {
  const callbacks = new Set<() => void>()
  const abort = () => {
    for (const leave of callbacks) {
      callbacks.delete(leave)
      leave()
    }
  }
  signal.addEventListener('abort', abort, { once: true })
  return {
    signal,
    add: (leave) => callbacks.add(leave),
    delete: (leave) => callbacks.delete(leave),
    [Symbol.dispose]: () => signal.removeEventListener('abort', abort),
  }
}
