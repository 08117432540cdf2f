import type { Task } from '@shared/model/task'
import type { TaskStateKind } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { requestWords } from '../../locales/task-name'
import { matchesFilter, type TaskFilter } from '../../stores/task-mirror'

/** What the list can be sorted by. */
export const taskOrders = ['added', 'name', 'state'] as const
/** One of `taskOrders`. */
export type TaskOrder = (typeof taskOrders)[number]

/** Order by state: running tasks first, ended ones last. */
const ranks: Readonly<Record<TaskStateKind, number>> = {
  running: 0,
  queued: 1,
  paused: 2,
  failed: 3,
  done: 4,
  cancelled: 5,
}

/** Ids in the chosen order. `nameOf` is asked once a task. Equal ones stand newest first. */
export function orderTasks(
  tasks: Iterable<Task>,
  order: TaskOrder,
  descending: boolean,
  nameOf: (task: Task) => string,
  locale: string,
): readonly TaskId[] {
  const keyed = [...tasks].map((task) => ({
    id: task.id,
    at: task.addedAt,
    name: order === 'name' ? nameOf(task) : '',
    rank: ranks[task.state.kind],
  }))
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const newestFirst = (a: (typeof keyed)[number], b: (typeof keyed)[number]): number =>
    b.at - a.at || b.id - a.id
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => {
    if (order === 'added') return -sign * newestFirst(a, b)
    const difference = order === 'name' ? compare(a.name, b.name) : a.rank - b.rank
    return difference === 0 ? newestFirst(a, b) : sign * difference
  })
  return keyed.map(({ id }) => id)
}

/** Whether a row is shown: it matches the filter and has every word somewhere in its name, address or site. */
export function isShown(
  task: Task,
  filter: TaskFilter,
  words: readonly string[],
  nameOf: (task: Task) => string,
): boolean {
  if (!matchesFilter(task, filter)) return false
  if (words.length === 0) return true
  const text =
    `${nameOf(task)} ${task.request.address} ${requestWords(task.request).host}`.toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}

/** The words of a filter field. */
export function filterWords(text: string): readonly string[] {
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}
