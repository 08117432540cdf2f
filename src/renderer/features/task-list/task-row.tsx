import { formatDay, formatShare, formatTime } from '@shared/messages/format'
import { doneShare, failedShare, hadShare, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { EpochMs, TaskId } from '@shared/model/units'
import { memo } from 'react'
import { classNames } from '../../components/class-names'
import { SegmentedBar } from '../../components/segmented-bar'
import { Thumbnail } from '../../components/thumbnail'
import { useNow } from '../../components/use-now'
import { taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { useTaskCovers } from '../../stores/task-covers'
import { showProblemsOf } from '../../stores/task-list'
import { useTask } from '../../stores/tasks'
import { actionsOf } from './act-on-tasks'
import { factsThatFit, type RowLayout, rowLayout } from './row-layout'
import { TaskButtons } from './task-buttons'
import { taskFacts } from './task-facts'
import { statusTime, type TaskStatus, taskStatus } from './task-status'

/** Whether its words depend on the present. */
function showsTime({ state, progress }: Task): boolean {
  if (state.kind === 'running') return progress.waiting !== null
  return state.kind === 'paused' && state.cause.kind === 'wait'
}

/** Whether nothing failed: then pictures take the place of the bar. */
function isFinished({ state }: Task, { name }: TaskStatus): boolean {
  return state.kind === 'done' && name !== 'finished-with-problems'
}

/** A bar says how far it is: not of what has ended as it should, nor of what has not begun. */
function hasBar({ state, progress }: Task, finished: boolean): boolean {
  if (finished || state.kind === 'cancelled') return false
  return state.kind === 'running' || progress.counts.found + problemCount(progress.counts) > 0
}

interface TaskRowProps {
  readonly id: TaskId
  /** Width of the list in CSS pixels. */
  readonly width: number
}

/** The cells of one task; they render when this task changes and never for another one. */
export const TaskRow = memo(function TaskRow({ id, width }: TaskRowProps) {
  const task = useTask(id)
  const now = useNow(task !== undefined && showsTime(task))
  if (!task) return null
  const status = taskStatus(task, now)
  const finished = isFinished(task, status)
  const layout = rowLayout(width, finished)
  const name = taskName(task)
  return (
    <>
      <div role="gridcell">
        <Thumbnail id={task.cover} className="size-11" />
      </div>
      <div role="gridcell" className="min-w-0">
        <div className="flex min-w-0 items-baseline gap-3">
          <span dir="auto" className="min-w-0 truncate text-left font-semibold" data-hint={name}>
            {name}
          </span>
          <Exception task={task} status={status} now={now} />
        </div>
        <Facts task={task} room={layout.words} />
        {hasBar(task, finished) ? <Bar task={task} name={name} /> : null}
      </div>
      <div
        role="gridcell"
        className="flex min-w-0 items-center justify-end gap-3"
        style={{ width: layout.trailing }}
      >
        {finished ? <Pictures task={task} layout={layout} /> : <Percent task={task} status={status} />}
        <TaskButtons
          id={id}
          name={name}
          actions={actionsOf(task).join(' ')}
          isNarrow={layout.isNarrow}
          isAtRest={!finished && task.state.kind !== 'running' && task.state.kind !== 'queued'}
        />
      </div>
    </>
  )
})

interface StatusProps {
  readonly task: Task
  readonly status: TaskStatus
  readonly now: EpochMs
}

const colours = { none: 'text-muted', warn: 'text-warn', bad: 'text-bad' } as const

/** States that the rest of the row shows: in words they are for screen readers alone. */
const silent: readonly TaskStatus['name'][] = ['finished', 'downloading', 'reading', 'queued']

/** At the right of the title: what is not as usual. */
function Exception({ task, status, now }: StatusProps) {
  const { t, language } = useWords()
  const words = t(`downloads:status.${status.name}`, { time: statusTime(task, now, language) })
  const problems = problemCount(task.progress.counts)
  const host = task.progress.waiting?.host ?? ''
  return (
    <span className="ml-auto flex shrink-0 gap-2 text-small font-medium whitespace-nowrap">
      <span
        className={classNames(
          silent.includes(status.name) || (status.name === 'finished-with-problems' && problems > 0)
            ? 'sr-only'
            : colours[status.urgency],
        )}
        data-hint={status.name === 'waiting' ? t('downloads:asked-to-wait', { host }) : undefined}
      >
        {words}
      </span>
      {problems > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => showProblemsOf(task.id)}
          className="text-bad hover:underline"
        >
          {t('downloads:problem-count', { count: problems })}
        </button>
      ) : null}
    </span>
  )
}

