import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'
import type { ColumnSort } from '../components/grid/grid-header'
import { noSelection, type Selection, selectOne } from '../components/grid/selection'
import { recall, remember } from '../components/remember'

/** The tabs of a task’s details. */
export type DetailTab = 'galleries' | 'images' | 'problems' | 'skipped'

interface TaskListState {
  readonly text: string
  readonly sort: ColumnSort
  readonly selection: Selection<TaskId>
  readonly detailOpen: boolean
  readonly detailTab: DetailTab
  /** The task for which the tab was chosen. */
  readonly detailTabOf: TaskId | null
  /** The user chose to leave interrupted downloads as they are; holds until the next start. */
  readonly interruptedLeft: boolean
}

/** Height of the window below which nothing covers the list unless the user opens it, in CSS pixels. */
const lowWindow = 640

/** How a user looks at the list of downloads; outlives a visit to another view. */
export const useTaskList = create<TaskListState>(() => ({
  text: '',
  sort: { by: 'added', descending: true },
  selection: noSelection(),
  detailOpen: recall('detail') !== 'closed' && window.innerHeight >= lowWindow,
  detailTab: 'galleries',
  detailTabOf: null,
  interruptedLeft: false,
}))

/** A header clicked again turns the order round. */
export function sortTasksBy(by: string): void {
  useTaskList.setState(({ sort }) => ({
    sort: { by, descending: sort.by === by ? !sort.descending : by === 'added' },
  }))
}

/** Opens the details of a task. */
export function openDetail(): void {
  remember('detail', 'open')
  useTaskList.setState({ detailOpen: true })
}

/** Closes the details. */
export function closeDetail(): void {
  remember('detail', 'closed')
  useTaskList.setState({ detailOpen: false })
}

/** Chooses a tab of the details of a task. */
export function chooseDetailTab(id: TaskId, detailTab: DetailTab): void {
  useTaskList.setState({ detailTab, detailTabOf: id })
}

/**
 * The tab that the details of a task show. Galleries and images stay chosen from one task to the next; problems and skipped
 * addresses are those of one task: a healthy one must not open on them.
 */
export function detailTabFor(
  id: TaskId,
  { detailTab, detailTabOf }: Pick<TaskListState, 'detailTab' | 'detailTabOf'>,
): DetailTab {
  const ofAll = detailTab === 'galleries' || detailTab === 'images'
  return ofAll || detailTabOf === id ? detailTab : 'galleries'
}

/** Opens the details for a new task, unless the window is too low for both. */
export function offerDetail(): void {
  if (window.innerHeight >= lowWindow) openDetail()
}

/** Shows the detail of the chosen task, or hides it. Without a chosen one there is nothing to show or hide. */
export function toggleDetail(): void {
  const { detailOpen, selection } = useTaskList.getState()
  if (selection.current === null) return
  if (detailOpen) closeDetail()
  else openDetail()
}

/** Opens the problems of a task. */
export function showProblemsOf(id: TaskId): void {
  openDetail()
  useTaskList.setState({ selection: selectOne(id), detailTab: 'problems', detailTabOf: id })
}
