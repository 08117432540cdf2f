import { problemCount, type Task } from '@shared/model/task'
import { canCancel, canPause, canResume, canRetry, isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { addToast } from '../../components/overlays/toast'
import { i18n } from '../../locales/i18n'
import { retryAndFollow } from '../../stores/retries'
import { openDetail } from '../../stores/task-list'
import { tasksOf } from '../../stores/tasks'
import { openDialog, openViewer } from '../../stores/view'
import { cancelTasks } from './cancel-tasks'

/** What a user can do with tasks, in the order of a menu. */
export const taskActions = [
  'pause',
  'resume',
  'retry-problems',
  'retry-larger',
  'start-again',
  'view',
  'open-folder',
  'cancel',
  'remove',
] as const
/** One of `taskActions`. */
export type TaskAction = (typeof taskActions)[number]

/** What a user can do with a task in this state, in the order of a menu; the first one is what they most likely want. */
export function actionsOf(task: Task): readonly TaskAction[] {
  const { state, progress } = task
  const hasFiles = progress.counts.saved + progress.counts.skipped > 0
  const can: Readonly<Record<TaskAction, boolean>> = {
    pause: canPause(state),
    resume: canResume(state),
    'retry-problems': problemCount(progress.counts) > 0 && (!canRetry(state) || state.kind === 'done'),
    'retry-larger': state.kind === 'done' && (progress.counts.shortfalls?.smaller ?? 0) > 0,
    'start-again': canRetry(state) && state.kind !== 'done',
    view: hasFiles,
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
    (action) =>
      allowed.has(action) && (tasks.length === 1 || (action !== 'open-folder' && action !== 'view')),
  )
}

/** Runs an action on those of the tasks that allow it now. One that needs an answer first opens its dialog. */
export async function actOn(action: TaskAction, tasks: readonly Task[]): Promise<void> {
  const able = tasks.filter((task) => actionsOf(task).includes(action))
  const ids = able.map((task) => task.id)
  const [first] = able
  if (first === undefined) return
  switch (action) {
    case 'pause':
      await attempt(() => invoke('pauseTasks', ids))
      break
    case 'resume':
      await attempt(() => invoke('resumeTasks', ids))
      break
    case 'retry-larger':
    case 'start-again':
      await attempt(() => invoke('retryTasks', ids))
      break
    case 'retry-problems':
      for (const taskId of ids) {
        if (!(await attempt(() => retryAndFollow({ taskId })))) break
      }
      break
    case 'view':
      await attempt(() => viewTask(first.id))
      break
    case 'open-folder':
      await attempt(() => invoke('openTaskFolder', first.id))
      break
    case 'cancel':
      if (able.some((task) => task.progress.counts.saved > 0)) openDialog({ kind: 'cancel', ids })
      else await attempt(() => cancelTasks(ids, false))
      break
    case 'remove':
      await removeFromList(ids)
      break
  }
}

/** The key Delete: asks before it cancels open tasks, else takes ended ones off the list, which can be undone. */
export function askToEnd(tasks: readonly Task[]): void {
  const open = tasks.filter((task) => !isEnded(task.state.kind))
  if (open.length > 0) openDialog({ kind: 'cancel', ids: open.map((task) => task.id) })
  else void actOn('remove', tasks)
}

/** Takes ended tasks off the list at once; a toast brings them back. */
async function removeFromList(ids: readonly TaskId[]): Promise<void> {
  if (!(await attempt(() => invoke('removeTasks', [...ids])))) return
  addToast({
    title: i18n.t('downloads:removed', { count: ids.length }),
    action: {
      label: i18n.t('downloads:undo'),
      onClick: () => void attempt(() => invoke('restoreTasks', [...ids])),
    },
    timeoutMs: undoMs,
  })
}

/** How long a removal can be undone, in milliseconds. */
const undoMs = 10_000

/** Opens the first gallery of a task over the window. */
async function viewTask(taskId: TaskId): Promise<void> {
  const query = { taskId, sort: 'position', descending: false, offset: 0, limit: 1 } as const
  const [first] = (await invoke('listGalleries', query)).rows
  if (first !== undefined) openViewer(first.id)
}

/** Enter and a double click: views what is finished, else shows the details. */
export function openTask(task: Task): void {
  if (actionsOf(task)[0] === 'view') void actOn('view', [task])
  else openDetail()
}

/** The key Space: pauses what can pause; if nothing can, resumes what can. */
export async function pauseOrResume(tasks: readonly Task[]): Promise<void> {
  const pausing = tasks.some((task) => actionsOf(task).includes('pause'))
  await actOn(pausing ? 'pause' : 'resume', tasks)
}

/** Pauses all tasks that can be paused, also those that the filter hides. */
export async function pauseEverything(ids: Iterable<Task['id']>): Promise<void> {
  await actOn('pause', tasksOf(ids))
}

/** Resumes all tasks that can be resumed, also those that the filter hides. */
export async function resumeEverything(ids: Iterable<Task['id']>): Promise<void> {
  await actOn('resume', tasksOf(ids))
}
