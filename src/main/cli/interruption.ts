import type { EventEmitter } from 'node:events'
import type { Writable } from 'node:stream'
import { longestTimerMs } from '../engine/async/cancellation'
import { interruptedCode } from './exit-code'

/** Thrown out of work that the user has interrupted. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted')
    this.name = 'Interrupted'
  }
}

/** A request to stop: Ctrl-C, the end of the terminal, a closed reader of our output. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
  /** Exit code that the cause calls for: 128 + its signal's number. */
  readonly code: number
  /** Settles with the work, or rejects with `Interrupted` as soon as a stop is requested. */
  race<T>(work: Promise<T>): Promise<T>
}

const codes = { SIGINT: interruptedCode, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * Listens for requests to stop. The first one lets the program pause in good order; a second one ends it at once, which
 * loses nothing that was saved: from the first one on the system's own way to end a process is in force again, because no
 * listener of ours runs while the main thread is busy or waits for a file.
 *
 * Until it is disposed of, the program stays alive: something awaited whose last handle was let go would end it with
 * exit code 13 and no word. `onStop` runs with the first request, in the same turn.
 */
export function listenForInterruption(
  signals: Pick<EventEmitter, 'on' | 'off'>,
  outputs: readonly Writable[],
  onStop = () => {},
): Interruption {
  const controller = new AbortController()
  let code: number = interruptedCode
  const alive = setInterval(() => {}, longestTimerMs)

  function stop(cause: number): void {
    code = cause
    for (const end of ends.splice(0)) end()
    onStop()
    controller.abort()
  }

  function onOutputError(error: NodeJS.ErrnoException): void {
    // `galleon … | head`: what is left to say has no reader any more.
    if (error.code !== 'EPIPE') throw error
    if (!controller.signal.aborted) stop(interruptedCode)
  }

  const ends = Object.entries(codes).map(([name, cause]) => {
    const listener = () => stop(cause)
    signals.on(name, listener)
    return () => signals.off(name, listener)
  })
  for (const output of outputs) output.on('error', onOutputError)

  return {
    signal: controller.signal,
    get code() {
      return code
    },
    race<T>(work: Promise<T>) {
      return new Promise<T>((resolve, reject) => {
        const abort = () => reject(new Interrupted())
        if (controller.signal.aborted) abort()
        else controller.signal.addEventListener('abort', abort, { once: true })
        work.then(resolve, reject).finally(() => controller.signal.removeEventListener('abort', abort))
      })
    },
    [Symbol.dispose]() {
      clearInterval(alive)
      for (const end of ends) end()
    },
  }
}
