import { formatCount } from '@shared/messages/format'
import { shortfallTexts } from '@shared/messages/page-text'
import type { GalleryQuery, GalleryRow } from '@shared/model/gallery'
import type { Shortfalls } from '@shared/model/page-kind'
import { isEnded } from '@shared/model/task-state'
import type { GalleryId, TaskId } from '@shared/model/units'
import { FolderOpen, Images, ListFilter } from 'lucide-react'
import { memo, useCallback, useMemo } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { classNames } from '../../components/class-names'
import type { ColumnSort, GridColumn } from '../../components/grid/grid-header'
import { MenuItem } from '../../components/overlays/menu-items'
import { SegmentedBar, type Shares } from '../../components/segmented-bar'
import { Thumbnail } from '../../components/thumbnail'
import { useWords } from '../../locales/use-words'
import { useTasks } from '../../stores/tasks'
import { openViewer } from '../../stores/view'
import { PagedGrid } from '../paged-grid/paged-grid'
import { type AtRest, useAtRest } from './image-cells'

const rowClass =
  'gap-x-3 px-4 grid-cols-[28px_minmax(0,1fr)_90px_minmax(80px,160px)_170px] @max-[700px]:grid-cols-[28px_minmax(0,1fr)_80px_80px_130px]'

const byPosition: ColumnSort = { by: 'position', descending: false }
const sortNames: readonly NonNullable<GalleryQuery['sort']>[] = ['position', 'title', 'found', 'state']

interface GalleriesTabProps {
  readonly taskId: TaskId
  readonly ended: boolean
  /** Shows the images of one gallery only. */
  readonly onShowImages: (gallery: GalleryRow) => void
}

/** What became folders, or will. */
export function GalleriesTab({ taskId, ended, onShowImages }: GalleriesTabProps) {
  const { t } = useWords()
  const load = useCallback(
    ({ by, descending }: ColumnSort, offset: number, limit: number) => {
      const sort = sortNames.find((name) => name === by) ?? 'position'
      return invoke('listGalleries', { taskId, sort, descending, offset, limit })
    },
    [taskId],
  )
  const columns = useMemo<readonly GridColumn[]>(
    () => [
      { key: 'cover', header: '', name: t('downloads:column.cover') },
      { key: 'title', header: t('downloads:detail.title'), sort: 'title' },
      { key: 'images', header: t('downloads:detail.images'), sort: 'found', className: 'text-right' },
      { key: 'progress', header: t('downloads:detail.progress') },
      { key: 'state', header: t('downloads:detail.state'), sort: 'state' },
    ],
    [t],
  )
  return (
    <PagedGrid
      label={t('downloads:detail.galleries')}
      columns={columns}
      rowClass={rowClass}
      firstSort={byPosition}
      load={load}
      keyOf={(row) => row.id}
      renderCells={(row) => <GalleryCells row={row} />}
      onOpen={(row) => openViewer(row.id)}
      empty={t(ended ? 'downloads:detail.no-galleries-found' : 'downloads:detail.no-galleries')}
      renderMenu={(chosen) => <GalleryMenu chosen={chosen} onShowImages={onShowImages} />}
    />
  )
}

type GalleryState = 'waiting' | 'running' | 'finished' | 'incomplete' | 'problems' | AtRest

function stateOf(row: GalleryRow, atRest: AtRest | null, lacks: boolean): GalleryState {
  if (row.finishedAt !== null) return row.failed > 0 ? 'problems' : lacks ? 'incomplete' : 'finished'
  if (atRest !== null) return atRest
  return row.saved + row.skipped + row.failed > 0 ? 'running' : 'waiting'
}

const looks: Readonly<Record<GalleryState, string>> = {
  waiting: 'text-muted',
  running: 'text-accent',
  finished: 'text-muted',
  incomplete: 'text-warn',
  problems: 'text-warn',
  paused: 'text-muted',
  stopped: 'text-muted',
  cancelled: 'text-muted',
}

/** What a task that has ended lacks, where it is of one gallery: of several the rows do not say which lacks it. */
function useLacking(id: TaskId): Shortfalls | undefined {
  return useTasks(({ mirror }) => {
    const task = mirror.byId.get(id)
    if (task === undefined || !isEnded(task.state.kind)) return undefined
    const { galleries, shortfalls } = task.progress.counts
    return galleries === 1 ? shortfalls : undefined
  })
}

function sharesOf({ found, saved, skipped, failed }: GalleryRow): Shares {
  const whole = Math.max(1, found)
  return { saved: saved / whole, had: skipped / whole, failed: failed / whole }
}

/** One gallery of the task, with its progress. */
export const GalleryCells = memo(function GalleryCells({ row }: { readonly row: GalleryRow }) {
  const { t, language } = useWords()
  const done = row.saved + row.skipped
  const lacking = useLacking(row.taskId)
  const state = stateOf(row, useAtRest(row.taskId), lacking !== undefined)
  return (
    <>
      <div role="gridcell">
        <Thumbnail id={row.cover} className="size-7" />
      </div>
      <div role="gridcell" className="truncate" data-hint={row.title}>
        {row.title}
      </div>
      <div role="gridcell" className="text-right tabular-nums">
        {formatCount(done, language)}
        <span className="text-muted"> / {formatCount(row.found, language)}</span>
      </div>
      <div role="gridcell">
        <SegmentedBar
          shares={sharesOf(row)}
          still={state !== 'finished' && looks[state] === 'text-muted'}
          label={t('downloads:progress-of', { name: row.title })}
        />
      </div>
      <div
        role="gridcell"
        className={classNames('truncate', looks[state])}
        data-hint={lacking && shortfallTexts(lacking, language).join('\n')}
      >
        {t(`downloads:detail.gallery-state.${state}`)}
      </div>
    </>
  )
})

interface GalleryMenuProps {
  readonly chosen: () => readonly GalleryRow[]
  readonly onShowImages: (gallery: GalleryRow) => void
}

function GalleryMenu({ chosen, onShowImages }: GalleryMenuProps) {
  const { t } = useWords()
  const rows = chosen()
  const [first] = rows
  if (first === undefined) return null
  const openFolders = async (ids: readonly GalleryId[]): Promise<void> => {
    for (const id of ids) {
      if (!(await attempt(() => invoke('openGalleryFolder', id)))) return
    }
  }
  return (
    <>
      <MenuItem
        icon={<Images size={15} />}
        shortcut="Enter"
        disabled={rows.length !== 1}
        onClick={() => openViewer(first.id)}
      >
        {t('downloads:detail.open-gallery')}
      </MenuItem>
      <MenuItem
        icon={<ListFilter size={15} />}
        disabled={rows.length !== 1}
        onClick={() => onShowImages(first)}
      >
        {t('downloads:detail.only-images')}
      </MenuItem>
      <MenuItem icon={<FolderOpen size={15} />} onClick={() => void openFolders(rows.map((row) => row.id))}>
        {t('downloads:detail.open-gallery-folder')}
      </MenuItem>
    </>
  )
}
