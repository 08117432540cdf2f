import type { Batch } from '@shared/contract/deltas'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import type { Engine } from '../../engine/api'
import type { Activity, TaskActivity } from './task-activity'

/** What the desktop shows outside the window. */
export interface SystemUi {
  /** Tasks started, ended or progressed. */
  show(activity: Activity, settings: Settings): void
  /** Settings changed, or this is the start. */
  apply(settings: Settings): void
  /** A task is done, failed, or stands still until the problem on this machine is fixed. */
  notify(task: Task, settings: Settings): void
}

/**
 * Keeps what the desktop shows up to date with the batches that also go to the window: the engine is not asked again.
 *
 * Returns the function that takes each batch.
 */
export function updateSystemUi(
  activity: TaskActivity,
  startSettings: Settings,
  ui: SystemUi,
): (batch: Batch) => void {
  let settings = startSettings
  ui.apply(settings)
  ui.show(activity.now(), settings)
  return (batch) => {
    const stopped = activity.apply(batch)
    const changed = batch.deltas.findLast((delta) => delta.kind === 'settings')
    if (changed !== undefined) {
      settings = changed.settings
      ui.apply(settings)
    }
    ui.show(activity.now(), settings)
    if (stopped !== null) ui.notify(stopped, settings)
  }
}

/** Notifies the user of each task that is done or failed, not of those that were cancelled. Returns the function that ends it. */
export function notifyEnds(engine: Pick<Engine, 'onEvent' | 'task' | 'settings'>, ui: SystemUi): () => void {
  return engine.onEvent((event) => {
    if (event.kind !== 'task-ended' || event.state.kind === 'cancelled') return
    const task = engine.task(event.taskId)
    if (task !== null) ui.notify(task, engine.settings())
  })
}
