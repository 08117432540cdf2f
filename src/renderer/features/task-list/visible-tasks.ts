import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { TaskFilter, TaskMirror } from '../../stores/task-mirror'
import { filterWords, isShown, orderTasks, type TaskOrder } from './order-tasks'

/** Which tasks the list shows, and in which order. */
export interface TaskQuery {
  readonly filter: TaskFilter
  readonly text: string
  readonly order: TaskOrder
  readonly descending: boolean
  readonly locale: string
  readonly nameOf: (task: Task) => string
}

/**
 * Makes the function that gives the ids of the rows, sorted and filtered.
 *
 * It sorts again only when what it sorts by may have changed and filters only when a task moved: progress, which comes
 * thousands of times a second, does neither and gets the same array.
 */
export function rememberVisible(): (mirror: TaskMirror, query: TaskQuery) => readonly TaskId[] {
  let sortedFor: readonly unknown[] = []
  let sorted: readonly TaskId[] = []
  let shownFor: readonly unknown[] = []
  let shown: readonly TaskId[] = []
  return (mirror, query) => {
    const { filter, text, order, descending, locale, nameOf } = query
    const moves = order === 'state' ? mirror.stateChanges : 0
    const sortKey = [mirror, mirror.nameChanges, moves, order, descending, locale]
    if (!same(sortKey, sortedFor)) {
      sorted = orderTasks(mirror.byId.values(), order, descending, nameOf, locale)
      sortedFor = sortKey
    }
    const showKey = [sorted, mirror.stateChanges, filter, text, locale]
    if (!same(showKey, shownFor)) {
      const words = filterWords(text)
      const all = filter === 'all' && words.length === 0
      shown = all ? sorted : sorted.filter((id) => shows(mirror.byId.get(id), query, words))
      shownFor = showKey
    }
    return shown
  }
}

function shows(task: Task | undefined, { filter, nameOf }: TaskQuery, words: readonly string[]): boolean {
  return task !== undefined && isShown(task, filter, words, nameOf)
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]))
}
