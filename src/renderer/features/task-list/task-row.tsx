import { formatBytes, formatCount, formatDuration, formatShare, formatSpeed } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import {
  doneShare,
  failedShare,
  hadShare,
  type Progress,
  problemCount,
  secondsLeft,
  type Task,
} from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { memo } from 'react'
import { classNames } from '../../components/class-names'
import { SegmentedBar } from '../../components/segmented-bar'
import { Thumbnail } from '../../components/thumbnail'
import { useNow } from '../../components/use-now'
import { requestWords, taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { useTask } from '../../stores/tasks'
import { actionsOf } from './act-on-tasks'
import { TaskButtons } from './task-buttons'
import { cellClass } from './task-columns'
import { TaskStatusCell, taskStatus } from './task-status-cell'

/** Whether its words depend on the present. */
function showsTime({ state, progress }: Task): boolean {
  if (state.kind === 'running') return progress.waiting !== null
  return state.kind === 'paused' && state.cause.kind === 'wait'
}

/** The cells of one task; they render when this task changes and never for another one. */
export const TaskRow = memo(function TaskRow({ id }: { readonly id: TaskId }) {
  const { t, language } = useWords()
  const task = useTask(id)
  const now = useNow(task !== undefined && showsTime(task))
  if (!task) return null
  const name = taskName(t, task)
  const { host } = requestWords(task.request)
  const status = taskStatus(task, now)
  const { progress } = task
  return (
    <>
      <div role="gridcell">
        <Thumbnail id={task.cover} className="size-[42px]" />
      </div>
      <div role="gridcell" className="min-w-0">
        <div className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" data-hint={`${name}\n${host}`}>
            {name}
          </span>
          <span className="min-w-10 max-w-[45%] shrink-[8] truncate @max-[720px]:hidden rounded-xs border border-line bg-bar px-1.5 text-caption text-muted">
            {host}
          </span>
        </div>
        <ShareLine
          share={shareOf(task)}
          had={hadShare(progress.counts)}
          failed={failedShare(progress.counts)}
          still={task.state.kind !== 'running'}
          label={t('downloads:progress-of', { name })}
          language={language}
        />
      </div>
      <FilesCell progress={progress} language={language} />
      <div role="gridcell" className={classNames('tabular-nums', cellClass.downloaded)}>
        {progress.counts.bytes > 0 ? formatBytes(progress.counts.bytes, language) : null}
        <ExpectedBytes task={task} language={language} />
      </div>
      <div role="gridcell" className={classNames('font-medium tabular-nums', cellClass.speed)}>
        {task.state.kind === 'running' && progress.bytesPerSecond > 0
          ? formatSpeed(progress.bytesPerSecond, language)
          : null}
      </div>
      <div role="gridcell" className={classNames('text-muted tabular-nums', cellClass.left)}>
        <TimeLeft task={task} language={language} />
      </div>
      <TaskStatusCell task={task} status={status} now={now} />
      <div role="gridcell">
        <TaskButtons id={id} name={name} actions={actionsOf(task).join(' ')} />
      </div>
    </>
  )
})

/** A finished task that found nothing is whole; a queued one has not begun. */
function shareOf(task: Task): number | null {
  const share = doneShare(task.progress.counts)
  if (task.state.kind === 'done' && problemCount(task.progress.counts) === 0) return share ?? 1
  return task.state.kind === 'running' ? share : (share ?? 0)
}

interface ShareLineProps {
  readonly share: number | null
  readonly had: number
  readonly failed: number
  readonly still: boolean
  readonly label: string
  readonly language: Language
}

function ShareLine({ share, had, failed, still, label, language }: ShareLineProps) {
  return (
    <div className="mt-1 flex items-center gap-2">
      <SegmentedBar
        shares={share === null ? null : { saved: share - had, had, failed }}
        still={still}
        label={label}
        size="normal"
      />
      <span className="w-8 shrink-0 text-right text-caption text-muted tabular-nums">
        {share === null || share === 0 ? null : formatShare(share, language)}
      </span>
    </div>
  )
}

interface NumbersProps {
  readonly progress: Progress
  readonly language: Language
}

function FilesCell({ progress, language }: NumbersProps) {
  const { t } = useWords()
  const { saved, skipped, found, galleries } = progress.counts
  return (
    <div role="gridcell" className={classNames('tabular-nums', cellClass.files)}>
      {found === 0 ? null : (
        <div className="whitespace-nowrap">
          {formatCount(saved + skipped, language)}
          <span className="text-muted"> / {formatCount(found, language)}</span>
        </div>
      )}
      {galleries > 1 ? (
        <div className="truncate text-caption text-muted">
          {t('downloads:gallery-count', { count: galleries })}
        </div>
      ) : null}
    </div>
  )
}

interface TaskTextProps {
  readonly task: Task
  readonly language: Language
}

/** Bytes of all images that are known, by the mean of those saved so far. */
function ExpectedBytes({ task, language }: TaskTextProps) {
  const { saved, found, failed, skipped, bytes } = task.progress.counts
  const wanted = found - failed - skipped
  if (saved === 0 || saved >= wanted) return null
  return <span className="text-muted"> / ~{formatBytes((bytes / saved) * wanted, language)}</span>
}

function TimeLeft({ task, language }: TaskTextProps) {
  if (task.state.kind !== 'running') return null
  const seconds = secondsLeft(task.progress)
  return seconds === null ? null : formatDuration(seconds, language)
}
