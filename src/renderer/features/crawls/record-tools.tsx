import type { RecordColumn } from '@shared/contract/record-commands'
import { formatCount, formatShare } from '@shared/messages/format'
import { exportFormats } from '@shared/model/crawl/record-export'
import type { Task } from '@shared/model/task'
import { Check, FileDown, Settings2, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button'
import { Segmented } from '../../components/fields/segmented'
import { SearchField } from '../../components/fields/text-field'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { openNewCrawl } from '../../stores/view'
import { exportRecords } from './export-bar'
import { enough, ownShown, titleOf } from './record-columns'
import type { RecordChoiceState } from './use-records'

interface ToolsProps {
  /** What leads to the rules, where there is no room for both; null: both are shown. */
  readonly parts: ReactNode | null
  /** Buttons are icons. */
  readonly isTight: boolean
  readonly task: Task
  readonly choice: RecordChoiceState
  readonly total: number | null
  readonly columns: readonly RecordColumn[]
  readonly look: {
    readonly hidden: readonly string[]
    readonly toggle: (key: string) => void
    readonly reset: () => void
  }
}

/** Id of the field that filters the records: Ctrl+F goes there. */
export const recordFilterId = 'record-filter'

/** Which records are shown, and what can be done with them. */
export function RecordTools({ parts, isTight, task, choice, total, columns, look }: ToolsProps) {
  const { t, language } = useWords()
  const { sort } = choice
  const order =
    sort.by === null
      ? t(task.state.kind === 'running' ? 'crawls:table.newest' : 'crawls:table.newest-still')
      : t('crawls:table.sorted', { column: titleOf(sort.by, t) })
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 py-1.5 pr-3 pl-4">
      {parts ?? (
        <>
          <h2 className="font-semibold">{t('crawls:table.label')}</h2>
          <span className="text-small min-w-0 truncate text-muted">
            {total === null ? '' : `${formatCount(total, language)} · `}
            {order}
          </span>
        </>
      )}
      <span className="flex-1" />
      <Segmented
        label={t('crawls:table.changes')}
        value={choice.change}
        segments={(['all', 'new', 'changed', 'gone'] as const).map((value) => ({
          value,
          label: t(`crawls:table.change.${value}`),
        }))}
        onChange={choice.setChange}
      />
      <SearchField
        id={recordFilterId}
        label={t('crawls:table.search')}
        value={choice.filter}
        onChange={choice.setFilter}
        hint={t('crawls:table.search-hint')}
        clearLabel={t('crawls:table.clear')}
        className="w-48 min-w-28 shrink"
      />
      <ColumnsMenu isTight={isTight} columns={columns} look={look} />
      <ExportMenu isTight={isTight} task={task} choice={choice} />
    </div>
  )
}

interface FootProps {
  readonly overview: readonly RecordColumn[]
  readonly task: Task
  readonly hasRecords: boolean
}

/** The first column that is mostly empty: its selector may be wrong. */
export function RecordsFoot({ overview, task, hasRecords }: FootProps): ReactNode {
  const { t, language } = useWords()
  const poor = hasRecords ? overview.find(({ filled }) => filled < enough) : undefined
  if (poor === undefined) return null
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line bg-bar px-4 py-1.5">
      <TriangleAlert size={14} className="shrink-0 text-warn" aria-hidden />
      <span className="text-small min-w-0 truncate text-warn">
        {t('crawls:table.mostly-empty', { name: poor.name, share: formatShare(1 - poor.filled, language) })}
      </span>
      <span className="flex-1" />
      <Button kind="text" size="small" onClick={() => openNewCrawl(task.request.address, task.request)}>
        {t('crawls:page.edit')}
      </Button>
    </div>
  )
}

/** Which columns are shown. */
function ColumnsMenu({ isTight, columns, look }: Pick<ToolsProps, 'isTight' | 'columns' | 'look'>) {
  const { t } = useWords()
  return (
    <Menu
      trigger={
        !isTight ? (
          <Button kind="ghost" icon={<Settings2 size={15} aria-hidden />}>
            {t('crawls:table.columns')}
          </Button>
        ) : (
          <IconButton label={t('crawls:table.columns')} icon={<Settings2 size={15} />} />
        )
      }
    >
      {[...columns.map(({ name }) => name), ...ownShown].map((key) => (
        <MenuItem
          key={key}
          icon={look.hidden.includes(key) ? null : <Check size={14} />}
          onClick={() => look.toggle(key)}
        >
          {titleOf(key, t)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onClick={look.reset}>{t('crawls:table.reset-columns')}</MenuItem>
    </Menu>
  )
}

/** What is written of the records that are shown. */
function ExportMenu({ isTight, task, choice }: Pick<ToolsProps, 'isTight' | 'task' | 'choice'>) {
  const { t } = useWords()
  return (
    <Menu
      trigger={
        !isTight ? (
          <Button kind="ghost" icon={<FileDown size={15} aria-hidden />}>
            {t('crawls:table.export')}
          </Button>
        ) : (
          <IconButton label={t('crawls:table.export')} icon={<FileDown size={15} />} />
        )
      }
    >
      {exportFormats.map((format) => (
        <MenuItem key={format} onClick={() => void exportRecords(task, choice, format)}>
          {t(`crawls:export.${format}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onClick={() => void exportRecords(task, choice, 'data-set')}>
        {t('crawls:export.data-set')}
      </MenuItem>
    </Menu>
  )
}
