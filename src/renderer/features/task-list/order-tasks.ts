import type { Task } from '@shared/model/task'
import type { TaskStateKind } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { requestWords } from '../../locales/task-name'
import { matchesFilter, type TaskFilter, type TaskMirror } from '../../stores/task-mirror'

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
    const renames = order === 'name' ? mirror.nameChanges : mirror.rowChanges
    const sortKey = [mirror, renames, moves, order, descending, locale]
    if (!same(sortKey, sortedFor)) {
      sorted = orderTasks(mirror.byId.values(), order, descending, nameOf, locale)
      sortedFor = sortKey
    }
    const words = filterWords(text)
    const named = words.length === 0 ? 0 : mirror.nameChanges
    const showKey = [sorted, mirror.stateChanges, named, filter, text, locale]
    if (!same(showKey, shownFor)) {
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
    `${nameOf(task)} ${task.title ?? ''} ${task.lastTitle ?? ''} ${task.request.address} ${requestWords(task.request).host}`.toLocaleLowerCase()
  return words.every((word) => text.includes(word))
}

/** The words of a filter field. */
export function filterWords(text: string): readonly string[] {
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}
