import { useTasks } from '../../stores/tasks'
import { addSample, noSamples, type SpeedSamples, totalSpeed } from './speed-samples'

let samples = noSamples
const listeners = new Set<(samples: SpeedSamples) => void>()

/**
 * Tells the speed of all downloads once a second, outside of React: a graph that moves must not render the window.
 *
 * The listener is called at once with what is known. Returns the function that ends it.
 */
export function onSpeed(listener: (samples: SpeedSamples) => void): () => void {
  listeners.add(listener)
  listener(samples)
  return () => listeners.delete(listener)
}

/** Begins to measure; returns the function that ends it. */
export function startSpeedClock(): () => void {
  const timer = window.setInterval(() => {
    samples = addSample(samples, totalSpeed(useTasks.getState().mirror))
    for (const listener of listeners) listener(samples)
  }, 1000)
  return () => window.clearInterval(timer)
}
