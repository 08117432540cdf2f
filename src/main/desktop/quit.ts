import type { Log } from '../engine/ports/ports'

/** A close that hangs is not waited for longer: the database survives a kill. */
export const closeLimitMs = 5000

/** What happens at the end, in this order. */
export interface QuitSteps {
  /** Asks whether to interrupt what runs; not called when nothing does. */
  ask(): Promise<boolean>
  activeTasks(): number
  /** Hides the window: the user is done with it while files and sockets are closed. */
  leave(): void
  close(): Promise<void>
  exit(code: number): void
  log: Log
}

/** The end of the window program. */
export interface Quit {
  /**
   * Ends the program: asks if work would be interrupted, closes, exits. A further call while it is under way is part of
   * the first one. `beforeExit` runs after everything was closed; not where the user stays.
   */
  request(beforeExit?: () => Promise<void>): Promise<void>
  /** The same without a question, for signals and the end of the system's session. */
  now(code?: number): Promise<void>
}

const nothingMore = () => Promise.resolve()

/** Settles with the work, or resolves after `ms`; true if the work was done. */
function within(ms: number, work: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), ms)
    work.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })
}

/** Ends the program once, however often it is asked to. */
export function createQuit(steps: QuitSteps, limitMs = closeLimitMs): Quit {
  let asking: Promise<void> | null = null
  let leaving: Promise<void> | null = null

  async function leave(code: number, beforeExit: () => Promise<void>): Promise<void> {
    steps.leave()
    try {
      if (!(await within(limitMs, steps.close()))) steps.log('error', 'closing took too long', { limitMs })
    } catch (cause) {
      steps.log('error', 'closing failed', { error: cause })
    }
    // An exit that does not come would leave a program without a window
    await beforeExit().catch((cause: unknown) => {
      steps.log('error', 'the last step failed', { error: cause })
    })
    steps.exit(code)
  }

  const end = (code: number, beforeExit: () => Promise<void>) => {
    leaving ??= leave(code, beforeExit)
    return leaving
  }

  async function question(beforeExit: () => Promise<void>): Promise<void> {
    if (steps.activeTasks() === 0 || (await steps.ask())) await end(0, beforeExit)
  }

  return {
    request(beforeExit = nothingMore) {
      if (leaving !== null) return leaving
      asking ??= question(beforeExit).finally(() => {
        asking = null
      })
      return asking
    },
    now: (code = 0) => end(code, nothingMore),
  }
}
