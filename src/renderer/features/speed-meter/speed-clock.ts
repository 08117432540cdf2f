import { totalSpeed } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'

/** How much of the past the graph shows. */
export const shownSeconds = 60

/** Bytes per second of the last minute, one value a second, oldest first. */
export interface SpeedSamples {
  readonly values: readonly number[]
  readonly now: number
}

/** A minute without downloads. */
export const noSamples: SpeedSamples = { values: Array.from({ length: shownSeconds }, () => 0), now: 0 }

/** Adds the present; the oldest value goes. */
export function addSample({ values }: SpeedSamples, now: number): SpeedSamples {
  return { values: [...values.slice(1), now], now }
}

let samples = noSamples
const listeners = new Set<(samples: SpeedSamples) => void>()

/**
 * Calls a listener with the speed of all downloads once a second, outside of React: a graph that moves must not render the
 * window.
 *
 * The listener is called at once with the last minute. Returns the function that removes it.
 */
export function onSpeed(listener: (samples: SpeedSamples) => void): () => void {
  listeners.add(listener)
  listener(samples)
  return () => listeners.delete(listener)
}

/** Starts measuring; returns the function that stops it. */
export function startSpeedClock(): () => void {
  const timer = window.setInterval(() => {
    samples = addSample(samples, totalSpeed(useTasks.getState().mirror))
    for (const listener of listeners) listener(samples)
  }, 1000)
  return () => window.clearInterval(timer)
}
