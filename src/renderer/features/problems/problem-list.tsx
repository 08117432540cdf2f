import { failureText, shortFailure } from '@shared/messages/failure-text'
import { formatDateTime, formatTime } from '@shared/messages/format'
import type { Problem } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { useCallback, useMemo } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import type { ColumnSort, GridColumn } from '../../components/grid/grid-header'
import { useWords } from '../../locales/use-words'
import { useTask } from '../../stores/tasks'
import { PagedGrid } from '../paged-grid/paged-grid'
import { ProblemItems } from './problem-buttons'
import { listTarget } from './problem-target'

const rowClass = 'gap-x-3 px-4 grid-cols-[150px_minmax(0,1fr)_72px]'
const oldestFirst: ColumnSort = { by: 'at', descending: false }

/** Every problem on its own. */
export function ProblemList({ taskId }: { readonly taskId: TaskId }) {
  const { t, language } = useWords()
  const load = useCallback(
    ({ descending }: ColumnSort, offset: number, limit: number) =>
      invoke('listProblems', { taskId, descending, offset, limit }),
    [taskId],
  )
  const kind = useTask(taskId)?.state.kind
  const isAtRest = kind === 'paused' || kind === 'failed' || kind === 'cancelled'
  const columns = useMemo<readonly GridColumn[]>(
    () => [
      { key: 'reason', header: t('downloads:detail.reason') },
      { key: 'address', header: t('downloads:detail.address') },
      { key: 'at', header: t('downloads:detail.time'), sort: 'at', className: 'text-right' },
    ],
    [t],
  )
  const openPage = (problem: Problem): void => void attempt(() => invoke('openInBrowser', problem.page))
  return (
    <PagedGrid
      label={t('downloads:detail.problems')}
      columns={columns}
      rowClass={rowClass}
      firstSort={oldestFirst}
      load={load}
      keyOf={keyOf}
      renderCells={({ failure, address, at }) => (
        <>
          <div
            role="gridcell"
            className="truncate text-bad"
            data-hint={failureText(failure, language).sentence}
          >
            {shortFailure(failure, language)}
          </div>
          <div role="gridcell" className="truncate" data-hint={address}>
            {address}
          </div>
          <div
            role="gridcell"
            className="text-right text-muted tabular-nums"
            data-hint={formatDateTime(at, language)}
          >
            {formatTime(at, language)}
          </div>
        </>
      )}
      onOpen={openPage}
      empty={t(isAtRest ? 'downloads:detail.no-problems-at-rest' : 'downloads:detail.no-problems')}
      renderMenu={(chosen) => <ProblemMenu taskId={taskId} chosen={chosen} />}
    />
  )
}

/** Images and pages are numbered apart: even keys are images, odd ones pages, negative ones neither. */
function keyOf({ imageId, pageId }: Problem, at: number): number {
  if (imageId !== null) return imageId * 2
  return pageId === null ? -1 - at : pageId * 2 + 1
}

interface ProblemMenuProps {
  readonly taskId: TaskId
  readonly chosen: () => readonly Problem[]
}

/** Mixed causes get what fits the first of them: what does not fit the others does no harm to them. */
function ProblemMenu({ taskId, chosen }: ProblemMenuProps) {
  const target = listTarget(taskId, chosen())
  return target === null ? null : <ProblemItems target={target} />
}
