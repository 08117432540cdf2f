import type { TaskId } from '@shared/model/units'
import { Copy, ExternalLink, PanelBottom } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { copyAddresses, copyAddressesText, firstPage } from '../../bridge/copy-lines'
import { noSelection } from '../../components/grid/selection'
import { VirtualGrid } from '../../components/grid/virtual-grid'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useSize } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { closeDetail, toggleDetail, useTaskList } from '../../stores/task-list'
import { tasksOf } from '../../stores/tasks'
import { actionsOfAll, actOn, askToEnd, openTask, pauseOrResume } from './act-on-tasks'
import { rowHeight, taskRowClass } from './row-layout'
import { actionIcons, actionKeys } from './task-buttons'
import { TaskRow } from './task-row'

/** What can be done with the chosen tasks. Made when it opens: it shows the state of that moment. */
export function TaskMenu({ ids }: { readonly ids: Iterable<TaskId> }) {
  const { t } = useWords()
  const tasks = tasksOf(ids)
  const [first] = tasks
  const actions = actionsOfAll(tasks)
  const detailOpen = useTaskList((state) => state.detailOpen)
  if (first === undefined) return null
  const copy = () =>
    copyAddresses(
      t,
      tasks.map((task) => task.request.address),
    )
  return (
    <>
      {actions.map((action) => (
        <MenuItem
          key={action}
          icon={actionIcons[action]}
          shortcut={actionKeys[action] ?? ''}
          danger={action === 'cancel'}
          onClick={() => void actOn(action, tasks)}
        >
          {t(`downloads:action.${action}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<PanelBottom size={15} />} shortcut="Ctrl+I" onClick={toggleDetail}>
        {t(detailOpen ? 'downloads:hide-detail' : 'downloads:show-detail')}
      </MenuItem>
      <MenuItem icon={<Copy size={15} />} onClick={() => void copy()}>
        {copyAddressesText(t, tasks.length)}
      </MenuItem>
      <MenuItem
        icon={<ExternalLink size={15} />}
        disabled={tasks.length !== 1}
        onClick={() => void attempt(() => invoke('openInBrowser', firstPage(first.request.address)))}
      >
        {t('downloads:open-page')}
      </MenuItem>
    </>
  )
}

/** Id of the list, for moving the focus to it after a start. */
export const taskListId = 'task-list'

/** The tasks with these ids, in their order. */
export function TaskList({ ids }: { readonly ids: readonly TaskId[] }) {
  const { t } = useWords()
  const selection = useTaskList((state) => state.selection)
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const { width } = useSize(frame)

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
    <div ref={setFrame} className="flex min-h-0 flex-1 flex-col py-1">
      <VirtualGrid
        label={t('downloads:task-list')}
        elementId={taskListId}
        rowClass={taskRowClass}
        rowHeight={rowHeight}
        source={{
          count: ids.length,
          keyAt: (row) => ids[row],
          rowOf: (id) => ids.indexOf(id),
          keysBetween: (from, to) => ids.slice(from, to + 1),
          renderCells: (row) => {
            const id = ids[row]
            return id === undefined ? null : <TaskRow id={id} width={width} />
          },
        }}
        selection={selection}
        onSelect={(next) => useTaskList.setState({ selection: next })}
        onOpen={(row) => {
          const [task] = tasksOf(ids.slice(row, row + 1))
          if (task !== undefined) openTask(task)
        }}
        onKey={pressed}
        menu={<TaskMenu ids={selection.keys} />}
      />
    </div>
  )
}
