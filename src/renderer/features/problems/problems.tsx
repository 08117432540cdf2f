import { problemCount, type Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { RotateCcw, X } from 'lucide-react'
import { classNames } from '../../components/class-names'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { forgetRetry, isOver, retryText, useRetries } from '../../stores/retries'
import { ProblemGroups } from './problem-groups'
import { ProblemList } from './problem-list'

/** What came of the last retry, until it is closed or another one begins. Read out as it changes. */
export function RetryNote({ taskId }: { readonly taskId: TaskId }) {
  const { t } = useWords()
  const retry = useRetries((state) => state.byTask.get(taskId))
  return (
    <div
      role="status"
      className={
        retry === undefined ? undefined : 'sticky top-0 z-10 border-b border-line bg-bar px-4 py-1.5'
      }
    >
      {retry === undefined ? null : (
        <div className="flex items-center gap-3">
          <RotateCcw size={15} className="shrink-0 text-accent" aria-hidden />
          <span className="min-w-0 flex-1 tabular-nums">{retryText(t, retry)}</span>
          {isOver(retry.outcome) ? (
            <IconButton
              label={t('problems:close-note')}
              icon={<X size={14} />}
              onClick={() => forgetRetry(taskId)}
            />
          ) : (
            // Keeps the height of the line, so that nothing below it jumps at the end.
            <span className="h-7" aria-hidden />
          )}
        </div>
      )}
    </div>
  )
}

/** Causes on one side, each single problem on the other. */
export function ProblemsTab({ task }: { readonly task: Task }) {
  const hasProblems = problemCount(task.progress.counts) > 0
  return (
    <div className="@container flex min-h-0 flex-1">
      <div
        className={classNames('flex min-h-0 min-w-0 flex-1 flex-col', hasProblems && '@min-[860px]:flex-row')}
      >
        <div
          className={
            hasProblems
              ? 'max-h-1/2 shrink-0 overflow-y-auto @min-[860px]:max-h-none @min-[860px]:w-[46%] @min-[860px]:border-r @min-[860px]:border-line'
              : 'shrink-0'
          }
        >
          <RetryNote taskId={task.id} />
          <ProblemGroups task={task} />
        </div>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ProblemList taskId={task.id} />
        </div>
      </div>
    </div>
  )
}
