import type { Task } from '@shared/model/task'
import { History } from 'lucide-react'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'
import { useTaskList } from '../../stores/task-list'
import type { TaskMirror } from '../../stores/task-mirror'
import { useTasks } from '../../stores/tasks'
import { actOn } from './act-on-tasks'

/** Offers to go on with what the end of the last run left unfinished, until the person has decided. */
export function InterruptedBanner() {
  const { t } = useWords()
  const left = useTaskList((state) => state.interruptedLeft)
  const count = useTasks((state) => interrupted(state.mirror).length)
  if (left || count === 0) return null
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-warn-soft px-4 py-2"
    >
      <History size={16} className="shrink-0 text-warn" aria-hidden />
      <p className="min-w-0 flex-1 font-medium">{t('downloads:interrupted.text', { count })}</p>
      <Button size="small" kind="quiet" onClick={() => useTaskList.setState({ interruptedLeft: true })}>
        {t('downloads:interrupted.leave')}
      </Button>
      <Button
        size="small"
        kind="primary"
        onClick={() => void actOn('resume', interrupted(useTasks.getState().mirror))}
      >
        {t('downloads:interrupted.continue')}
      </Button>
    </div>
  )
}

function interrupted({ byId }: TaskMirror): readonly Task[] {
  const found: Task[] = []
  for (const task of byId.values()) {
    if (task.state.kind === 'paused' && task.state.cause.kind === 'quit') found.push(task)
  }
  return found
}
