import { problemCount, type Task } from '@shared/model/task'
import { classNames } from '../../components/class-names'
import { ProblemGroups } from './problem-groups'
import { ProblemList } from './problem-list'
import { RetryNote } from './retry-note'

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
