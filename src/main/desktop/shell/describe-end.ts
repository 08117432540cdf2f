import { textsIn } from '@shared/messages/desktop-text'
import { shortFailure } from '@shared/messages/failure-text'
import type { Language } from '@shared/messages/language'
import { taskShortfalls } from '@shared/messages/shortfall-text'
import { taskTitle } from '@shared/messages/task-title'
import { doneImages, problemCount, type Task } from '@shared/model/task'
import { displayText } from '@shared/text/display-text'

/** Longest line of a notification; systems cut it anyway, each elsewhere. */
const longestLine = 120

/** Words of the notification for a task that has ended, or stands still until the problem on this machine is fixed. */
export function describeEnd(
  task: Task,
  language: Language,
): { readonly title: string; readonly body: string } {
  const { counts } = task.progress
  const words = textsIn(language).notification
  const problems = problemCount(counts)
  const name = displayText(taskTitle(task, language) ?? task.request.address, longestLine)
  if (task.state.kind === 'paused' && task.state.cause.kind === 'local') {
    const { failure } = task.state.cause
    const reason = failure.kind === 'disk-full' ? words.diskFull : words.notWritable
    return { title: words.stopped, body: `${name}\n${reason}` }
  }
  if (task.state.kind === 'failed') {
    return { title: words.failed, body: `${name}\n${shortFailure(task.state.failure, language)}` }
  }
  const lacking = taskShortfalls(task, language)
  const parts = [
    words.images(doneImages(counts)),
    ...(problems > 0 ? [words.problems(problems)] : []),
    ...lacking,
  ]
  const incomplete = lacking.length > 0 ? words.incomplete : words.done
  return { title: problems > 0 ? words.doneWithProblems : incomplete, body: `${name}\n${parts.join(' · ')}` }
}
