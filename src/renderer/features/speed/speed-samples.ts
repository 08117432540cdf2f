import type { TaskMirror } from '../../stores/task-mirror'

/** How much of the past the graph shows. */
export const shownSeconds = 60

/** Bytes per second of the last minute, one value a second, oldest first. */
export interface SpeedSamples {
  readonly values: readonly number[]
  readonly now: number
}

export const noSamples: SpeedSamples = { values: Array.from({ length: shownSeconds }, () => 0), now: 0 }

/** Adds the present; the oldest value goes. */
export function addSample({ values }: SpeedSamples, now: number): SpeedSamples {
  return { values: [...values.slice(1), now], now }
}

/** Bytes per second of all running tasks. */
export function totalSpeed({ byId }: TaskMirror): number {
  let total = 0
  for (const task of byId.values()) {
    if (task.state.kind === 'running') total += task.progress.bytesPerSecond
  }
  return total
}
