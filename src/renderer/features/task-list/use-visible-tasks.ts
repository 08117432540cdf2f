import type { TaskId } from '@shared/model/units'
import { useCallback, useState } from 'react'
import { useWords } from '../../locales/use-words'
import { useTaskList } from '../../stores/task-list'
import { useTasks } from '../../stores/tasks'
import { useView } from '../../stores/view'
import { type TaskOrder, taskOrders } from './order-tasks'
import { taskName } from './task-name'
import { rememberVisible } from './visible-tasks'

/** Ids of the rows as the person sorted and filtered them; renders again only when they change. */
export function useVisibleTasks(): readonly TaskId[] {
  const { t, language } = useWords()
  const [visible] = useState(rememberVisible)
  const shelf = useView((state) => state.shelf)
  const { text, sort } = useTaskList()
  const order: TaskOrder = taskOrders.find((name) => name === sort.by) ?? 'added'
  const nameOf = useCallback((task: Parameters<typeof taskName>[1]) => taskName(t, task), [t])
  return useTasks((state) =>
    visible(state.mirror, { shelf, text, order, descending: sort.descending, locale: language, nameOf }),
  )
}
