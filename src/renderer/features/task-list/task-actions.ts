import { problemCount, type Task } from '@shared/model/task'
import { canCancel, canPause, canResume, canRetry, isEnded } from '@shared/model/task-state'

export const taskActions = [
  'pause',
  'resume',
  'retry-problems',
  'start-again',
  'open-folder',
  'cancel',
  'remove',
] as const
export type TaskAction = (typeof taskActions)[number]

/** What a person can do with a task in this state, in the order of a menu; the first one is what they most likely want. */
export function actionsOf(task: Task): readonly TaskAction[] {
  const { state, progress } = task
  const hasFiles = progress.counts.saved + progress.counts.skipped > 0
  const can: Readonly<Record<TaskAction, boolean>> = {
    pause: canPause(state),
    resume: canResume(state),
    'retry-problems': problemCount(progress.counts) > 0 && (!canRetry(state) || state.kind === 'done'),
    'start-again': canRetry(state) && state.kind !== 'done',
    'open-folder': hasFiles || progress.counts.galleries > 0,
    cancel: canCancel(state),
    remove: isEnded(state.kind),
  }
  return taskActions.filter((action) => can[action])
}

/** What can be done with several at once: whatever at least one of them allows. */
export function actionsOfAll(tasks: readonly Task[]): readonly TaskAction[] {
  const allowed = new Set(tasks.flatMap((task) => actionsOf(task)))
  return taskActions.filter(
    (action) => allowed.has(action) && (action !== 'open-folder' || tasks.length === 1),
  )
}
