/** Longest delay of a timer, in milliseconds: 24.8 days. A longer one would not fit into 32 bits, and end at once. */
export const longestTimerMs = 2 ** 31 - 1

/** A delay as a timer can keep it: in whole milliseconds, at most `longestTimerMs`. */
export function timerMs(ms: number): number {
  return Math.min(Math.ceil(ms), longestTimerMs)
}

/** Why a signal was aborted; always its `reason`, so that the code that catches an abort knows what to keep. */
type AbortReason = 'pause' | 'cancel' | 'quit' | 'timeout' | 'done'

/** A controller that follows its parent until it is disposed. */
export interface ChildController extends Disposable {
  readonly signal: AbortSignal
  abort(reason: AbortReason): void
}

/**
 * Makes a controller that aborts with its parent.
 *
 * Dispose of it when the work has settled: the parent lives as long as a task and would keep one listener for every
 * request otherwise. `AbortSignal.any` is not used because its dependants stay retained by a long-lived parent
 * (nodejs/node#54614).
 */
export function childController(parent: AbortSignal): ChildController {
  const controller = new AbortController()
  const follow = () => controller.abort(parent.reason)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    [Symbol.dispose]: () => parent.removeEventListener('abort', follow),
  }
}

/** Resolves after `ms` milliseconds of monotonic time, after 24.8 days at the latest; rejects with the signal's reason as soon as it aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason)
      return
    }
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, timerMs(ms))
    signal.addEventListener('abort', abort, { once: true })
  })
}

/** Settles as the promise does; rejects at once with the signal's reason when that aborts first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
