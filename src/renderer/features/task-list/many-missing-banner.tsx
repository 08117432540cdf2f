import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { SearchX } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { requestWords, taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { forgetManyMissing, useManyMissing } from '../../stores/many-missing'
import { useTask } from '../../stores/tasks'

/** Asks about each task whose pages are missing one after the other; it continues meanwhile. */
export function ManyMissingBanner() {
  const byTask = useManyMissing((state) => state.byTask)
  return [...byTask].map(([id, run]) => <Question key={id} id={id} {...run} />)
}

interface QuestionProps {
  readonly id: TaskId
  readonly count: number
  readonly first: string
}

function Question({ id, count, first }: QuestionProps) {
  const { t } = useWords()
  const task = useTask(id)
  if (task === undefined || !reads(task)) return null
  const stop = async (): Promise<void> => {
    if (await attempt(() => invoke('stopRanges', [id]))) forgetManyMissing(id)
  }
  const name = `${taskName(task)} (${requestWords(task.request).host})`
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-soft px-4 py-2"
    >
      <SearchX size={16} className="shrink-0 text-warn" aria-hidden />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{t('downloads:many-missing.text', { count, name })}</span>{' '}
        <span className="break-all text-muted">{t('downloads:many-missing.first', { first })}</span>
      </p>
      <Button kind="ghost" onClick={() => forgetManyMissing(id)}>
        {t('downloads:many-missing.continue')}
      </Button>
      <Button onClick={() => void stop()}>{t('downloads:many-missing.stop')}</Button>
    </div>
  )
}

/** Whether there are still pages to stop before. */
function reads({ state }: Task): boolean {
  return state.kind === 'running' && state.discovering
}
