import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import type { Shelf, TaskMirror } from '../../stores/task-mirror'
import { filterWords, isShown, orderTasks, type TaskOrder } from './order-tasks'

export interface TaskQuery {
  readonly shelf: Shelf
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
    const { shelf, text, order, descending, locale, nameOf } = query
    const moves = order === 'state' ? mirror.shelves : 0
    const sortKey = [mirror, mirror.names, moves, order, descending, locale]
    if (!same(sortKey, sortedFor)) {
      sorted = orderTasks(mirror.byId.values(), order, descending, nameOf, locale)
      sortedFor = sortKey
    }
    const showKey = [sorted, mirror.shelves, shelf, text, locale]
    if (!same(showKey, shownFor)) {
      const words = filterWords(text)
      const all = shelf === 'all' && words.length === 0
      shown = all ? sorted : sorted.filter((id) => shows(mirror.byId.get(id), query, words))
      shownFor = showKey
    }
    return shown
  }
}

function shows(task: Task | undefined, { shelf, nameOf }: TaskQuery, words: readonly string[]): boolean {
  return task !== undefined && isShown(task, shelf, words, nameOf)
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]))
}
