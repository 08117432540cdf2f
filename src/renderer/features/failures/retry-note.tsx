import type { TaskId } from '@shared/model/units'
import { RotateCcw, X } from 'lucide-react'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { forgetRetry, useRetries } from '../../stores/retries'
import { isOver, retryText } from './follow-retry'

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
