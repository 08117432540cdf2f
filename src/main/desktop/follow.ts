import type { Batch } from '@shared/contract/commands'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { Activity, ActivityWatch } from './shell/activity'

/** What the desktop shows outside the window. */
export interface Surroundings {
  /** Tasks began, ended or moved on. */
  show(activity: Activity, settings: Settings): void
  /** Settings changed, or this is the start. */
  apply(settings: Settings): void
  /** A task has come to its own end. */
  tellEnd(task: Task, settings: Settings): void
}

/**
 * Follows the batches that also go to the window: nothing of the desktop asks the engine again.
 *
 * Returns the function that takes each batch.
 */
export function follow(
  watch: ActivityWatch,
  startSettings: Settings,
  surroundings: Surroundings,
): (batch: Batch) => void {
  let settings = startSettings
  surroundings.apply(settings)
  surroundings.show(watch.now(), settings)
  return (batch) => {
    const ended = watch.apply(batch)
    const changed = batch.deltas.findLast((delta) => delta.kind === 'settings')
    if (changed !== undefined) {
      settings = changed.settings
      surroundings.apply(settings)
    }
    surroundings.show(watch.now(), settings)
    for (const task of ended) surroundings.tellEnd(task, settings)
  }
}
