import { formatCount } from '@shared/messages/format'
import { ArrowDownUp, PanelBottom, Pause, Play } from 'lucide-react'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { FilterField } from '../../components/fields/filter-field'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuChoices, MenuLine } from '../../components/overlays/menu-items'
import { Hint } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { toggleDetail, useTaskList } from '../../stores/task-list'
import { type TaskFilter, taskFilters } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { showFilter, useView } from '../../stores/view'
import { allowsAny, pauseEverything, resumeEverything } from './act-on-tasks'
import { taskOrders } from './order-tasks'

/** Id of the filter field: Ctrl+F goes there. */
export const filterFieldId = 'task-filter'

/** Filters, search, order, and actions on all tasks. */
export function TaskToolbar() {
  const { t } = useWords()
  const text = useTaskList((state) => state.text)
  const hasCurrent = useTaskList((state) => state.selection.current !== null)
  const showsDetail = useTaskList((state) => state.detailOpen) && hasCurrent
  return (
    <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-4">
      <div role="group" aria-label={t('downloads:show-only')} className="flex gap-0.5">
        {taskFilters.map((filter) => (
          <FilterChip key={filter} filter={filter} />
        ))}
      </div>
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <FilterField
          id={filterFieldId}
          value={text}
          onChange={(next) => useTaskList.setState({ text: next })}
          label={t('downloads:filter-name')}
          placeholder={t('downloads:filter-placeholder')}
          clearLabel={t('downloads:clear-filter')}
        />
        <SortMenu />
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

/** Pauses or resumes everything, also what is filtered away. A narrow window shows only the icon. */
function AllButton({ action }: { readonly action: 'pause' | 'resume' }) {
  const { t } = useWords()
  const label = t(`downloads:${action}-all`)
  const Icon = action === 'pause' ? Pause : Play
  const act = action === 'pause' ? pauseEverything : resumeEverything
  const able = useTasks(({ mirror }) => allowsAny(mirror.byId.values(), action))
  return (
    <Hint label={label} shortcut={action === 'pause' ? 'Ctrl+Shift+P' : 'Ctrl+Shift+R'}>
      <Button
        kind="ghost"
        aria-label={label}
        icon={<Icon size={15} aria-hidden />}
        disabled={!able}
        className="px-1.5 text-muted not-aria-disabled:hover:text-text"
        onClick={() => void act(useTasks.getState().mirror.byId.keys())}
      >
        <span className="max-[1120px]:hidden">{label}</span>
      </Button>
    </Hint>
  )
}

function FilterChip({ filter }: { readonly filter: TaskFilter }) {
  const { t, language } = useWords()
  const chosen = useView((state) => state.filter === filter)
  const count = useTasks((state) => state.mirror.counts[filter])
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={() => showFilter(filter)}
      className={classNames(
        'flex h-7 items-center gap-1.5 rounded-sm px-2 whitespace-nowrap',
        chosen ? 'bg-selected font-medium text-accent' : 'text-muted hover:bg-hover hover:text-text',
      )}
    >
      {t(`downloads:${filter}`)}
      <span
        className={classNames(
          'text-caption tabular-nums',
          filter === 'problems' && count > 0 && 'font-medium text-bad',
        )}
      >
        {formatCount(count, language)}
      </span>
    </button>
  )
}

function SortMenu() {
  const { t } = useWords()
  const sort = useTaskList((state) => state.sort)
  return (
    <Menu trigger={<IconButton label={t('downloads:order.label')} icon={<ArrowDownUp size={15} />} />}>
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
