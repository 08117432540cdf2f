import type { Texts } from '@shared/messages/desktop-text'
import { problemCount, type Task } from '@shared/model/task'
import { displayText } from '@shared/text/display-text'
import { Notification } from 'electron'

/** Longest line of a notification; systems cut it anyway, each elsewhere. */
const longestLine = 120

/** Words of the notification for a task that has ended, or stands still until this machine is mended. */
export function describeEnd(task: Task, texts: Texts): { readonly title: string; readonly body: string } {
  const { tally } = task.progress
  const words = texts.notification
  const problems = problemCount(tally)
  const name = displayText(task.title ?? task.request.address, longestLine)
  if (task.state.kind === 'paused' && task.state.cause.kind === 'local') {
    const { failure } = task.state.cause
    const reason = failure.kind === 'disk-full' ? words.diskFull : words.notWritable
    return { title: words.stopped, body: `${name}\n${reason}` }
  }
  if (task.state.kind === 'failed') return { title: words.failed, body: name }
  const counts = [
    words.images(tally.saved + tally.skipped),
    ...(problems > 0 ? [words.problems(problems)] : []),
  ]
  return { title: problems > 0 ? words.doneWithProblems : words.done, body: `${name}\n${counts.join(' · ')}` }
}

/** Notifications on the screen: held here, else they are collected as garbage and a click on them does nothing. */
const shown = new Set<Notification>()

/** Tells that a task has ended; a click on it calls `onClick`. Does nothing where the system has no notifications. */
export function notifyEnd(task: Task, texts: Texts, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification(describeEnd(task, texts))
  const release = () => shown.delete(notification)
  shown.add(notification)
  notification.once('click', () => {
    release()
    onClick()
  })
  notification.once('close', release)
  notification.once('failed', release)
  notification.show()
}
