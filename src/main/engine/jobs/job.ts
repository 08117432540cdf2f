import type { Job, JobKind } from '@shared/contract/jobs'
import type { Log } from '../ports/ports'

/** Long work that is about to start. */
interface JobWork<P> {
  /** Progress before the first step; null: the job is not shown before it has made progress. */
  readonly progress: P | null
  /**
   * Does the work and yields the progress after each step; ends, or rejects with the signal's reason, soon after the
   * signal aborts. Null when nothing is left to do: the job is shown as done.
   */
  readonly steps: ((signal: AbortSignal) => AsyncIterable<P>) | null
}

/** What a runner needs. */
interface JobPorts<P> {
  readonly kind: JobKind
  readonly log: Log
  /** Called in the same turn as each change; null once there is nothing to show. */
  readonly onChange: (job: Job<P> | null) => void
}

/** Runs the jobs of one kind: at most one at a time. */
export interface JobRunner<P> {
  current(): Job<P> | null
  /** Replaces the job that there is; its work has settled before that of the new one starts. */
  start(work: JobWork<P>): void
  /** What was found so far stays; a job that has ended stays as it is. */
  stop(): void
  /** Stops the job and forgets it; resolves when its work has settled. */
  dismiss(): Promise<void>
  /** Resolves when no work is left; never rejects. */
  ended(): Promise<void>
  /** Stops the work because the program quits: the job does not change, so that a remembered one continues. */
  close(): Promise<void>
}

/** A runner without a job. */
export function createJobRunner<P>({ kind, log, onChange }: JobPorts<P>): JobRunner<P> {
  let job: Job<P> | null = null
  let controller = new AbortController()
  let ended: Promise<void> = Promise.resolve()

  function set(next: Job<P> | null): void {
    job = next
    onChange(next)
  }

  /** From here on a replaced or dismissed run is not the current one, and changes nothing more. */
  function next(reason: string): AbortController {
    controller.abort(reason)
    controller = new AbortController()
    return controller
  }

  async function run(steps: (signal: AbortSignal) => AsyncIterable<P>, own: AbortController): Promise<void> {
    const { signal } = own
    let state: Job<P>['state'] = 'done'
    try {
      for await (const progress of steps(signal)) {
        if (own !== controller) return
        // A step that ends after the stop has happened all the same: it counts.
        set({ state: signal.reason === 'stop' ? 'stopped' : 'working', progress })
      }
    } catch (error) {
      state = 'stopped'
      if (!signal.aborted) log('error', 'a job ended early', { job: kind, error: String(error) })
    }
    if (own === controller && !signal.aborted) set(job === null ? null : { ...job, state })
  }

  return {
    current: () => job,
    start({ progress, steps }) {
      const own = next('replaced')
      const before = ended
      if (progress !== null) set({ state: steps === null ? 'done' : 'working', progress })
      else if (job !== null) set(null)
      if (steps !== null) ended = before.then(() => (own === controller ? run(steps, own) : undefined))
    },
    stop() {
      controller.abort('stop')
      if (job?.state === 'working') set({ ...job, state: 'stopped' })
    },
    async dismiss() {
      next('dismissed')
      set(null)
      await ended
    },
    ended: () => ended,
    async close() {
      controller.abort('quit')
      await ended
    },
  }
}
