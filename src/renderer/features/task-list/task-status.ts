import { shortFailure } from '@shared/messages/failure-text'
import { formatDuration, formatUntil, secondsUntil } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import { taskShortfalls } from '@shared/messages/shortfall-text'
import { isWhole, problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { EpochMs } from '@shared/model/units'

/** What a status asks of the user: nothing, patience, or a look. Only the last two have a colour. */
export type Urgency = 'none' | 'warn' | 'bad'

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

/** The state of a task on the screen. */
export interface TaskStatus {
  readonly name: StatusName
  readonly urgency: Urgency
}

/** The state in words. `now` decides whether a site's wait is over. */
export function taskStatus(task: Task, now: EpochMs): TaskStatus {
  const { state, progress } = task
  switch (state.kind) {
    case 'queued':
      return { name: 'queued', urgency: 'none' }
    case 'running':
      if (progress.waiting !== null && secondsUntil(progress.waiting.until, now) > 0) {
        return { name: 'waiting', urgency: 'warn' }
      }
      return {
        name: state.discovering && progress.counts.found === 0 ? 'reading' : 'downloading',
        urgency: 'none',
      }
    case 'paused':
      if (state.cause.kind === 'local') return { name: 'stopped', urgency: 'bad' }
      if (state.cause.kind === 'wait') return { name: 'until', urgency: 'warn' }
      return { name: state.cause.kind === 'quit' ? 'interrupted' : 'paused', urgency: 'none' }
    case 'done':
      if (isWhole(progress.counts)) return { name: 'finished', urgency: 'none' }
      return problemCount(progress.counts) > 0
        ? { name: 'finished-with-problems', urgency: 'bad' }
        : { name: 'incomplete', urgency: 'warn' }
    case 'failed':
      return { name: 'failed', urgency: 'bad' }
    case 'cancelled':
      return { name: 'cancelled', urgency: 'none' }
  }
}

/** When a paused task resumes, or how long its site's backoff still lasts; empty where the status names no time. */
export function statusTime({ state, progress: { waiting } }: Task, now: EpochMs, language: Language): string {
  if (state.kind === 'paused' && state.cause.kind === 'wait') {
    return formatUntil(state.cause.until, now, language)
  }
  return waiting === null ? '' : formatDuration(secondsUntil(waiting.until, now), language)
}

/** Why a task does not run, or what its result lacks besides its problems; null: there is nothing to say. */
export function statusReason(task: Task, language: Language): string | null {
  const { state } = task
  if (state.kind === 'failed') return shortFailure(state.failure, language)
  if (state.kind === 'paused' && state.cause.kind === 'local') {
    return shortFailure(state.cause.failure, language)
  }
  const lacking = isEnded(state.kind) ? taskShortfalls(task, language) : []
  return lacking.length === 0 ? null : lacking.join(' · ')
}
