import type { Task } from '@shared/task'
import { problemCount } from '@shared/task'
import { Notification } from 'electron'
import type { Texts } from './texts'

/** Longest line of a notification; systems cut it anyway, each elsewhere. */
const longestLine = 120

/** Words of the notification for a task that has ended. */
export function describeEnd(task: Task, texts: Texts): { readonly title: string; readonly body: string } {
  const { tally } = task.progress
  const words = texts.notification
  const problems = problemCount(tally)
  const name = (task.title ?? task.request.address).slice(0, longestLine)
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
