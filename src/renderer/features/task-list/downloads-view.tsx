import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { CircleCheck, Download, Filter, History, Inbox } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { keepOnly, selectOne } from '../../components/grid/selection'
import { Split } from '../../components/split'
import { taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { offerDetail, useTaskList } from '../../stores/task-list'
import type { TaskFilter, TaskMirror } from '../../stores/task-mirror'
import { useTask, useTasks } from '../../stores/tasks'
import { openNewDownload, showFilter, useView } from '../../stores/view'
import { DemoOffer } from '../demo-offer/demo-offer'
import { TaskDetail } from '../task-detail/task-detail'
import { actOn } from './act-on-tasks'
import { DownloadsHeading } from './downloads-heading'
import { ManyMissingBanner } from './many-missing-banner'
import { rememberVisible, type TaskOrder, taskOrders } from './order-tasks'
import { roomFor } from './row-layout'
import { TaskList, taskListId } from './task-list'

/** What stands in the list when it has no rows: why, and what to do next. */
export function NoTasks() {
  const { t } = useWords()
  const isEmpty = useTasks((state) => state.mirror.counts.all === 0)
  const filter = useView((state) => state.filter)
  const filtered = useTaskList((state) => state.text.trim() !== '')
  return (
    <div className="flex min-h-0 flex-1 overflow-auto">
      <div className="m-auto">
        {isEmpty ? (
          <EmptyState
            icon={<Download size={20} />}
            title={t('downloads:nothing-yet.title')}
            text={t('downloads:nothing-yet.text')}
          >
            <Button size="large" kind="primary" onClick={() => openNewDownload('')}>
              {t('downloads:nothing-yet.start')}
            </Button>
            <DemoOffer />
          </EmptyState>
        ) : (
          <NothingHere filter={filtered ? 'all' : filter} />
        )}
      </div>
    </div>
  )
}

/** What an empty list says where it says more than that nothing matches. */
const empties: Readonly<
  Partial<Record<TaskFilter, { readonly icon: ReactNode; readonly key: 'nothing-finished' | 'no-problems' }>>
> = {
  finished: { icon: <Inbox size={20} />, key: 'nothing-finished' },
  problems: { icon: <CircleCheck size={20} />, key: 'no-problems' },
}

const nothingMatches = { icon: <Filter size={20} />, key: 'nothing-here' } as const

function NothingHere({ filter }: { readonly filter: TaskFilter }) {
  const { t } = useWords()
  const showAll = (): void => {
    showFilter('all')
    useTaskList.setState({ text: '' })
  }
  const { icon, key } = empties[filter] ?? nothingMatches
  return (
    <EmptyState icon={icon} title={t(`downloads:${key}.title`)} text={t(`downloads:${key}.text`)}>
      <Button size="large" onClick={showAll}>
        {t('downloads:nothing-here.clear')}
      </Button>
    </EmptyState>
  )
}

/** Ids of the rows as the user sorted and filtered them; renders again only when they change. */
export function useVisibleTasks(): readonly TaskId[] {
  const { language } = useWords()
  const [visible] = useState(rememberVisible)
  const filter = useView((state) => state.filter)
  const { text, sort } = useTaskList()
  const order: TaskOrder = taskOrders.find((name) => name === sort.by) ?? 'added'
  return useTasks((state) =>
    visible(state.mirror, {
      filter,
      text,
      order,
      descending: sort.descending,
      locale: language,
      nameOf: taskName,
    }),
  )
}

/** Offers to resume the downloads that the end of the last run interrupted, until the user has decided. */
export function InterruptedBanner() {
  const { t } = useWords()
  const left = useTaskList((state) => state.interruptedLeft)
  const count = useTasks((state) => interrupted(state.mirror).length)
  if (left || count === 0) return null
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-soft px-4 py-2"
    >
      <History size={16} className="shrink-0 text-warn" aria-hidden />
      <p className="min-w-0 flex-1 font-medium">{t('downloads:interrupted.text', { count })}</p>
      <Button kind="ghost" onClick={() => useTaskList.setState({ interruptedLeft: true })}>
        {t('downloads:interrupted.leave')}
      </Button>
      <Button kind="primary" onClick={() => void actOn('resume', interrupted(useTasks.getState().mirror))}>
        {t('downloads:interrupted.continue')}
      </Button>
    </div>
  )
}

function interrupted({ byId }: TaskMirror): readonly Task[] {
  const found: Task[] = []
  for (const task of byId.values()) {
    if (task.state.kind === 'paused' && task.state.cause.kind === 'quit') found.push(task)
  }
  return found
}

/** The downloads: toolbar, list, and the detail of the current one. */
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
      <DownloadsHeading />
      <InterruptedBanner />
      <ManyMissingBanner />
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

/** Selects the task that a notification or a new download requested, as soon as the list has it. */
function useWantedTask(): void {
  const wanted = useView((state) => state.wanted)
  const exists = useTasks((state) => wanted !== null && state.mirror.byId.has(wanted))
  useEffect(() => {
    if (wanted === null || !exists) return
    useTaskList.setState({ selection: selectOne(wanted), text: '' })
    useView.setState({ wanted: null })
    offerDetail()
    // Focus stays where the user put it; only where there is none would keys have no target.
    if (document.activeElement === document.body) document.getElementById(taskListId)?.focus()
  }, [wanted, exists])
}

/** Removes deleted tasks from the selection. */
function useLivingSelection(): void {
  const rowChanges = useTasks((state) => state.mirror.rowChanges)
  useEffect(() => {
    const { selection } = useTaskList.getState()
    const mirror = useTasks.getState().mirror
    const kept = mirror.rowChanges < rowChanges ? selection : keepOnly(selection, (id) => mirror.byId.has(id))
    if (kept !== selection) useTaskList.setState({ selection: kept })
  }, [rowChanges])
}