function Facts({ task, room }: { readonly task: Task; readonly room: number }) {
  const { t, language } = useWords()
  const facts = factsThatFit(taskFacts(t, task, language), room)
  return (
    <div className="truncate text-small text-muted">
      {facts.map(({ key, text, isStrong }, at) => (
        <span key={key}>
          {at === 0 ? null : <span className="mx-1.5 text-faint">·</span>}
          <span dir="auto" className={isStrong ? 'text-text' : undefined}>
            {text}
          </span>
        </span>
      ))}
    </div>
  )
}

/** Null while nothing is known of a running task: its bar moves without an end. */
function Bar({ task, name }: { readonly task: Task; readonly name: string }) {
  const { t } = useWords()
  const { counts } = task.progress
  const done = doneShare(counts)
  const isRunning = task.state.kind === 'running'
  const had = hadShare(counts)
  const shares =
    done === null && isRunning ? null : { saved: (done ?? 0) - had, had, failed: failedShare(counts) }
  return (
    <div className="mt-[5px]">
      <SegmentedBar
        shares={shares}
        still={task.state.kind === 'paused'}
        label={t('downloads:progress-of', { name })}
      />
    </div>
  )
}

/** How much is there, or what the task waits for; actions take its place under the pointer. */
function Percent({ task, status }: { readonly task: Task; readonly status: TaskStatus }) {
  const { t, language } = useWords()
  const share = doneShare(task.progress.counts)
  const waits = status.name === 'queued' || status.name === 'reading'
  if (isEnded(task.state.kind) || task.state.kind === 'paused') return null
  return (
    <span className="truncate pr-2 font-medium text-muted group-hover/row:hidden group-aria-selected/row:hidden">
      {waits ? t(`downloads:status.${status.name}`) : share ? formatShare(share, language) : null}
    </span>
  )
}

/** Pictures of what was saved, and when. */
function Pictures({ task, layout }: { readonly task: Task; readonly layout: RowLayout }) {
  const { language } = useWords()
  const endedAt = isEnded(task.state.kind) && 'at' in task.state ? task.state.at : null
  const covers = useTaskCovers(task.id, layout.covers > 0 ? endedAt : null)
  const shown = covers.slice(0, layout.covers)
  const { saved, skipped } = task.progress.counts
  const more = saved + skipped - shown.length
  return (
    <>
      {shown.length < 2 ? null : (
        <div
          aria-hidden
          className={classNames(
            'flex gap-[3px]',
            layout.covers < 5 && 'group-hover/row:hidden group-aria-selected/row:hidden',
          )}
        >
          {shown.map((cover, at) => (
            <Thumbnail
              key={cover}
              id={cover}
              className={classNames(
                'size-10 rounded-xs',
                at > 2 && 'group-hover/row:hidden group-aria-selected/row:hidden',
              )}
            />
          ))}
          {more > 0 && layout.covers === 5 ? (
            <span className="flex size-10 items-center justify-center rounded-xs bg-fill text-caption text-muted group-hover/row:hidden group-aria-selected/row:hidden">
              +{more}
            </span>
          ) : null}
        </div>
      )}
      {endedAt === null ? null : (
        <span className="min-w-14 shrink-0 pr-2 whitespace-nowrap text-right text-muted group-hover/row:hidden group-aria-selected/row:hidden">
          {endText(endedAt, language)}
        </span>
      )}
    </>
  )
}

/** The time of today, else the day. */
function endText(at: EpochMs, language: Parameters<typeof formatDay>[2]): string {
  const now = Date.now()
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return isToday ? formatTime(at, language) : formatDay(at, now, language)
}
