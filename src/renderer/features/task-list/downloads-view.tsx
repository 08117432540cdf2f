import { useEffect } from 'react'
import { keepOnly, selectOne } from '../../components/selection'
import { Split } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { openDetail, useTaskList } from '../../stores/task-list'
import { useTask, useTasks } from '../../stores/tasks'
import { useView } from '../../stores/view'
import { TaskDetail } from '../task-detail/task-detail'
import { InterruptedBanner } from './interrupted-banner'
import { NoTasks } from './no-tasks'
import { roomFor } from './task-columns'
import { TaskList, taskListId } from './task-list'
import { TaskToolbar } from './task-toolbar'
import { useVisibleTasks } from './use-visible-tasks'

/** The downloads: bar, list, and the detail of the one that the keyboard stands on. */
export function DownloadsView() {
  const { t } = useWords()
  const ids = useVisibleTasks()
  const count = useTasks((state) => state.mirror.counts.all)
  const detailOpen = useTaskList((state) => state.detailOpen)
  const current = useTaskList((state) => state.selection.current)
  useWantedTask()
  useLivingSelection()
  return (
    <>
      <TaskToolbar />
      <InterruptedBanner />
      <Split
        label={t('downloads:detail.resize')}
        name="detail-height"
        topNeeds={roomFor(count)}
        top={ids.length === 0 ? <NoTasks /> : <TaskList ids={ids} />}
        bottom={detailOpen && current !== null && ids.length > 0 ? <CurrentDetail id={current} /> : null}
      />
    </>
  )
}

function CurrentDetail({ id }: { readonly id: Parameters<typeof useTask>[0] }) {
  const task = useTask(id)
  return task ? <TaskDetail key={id} task={task} /> : null
}

/** Goes to the task that a notification or a new download asked for, as soon as it is there. */
function useWantedTask(): void {
  const wanted = useView((state) => state.wanted)
  const exists = useTasks((state) => wanted !== null && state.mirror.byId.has(wanted))
  useEffect(() => {
    if (wanted === null || !exists) return
    useTaskList.setState({ selection: selectOne(wanted), text: '' })
    useView.setState({ wanted: null })
    openDetail()
    // Keys go on with the new task; without this they would fall on nothing.
    if (useView.getState().dialog === null) document.getElementById(taskListId)?.focus()
  }, [wanted, exists])
}

/** What was removed is not chosen any more. */
function useLivingSelection(): void {
  const names = useTasks((state) => state.mirror.names)
  useEffect(() => {
    const { selection } = useTaskList.getState()
    const { byId, names: now } = useTasks.getState().mirror
    const kept = now < names ? selection : keepOnly(selection, (id) => byId.has(id))
    if (kept !== selection) useTaskList.setState({ selection: kept })
  }, [names])
}
