import type { TaskId } from '@shared/model/units'
import { type KeyboardEvent, useMemo } from 'react'
import { noSelection } from '../../components/selection'
import { VirtualGrid } from '../../components/virtual-grid'
import { useWords } from '../../locales/use-words'
import { closeDetail, openDetail, sortTasksBy, useTaskList } from '../../stores/task-list'
import { tasksOf } from '../../stores/tasks'
import { askToEnd, pauseOrResume } from './act-on-tasks'
import { rowHeight, taskColumns, taskRowClass } from './task-columns'
import { TaskMenu } from './task-menu'
import { TaskRow } from './task-row'

/** Id of the list, for moving the focus to it after a start. */
export const taskListId = 'task-list'

/** The tasks with these ids, in their order. */
export function TaskList({ ids }: { readonly ids: readonly TaskId[] }) {
  const { t } = useWords()
  const { sort, selection } = useTaskList()
  const columns = useMemo(() => taskColumns(t), [t])

  const pressed = (event: KeyboardEvent): void => {
    const tasks = tasksOf(selection.keys)
    if (event.key === ' ') void pauseOrResume(tasks)
    else if (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) askToEnd(tasks)
    else if (event.key === 'Escape') {
      if (selection.keys.size > 1) useTaskList.setState({ selection: noSelection() })
      else closeDetail()
    } else return
    event.preventDefault()
  }

  return (
    <VirtualGrid
      label={t('downloads:task-list')}
      elementId={taskListId}
      columns={{ columns, rowClass: taskRowClass, sort, onSort: sortTasksBy }}
      rowHeight={rowHeight}
      source={{
        count: ids.length,
        keyAt: (row) => ids[row],
        rowOf: (id) => ids.indexOf(id),
        keysBetween: (from, to) => ids.slice(from, to + 1),
        renderCells: (row) => {
          const id = ids[row]
          return id === undefined ? null : <TaskRow id={id} />
        },
      }}
      selection={selection}
      onSelect={(next) => useTaskList.setState({ selection: next })}
      onOpen={openDetail}
      onKey={pressed}
      menu={<TaskMenu ids={selection.keys} />}
    />
  )
}
