import { formatDuration, formatSpeed } from '@shared/messages/format'
import { secondsLeft } from '@shared/model/task'
import { ArrowDownUp, PanelBottom, Pause, Play } from 'lucide-react'
import { Button } from '../../components/button'
import { SearchField } from '../../components/fields/text-field'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuChoices, MenuLine } from '../../components/overlays/menu-items'
import { Hint } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { toggleDetail, useTaskList } from '../../stores/task-list'
import { type TaskMirror, taskFilters, totalSpeed } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { showFilter, useView } from '../../stores/view'
import { pauseEverything, resumeEverything } from './act-on-tasks'
import { taskOrders } from './order-tasks'

/** Id of the filter field: Ctrl+F goes there. */
export const filterFieldId = 'task-filter'

/** What is shown, one line about it, search, order, and actions on all tasks. */
export function DownloadsHeading() {
  const { t } = useWords()
  const filter = useView((state) => state.filter)
  const text = useTaskList((state) => state.text)
  const hasCurrent = useTaskList((state) => state.selection.current !== null)
  const showsDetail = useTaskList((state) => state.detailOpen) && hasCurrent
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-2 px-4 pt-1 pb-2">
      <h1 className="shrink-0 text-page">{t(filter === 'all' ? 'view-downloads' : `downloads:${filter}`)}</h1>
      <Summary />
      <div className="ml-auto flex shrink-0 items-center gap-1">
        <SearchField
          id={filterFieldId}
          value={text}
          onChange={(next) => useTaskList.setState({ text: next })}
          label={t('downloads:filter-name')}
          placeholder={t('downloads:filter-placeholder')}
          clearLabel={t('downloads:clear-filter')}
          className="w-50 max-[899.9px]:w-40"
        />
        <ListMenu />
        <AllButton action="pause" />
        <AllButton action="resume" />
        <IconButton
          label={t(showsDetail ? 'downloads:hide-detail' : 'downloads:show-detail')}
          shortcut="Ctrl+I"
          icon={<PanelBottom size={15} />}
          pressed={showsDetail}
          disabled={!hasCurrent}
          onClick={toggleDetail}
        />
      </div>
    </div>
  )
}

/** `3 running · 1.4 MB/s · 58 s left`; while nothing runs how many downloads there are. */
function Summary() {
  const { t, language } = useWords()
  const filter = useView((state) => state.filter)
  const running = useTasks((state) => state.mirror.counts.running)
  const shown = useTasks((state) => state.mirror.counts[filter])
  const speed = useTasks((state) => totalSpeed(state.mirror))
  const left = useTasks((state) => longestLeft(state.mirror))
  const parts =
    running === 0
      ? [t('downloads:download-count', { count: shown })]
      : [
          t('downloads:running-count', { count: running }),
          ...(speed > 0 ? [formatSpeed(speed, language)] : []),
          ...(left === null ? [] : [t('downloads:time-left', { time: formatDuration(left, language) })]),
        ]
  return <p className="min-w-0 truncate pt-1 text-muted">{parts.join(' · ')}</p>
}

/** Whole seconds until the last of the running tasks is done; null when nothing can be said of one of them. */
function longestLeft({ running, byId }: TaskMirror): number | null {
  let longest = 0
  for (const id of running) {
    const task = byId.get(id)
    const left = task === undefined ? null : secondsLeft(task.progress)
    if (left === null) return null
    longest = Math.max(longest, left)
  }
  return longest > 0 ? Math.ceil(longest) : null
}

/** Pauses or resumes everything, also what is filtered away; there only while it would do something. */
function AllButton({ action }: { readonly action: 'pause' | 'resume' }) {
  const { t } = useWords()
  const label = t(`downloads:${action}-all`)
  const Icon = action === 'pause' ? Pause : Play
  const act = action === 'pause' ? pauseEverything : resumeEverything
  const able = useTasks(({ mirror: { counts } }) =>
    action === 'pause' ? counts.running + counts.waiting > 0 : counts.paused > 0,
  )
  if (!able) return null
  return (
    <Hint label={label} shortcut={action === 'pause' ? 'Ctrl+Shift+P' : 'Ctrl+Shift+R'}>
      <Button
        kind="ghost"
        aria-label={label}
        icon={<Icon size={15} aria-hidden />}
        className="px-1.5"
        onClick={() => void act(useTasks.getState().mirror.byId.keys())}
      >
        <span className="max-[1199.9px]:hidden">{label}</span>
      </Button>
    </Hint>
  )
}

/** Which downloads are shown, and in which order. */
function ListMenu() {
  const { t } = useWords()
  const filter = useView((state) => state.filter)
  const sort = useTaskList((state) => state.sort)
  return (
    <Menu trigger={<IconButton label={t('downloads:list-options')} icon={<ArrowDownUp size={15} />} />}>
      <MenuChoices
        label={t('downloads:show-only')}
        value={filter}
        choices={taskFilters.map((value) => ({ value, label: t(`downloads:${value}`) }))}
        onChoose={showFilter}
      />
      <MenuLine />
      <MenuChoices
        label={t('downloads:order.label')}
        value={sort.by}
        choices={taskOrders.map((value) => ({ value, label: t(`downloads:order.${value}`) }))}
        onChoose={(by) => useTaskList.setState({ sort: { by, descending: by === 'added' } })}
      />
      <MenuLine />
      <MenuChoices
        label={t('downloads:order.direction')}
        value={sort.descending ? 'descending' : 'ascending'}
        choices={[
          { value: 'ascending', label: t('downloads:order.ascending') },
          { value: 'descending', label: t('downloads:order.descending') },
        ]}
        onChoose={(direction) =>
          useTaskList.setState({ sort: { by: sort.by, descending: direction === 'descending' } })
        }
      />
    </Menu>
  )
}
