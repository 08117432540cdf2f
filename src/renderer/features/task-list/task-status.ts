import { secondsUntil } from '@shared/messages/format'
import { problemCount, type Task } from '@shared/model/task'
import type { EpochMs } from '@shared/model/units'
import type { Tone } from '../../components/progress-bar'

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
      return problemCount(progress.counts) > 0
        ? { name: 'finished-with-problems', tone: 'warn' }
        : { name: 'finished', tone: 'ok' }
    case 'failed':
      return { name: 'failed', tone: 'bad' }
    case 'cancelled':
      return { name: 'cancelled', tone: 'still' }
  }
}
