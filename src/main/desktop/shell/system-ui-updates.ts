import type { Batch } from '@shared/contract/deltas'
import type { Texts } from '@shared/messages/desktop-text'
import type { Settings } from '@shared/model/settings'
import { problemCount, type Task } from '@shared/model/task'
import { displayText } from '@shared/text/display-text'
import type { Engine } from '../../engine/api'
import type { Activity, TaskActivity } from './task-activity'

/** Longest line of a notification; systems cut it anyway, each elsewhere. */
const longestLine = 120

/** Words of the notification for a task that has ended, or stands still until the problem on this machine is fixed. */
export function describeEnd(task: Task, texts: Texts): { readonly title: string; readonly body: string } {
  const { counts } = task.progress
  const words = texts.notification
  const problems = problemCount(counts)
  const name = displayText(task.title ?? task.request.address, longestLine)
  if (task.state.kind === 'paused' && task.state.cause.kind === 'local') {
    const { failure } = task.state.cause
    const reason = failure.kind === 'disk-full' ? words.diskFull : words.notWritable
    return { title: words.stopped, body: `${name}\n${reason}` }
  }
  if (task.state.kind === 'failed') return { title: words.failed, body: name }
  const parts = [
    words.images(counts.saved + counts.skipped),
    ...(problems > 0 ? [words.problems(problems)] : []),
  ]
  return { title: problems > 0 ? words.doneWithProblems : words.done, body: `${name}\n${parts.join(' · ')}` }
}

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
