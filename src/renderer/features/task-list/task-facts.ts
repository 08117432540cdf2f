import { counted, formatBytes, formatCount, formatDuration, formatSpeed } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import { doneImages, secondsLeft, type Task } from '@shared/model/task'
import type { Words } from '../../locales/i18n'
import { requestWords, taskName } from '../../locales/task-name'
import type { Fact } from './row-layout'
import { statusReason } from './task-status'

/** A fact on the screen; a strong one is what one looks for first. */
export interface TaskFact extends Fact {
  readonly isStrong?: boolean
}

/** What the second line of a row says: only what exists, in its order. */
export function taskFacts(t: Words, task: Task, language: Language): readonly TaskFact[] {
  const { host, place } = requestWords(task.request)
  const { counts, bytesPerSecond } = task.progress
  const isRunning = task.state.kind === 'running'
  const reason = statusReason(task, language)
  const left = isRunning ? secondsLeft(task.progress) : null
  return [
    { key: 'host', text: host },
    ...(place === '/' || place === taskName(task) ? [] : [{ key: 'path', text: place, keep: 0 }]),
    ...(counts.found === 0
      ? []
      : [{ key: 'images', text: imagesText(t, task, language), isStrong: isRunning }]),
    ...(counts.galleries < 2
      ? []
      : [{ key: 'galleries', text: t('downloads:gallery-count', { count: counts.galleries }), keep: 1 }]),
    ...(counts.bytes === 0 ? [] : [{ key: 'bytes', text: bytesText(t, task, language), keep: 2 }]),
    ...(isRunning && bytesPerSecond > 0
      ? [{ key: 'speed', text: formatSpeed(bytesPerSecond, language), keep: 4, isStrong: true }]
      : []),
    ...(left === null ? [] : [{ key: 'left', text: leftText(t, left, language), keep: 3 }]),
    ...(reason === null ? [] : [{ key: 'reason', text: reason }]),
  ]
}

/** `40 of 88`; of a task that has everything `88 images`. */
function imagesText(t: Words, { state, progress: { counts } }: Task, language: Language): string {
  const done = doneImages(counts)
  if (state.kind === 'done' && done === counts.found) return counted(done, 'image', language)
  return t('downloads:of', { done: formatCount(done, language), all: formatCount(counts.found, language) })
}

/** Bytes that are there, and of all images that are known, by the mean of those saved so far. */
function bytesText(t: Words, { state, progress }: Task, language: Language): string {
  const { saved, found, failed, skipped, bytes } = progress.counts
  const wanted = found - failed - skipped
  const done = formatBytes(bytes, language)
  if (saved === 0 || saved >= wanted || state.kind === 'done') return done
  return t('downloads:of', { done, all: `~${formatBytes((bytes / saved) * wanted, language)}` })
}

function leftText(t: Words, seconds: number, language: Language): string {
  return t('downloads:time-left', { time: formatDuration(seconds, language) })
}
