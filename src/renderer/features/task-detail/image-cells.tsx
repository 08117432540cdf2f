import { failureText, shortFailure } from '@shared/messages/failure-text'
import { formatBytes, formatCount, formatSpeed } from '@shared/messages/format'
import type { ActiveImage, ImageRow } from '@shared/model/gallery'
import { isVideoType } from '@shared/model/gallery'
import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { Film } from 'lucide-react'
import { memo } from 'react'
import { classNames } from '../../components/class-names'
import { SegmentedBar, type Shares } from '../../components/segmented-bar'
import { useWords } from '../../locales/use-words'
import { useTasks } from '../../stores/tasks'
import { useWatched } from '../../stores/watched'

/** Why what a task has not finished does not move: the name of a status of the list. */
export type AtRest = 'paused' | 'stopped' | 'cancelled'

/** Null while the task runs or is about to, and when it is done. */
function atRestOf(kind: TaskState['kind'] | undefined): AtRest | null {
  if (kind === 'failed') return 'stopped'
  return kind === 'paused' || kind === 'cancelled' ? kind : null
}

/** Renders again only when the answer changes. */
export function useAtRest(id: TaskId): AtRest | null {
  return useTasks(({ mirror }) => atRestOf(mirror.byId.get(id)?.state.kind))
}

/** Widths of the columns at each width of the list. */
export const imageCellClass =
  'gap-x-3 px-4 grid-cols-[48px_minmax(0,1fr)_84px_minmax(80px,160px)_84px_170px] @max-[860px]:grid-cols-[36px_minmax(0,1fr)_72px_70px_76px_120px]'

type Shown = ImageRow['state'] | 'loading' | AtRest

const looks: Readonly<Record<Shown, string>> = {
  queued: 'text-muted',
  loading: 'text-accent',
  saved: 'text-muted',
  skipped: 'text-muted',
  paused: 'text-muted',
  stopped: 'text-muted',
  cancelled: 'text-muted',
  failed: 'text-bad',
}

interface ImageCellsProps {
  readonly taskId: TaskId
  readonly row: ImageRow
  /** Whether the title of its gallery is shown. */
  readonly several: boolean
}

/** One image; its bar moves with the transfer, without the rest of the list. */
export const ImageCells = memo(function ImageCells({ taskId, row, several }: ImageCellsProps) {
  const { t, language } = useWords()
  const active = useWatched((state) => state.active.get(row.id))
  const atRest = useAtRest(taskId)
  const shown: Shown =
    row.state === 'queued' ? (active === undefined ? (atRest ?? 'queued') : 'loading') : row.state
  const name = row.file ?? lastPart(row.address)
  const bytes = row.bytes ?? active?.total ?? null
  const { failure } = row
  return (
    <>
      <div role="gridcell" className="text-right text-muted tabular-nums">
        {formatCount(row.num, language)}
      </div>
      <div role="gridcell" className="flex items-baseline" data-hint={row.address}>
        {several && row.gallery !== undefined ? (
          <span className="mr-2 max-w-[45%] shrink-0 truncate text-muted">{row.gallery}</span>
        ) : null}
        <span className="truncate">
          {isVideoType(row.type) ? (
            <Film size={13} aria-hidden className="mr-1.5 inline align-[-2px] text-muted" />
          ) : null}
          {name}
        </span>
      </div>
      <div role="gridcell" className="text-right tabular-nums">
        {bytes === null ? null : formatBytes(bytes, language)}
      </div>
      <div role="gridcell">
        <SegmentedBar
          shares={sharesOf(shown, active)}
          still={atRest !== null}
          label={t('downloads:progress-of', { name })}
        />
      </div>
      <div role="gridcell" className="text-right tabular-nums">
        {shown === 'loading' && active !== undefined ? formatSpeed(active.bytesPerSecond, language) : null}
      </div>
      <div
        role="gridcell"
        className={classNames('truncate', looks[shown])}
        data-hint={failure === null ? undefined : failureText(failure, language).sentence}
      >
        {shown === 'failed' && failure !== null
          ? shortFailure(failure, language)
          : t(`downloads:detail.image-state.${shown}`)}
      </div>
    </>
  )
})

function sharesOf(shown: Shown, active: ActiveImage | undefined): Shares | null {
  if (shown === 'loading' && active !== undefined) {
    return active.total === null || active.total === 0 ? null : { saved: active.received / active.total }
  }
  const is = (state: Shown): number => (shown === state ? 1 : 0)
  return { saved: is('saved'), had: is('skipped'), failed: is('failed') }
}

/** The last part of the path, unescaped where that is possible: what the file is called on the site. */
function lastPart(address: string): string {
  const path = address.replace(/[?#].*$/s, '')
  const part = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(part) || address
  } catch {
    return part
  }
}
