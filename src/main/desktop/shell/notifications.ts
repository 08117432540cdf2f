import type { Texts } from '@shared/messages/desktop-text'
import { type Task } from '@shared/model/task'
import { Notification } from 'electron'
import { describeEnd } from './describe-end'

/** Notifications on the screen: held here, else they are collected as garbage and a click on them does nothing. */
const shown = new Set<Notification>()

/** Notifies the user of a task's end; a click calls `onClick`. Does nothing where the system has no notifications. */
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
