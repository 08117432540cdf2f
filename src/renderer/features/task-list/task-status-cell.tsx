import { shortFailure } from '@shared/messages/failure-text'
import { formatDuration, formatUntil, secondsUntil } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import { taskShortfalls } from '@shared/messages/shortfall-text'
import { isWhole, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { EpochMs } from '@shared/model/units'
import { classNames } from '../../components/class-names'
import { useWords } from '../../locales/use-words'
import { showProblemsOf } from '../../stores/task-list'
import { cellClass } from './task-columns'

/** Colour of a status, by what it means; `still` for what does not move. */
type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'still'

/** Names of states on the screen. */
export type StatusName =
  | 'queued'
  | 'reading'
  | 'downloading'
  | 'waiting'
  | 'paused'
  | 'interrupted'
  | 'stopped'
  | 'until'
  | 'finished'
  | 'finished-with-problems'
  | 'incomplete'
  | 'cancelled'
  | 'failed'

/** The state of a task on the screen, and its colour. */
export interface TaskStatus {
  readonly name: StatusName
  readonly tone: Tone
}

/** The state in words. `now` decides whether a site's wait is over. */
export function taskStatus(task: Task, now: EpochMs): TaskStatus {
  const { state, progress } = task
  switch (state.kind) {
    case 'queued':
      return { name: 'queued', tone: 'still' }
    case 'running':
      if (progress.waiting !== null && secondsUntil(progress.waiting.until, now) > 0) {
        return { name: 'waiting', tone: 'warn' }
      }
      return state.discovering && progress.counts.found === 0
        ? { name: 'reading', tone: 'accent' }
        : { name: 'downloading', tone: 'accent' }
    case 'paused':
      if (state.cause.kind === 'local') return { name: 'stopped', tone: 'bad' }
      if (state.cause.kind === 'wait') return { name: 'until', tone: 'warn' }
      return { name: state.cause.kind === 'quit' ? 'interrupted' : 'paused', tone: 'warn' }
    case 'done':
      if (isWhole(progress.counts)) return { name: 'finished', tone: 'ok' }
      return problemCount(progress.counts) > 0
        ? { name: 'finished-with-problems', tone: 'warn' }
        : { name: 'incomplete', tone: 'warn' }
    case 'failed':
      return { name: 'failed', tone: 'bad' }
    case 'cancelled':
      return { name: 'cancelled', tone: 'still' }
  }
}

const colours: Readonly<Record<Tone, { readonly words: string; readonly dot: string }>> = {
  accent: { words: 'text-accent', dot: 'bg-accent-fill' },
  ok: { words: 'text-ok', dot: 'bg-ok-fill' },
  warn: { words: 'text-warn', dot: 'bg-warn-fill' },
  bad: { words: 'text-bad', dot: 'bg-bad-fill' },
  still: { words: 'text-muted', dot: 'bg-muted' },
}

interface TaskStatusCellProps {
  readonly task: Task
  readonly status: TaskStatus
  readonly now: EpochMs
}

/** The state in words, and below it what a user should know about it. */
export function TaskStatusCell({ task, status, now }: TaskStatusCellProps) {
  const { t, language } = useWords()
  const { waiting } = task.progress
  const time = timeOf(task, now, language)
  const words = t(`downloads:status.${status.name}`, { time })
  const colour = colours[status.tone]
  const lacking = lackingText(task, language)
  const hint =
    status.name === 'waiting'
      ? t('downloads:waiting-for', { time, host: waiting?.host ?? '' })
      : lacking === ''
        ? words
        : t('downloads:incomplete.hint', { words, lacking })
  return (
    <div role="gridcell" className={classNames('min-w-0', cellClass.status)}>
      <div className={classNames('flex items-center gap-2', colour.words)} data-hint={hint}>
        <span className={classNames('size-1.5 shrink-0 rounded-full', colour.dot)} aria-hidden />
        <span className="truncate tabular-nums">{words}</span>
      </div>
      <Remark task={task} waitingFor={status.name === 'waiting' ? (waiting?.host ?? null) : null} />
    </div>
  )
}

/** When a paused task resumes, or how long its site's backoff still lasts. */
function timeOf({ state, progress: { waiting } }: Task, now: EpochMs, language: Language): string {
  if (state.kind === 'paused' && state.cause.kind === 'wait') {
    return formatUntil(state.cause.until, now, language)
  }
  return waiting === null ? '' : formatDuration(secondsUntil(waiting.until, now), language)
}

interface RemarkProps {
  readonly task: Task
  readonly waitingFor: string | null
}

function Remark({ task, waitingFor }: RemarkProps) {
  const { t, language } = useWords()
  const { state, progress } = task
  const problems = problemCount(progress.counts)
  const reason =
    state.kind === 'failed'
      ? state.failure
      : state.kind === 'paused' && state.cause.kind === 'local'
        ? state.cause.failure
        : null
  if (waitingFor !== null) {
    return (
      <div className="truncate pl-3.5 text-caption text-muted">
        {t('downloads:asked-to-wait', { host: waitingFor })}
      </div>
    )
  }
  if (reason !== null) {
    return <div className="truncate pl-3.5 text-caption text-muted">{shortFailure(reason, language)}</div>
  }
  const lacking = lackingText(task, language)
  if (problems === 0) {
    return lacking === '' ? null : (
      <div className="truncate pl-3.5 text-caption text-muted" data-hint={lacking}>
        {lacking}
      </div>
    )
  }
  return (
    <div className="truncate pl-3.5 text-caption text-muted">
      <button
        type="button"
        tabIndex={-1}
        onClick={() => showProblemsOf(task.id)}
        className="text-bad hover:underline"
      >
        {t('downloads:problem-count', { count: problems })}
      </button>
      {lacking === '' ? null : ` · ${lacking}`}
    </div>
  )
}

/** What an ended task lacks besides its problems; empty: nothing, or it has not ended. */
function lackingText(task: Task, language: Language): string {
  return isEnded(task.state.kind) ? taskShortfalls(task, language).join(' · ') : ''
}
