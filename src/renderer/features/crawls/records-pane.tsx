import { formatCount } from '@shared/messages/format'
import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import type { Task } from '@shared/model/task'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import type { PagedList } from '../../components/grid/paged-list'
import { DataTable } from '../../components/table/data-table'
import { useWords } from '../../locales/use-words'
import { plannedColumns, RecordCell, useTableColumns } from './record-columns'
import { RecordPanel } from './record-panel'
import { RecordsFoot, RecordTools } from './record-tools'
import {
  type RecordChoiceState,
  type ShownRecord,
  useAnswer,
  useColumnLook,
  useRecordList,
  useRevision,
} from './use-records'

interface RecordsPaneProps {
  readonly task: Task
  readonly plan: CrawlPlan
  readonly choice: RecordChoiceState
  /** What leads to the rules, where there is no room for both; null: both are shown. */
  readonly parts: ReactNode | null
}

const noKeys: readonly string[] = []

/** The table of records with its tools, and the record that is open beside it. */
export function RecordsPane({ task, plan, choice, parts }: RecordsPaneProps) {
  const { t, language } = useWords()
  const runs = task.state.kind === 'running'
  const revision = useRevision(runs)
  const list = useRecordList(task.id, choice, revision)
  const describe = useCallback(() => invoke('describeRecords', task.id), [task.id])
  const overview = useAnswer(describe, revision)
  const columns = useMemo(() => overview?.columns ?? plannedColumns(plan), [overview, plan])
  const { look, resize, toggle, reset } = useColumnLook(columns)
  const { at, record, choose } = useCurrent(list)
  const [isOpen, setOpen] = useState(false)
  const total = list.total()
  const shownColumns = useTableColumns(
    columns,
    look,
    (overview?.counts.records ?? 0) > 0,
    plan.record?.key ?? noKeys,
  )
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <RecordTools
          parts={parts}
          isTight={parts !== null || isOpen}
          task={task}
          choice={choice}
          total={total}
          columns={columns}
          look={{ hidden: look.hidden, toggle, reset }}
        />
        <DataTable
          label={t('crawls:table.label')}
          columns={shownColumns}
          sort={choice.sort}
          onSort={choice.sortBy}
          onResize={resize}
          headHint={t('crawls:table.head-hint')}
          count={total ?? 0}
          renderCell={(row, column) => {
            const shown = list.row(row)
            return shown === undefined ? null : <RecordCell record={shown} column={column.key} />
          }}
          onShow={list.show}
          current={at}
          onCurrent={choose}
          onOpen={(row) => {
            choose(row)
            setOpen(true)
          }}
          onEscape={isOpen ? () => setOpen(false) : undefined}
          empty={<Nothing choice={choice} isReading={total === null} />}
        />
        <RecordsFoot overview={columns} task={task} hasRecords={(overview?.counts.records ?? 0) > 0} />
      </div>
      {isOpen && record !== null ? (
        <RecordPanel
          task={task}
          plan={plan}
          record={record}
          isOver={parts !== null}
          onClose={() => setOpen(false)}
        />
      ) : null}
      <span role="status" className="sr-only">
        {total === null
          ? ''
          : t('crawls:table.count', { count: total, number: formatCount(total, language) })}
      </span>
    </div>
  )
}

/** The row on which the keyboard stands: its record as soon as it is loaded, wherever that moves then. */
function useCurrent(list: PagedList<ShownRecord>) {
  const [chosen, setChosen] = useState<{ readonly row: number; readonly record: ShownRecord | null } | null>(
    null,
  )
  const loaded = chosen?.record === null ? list.row(chosen.row) : undefined
  if (chosen !== null && loaded !== undefined) setChosen({ ...chosen, record: loaded })
  const key = chosen?.record?.key
  const at = key === undefined ? (chosen?.row ?? -1) : placeOf(list.loaded(), key)
  return {
    at,
    // The row itself where it is loaded: it may have changed since it was chosen.
    record: (at < 0 ? undefined : list.row(at)) ?? chosen?.record ?? null,
    choose: (row: number) => setChosen({ row, record: list.row(row) ?? null }),
  }
}

function placeOf(loaded: Iterable<readonly [number, ShownRecord]>, key: string): number {
  for (const [at, row] of loaded) if (row.key === key) return at
  return -1
}

interface NothingProps {
  readonly choice: RecordChoiceState
  /** The first answer is on its way: a sort of a million records takes its time. */
  readonly isReading: boolean
}

function Nothing({ choice, isReading }: NothingProps) {
  const { t } = useWords()
  if (isReading) {
    return (
      <p role="status" className="p-8 text-muted">
        {t('crawls:table.reading')}
      </p>
    )
  }
  const isChosen = choice.settled.trim() !== '' || choice.change !== 'all'
  return (
    <div className="flex flex-col items-center gap-3 p-8 text-muted">
      <p>{t(isChosen ? 'crawls:table.nothing-matches' : 'crawls:table.empty')}</p>
      {isChosen ? (
        <Button
          onClick={() => {
            choice.setFilter('')
            choice.setChange('all')
          }}
        >
          {t('crawls:table.clear-filter')}
        </Button>
      ) : null}
    </div>
  )
}
