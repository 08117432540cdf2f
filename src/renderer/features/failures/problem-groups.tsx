import type { ProblemGroup } from '@shared/gallery'
import type { Task } from '@shared/task'
import type { TaskId } from '@shared/units'
import { Copy, ExternalLink, RotateCcw, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { addToast } from '../../components/toast'
import { useWords } from '../../locales/use-words'
import { useWatched } from '../../stores/watched'
import { asFailure, attempt, tellFailure } from './attempt'
import { collectProblems, detailsText, retryRequest } from './collect-problems'
import { failureText, groupText } from './failure-text'

/** Causes in words, each with the next step. Asked for again when the task's rows change, at most twice a second. */
export function ProblemGroups({ task }: { readonly task: Task }) {
  const groups = useGroups(task.id)
  return (
    <ul className="flex flex-col">
      {groups.some((group) => tellsWhy(task, group)) ? null : <WholeTask task={task} />}
      {groups.map((group) => (
        <GroupEntry key={`${group.kind} ${group.status} ${group.host}`} taskId={task.id} group={group} />
      ))}
    </ul>
  )
}

const renewalMs = 500

function useGroups(taskId: TaskId): readonly ProblemGroup[] {
  const [groups, setGroups] = useState<readonly ProblemGroup[]>([])
  useEffect(() => {
    let ended = false
    let timer: number | undefined
    const load = (): void => {
      timer = undefined
      invoke('groupProblems', taskId).then(
        (found) => {
          if (!ended) setGroups(found)
        },
        (error: unknown) => {
          if (!ended) tellFailure(asFailure(error))
        },
      )
    }
    load()
    const end = useWatched.subscribe((now, before) => {
      if (now.rows !== before.rows) timer ??= window.setTimeout(load, renewalMs)
    })
    return () => {
      ended = true
      window.clearTimeout(timer)
      end()
    }
  }, [taskId])
  return groups
}

/** Whether a cause is also why the download failed: it need not be told twice. */
function tellsWhy({ state }: Task, group: ProblemGroup): boolean {
  if (state.kind !== 'failed') return false
  const status = 'status' in state.failure ? state.failure.status : null
  return state.failure.kind === group.kind && status === group.status
}

/** Why the download as a whole stands still, if it does. */
function WholeTask({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const { state } = task
  const failure =
    state.kind === 'failed'
      ? state.failure
      : state.kind === 'paused' && state.cause.kind === 'local'
        ? state.cause.failure
        : null
  if (failure === null) return null
  const { sentence, next } = failureText(t, failure)
  const again = (): Promise<boolean> =>
    attempt(() => invoke(state.kind === 'failed' ? 'retryTasks' : 'resumeTasks', [task.id]))
  return (
    <li className="flex gap-3 border-b border-line bg-bad-soft px-4 py-2.5">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1" data-selectable>
        <p className="font-medium break-words">{t('downloads:detail.whole-task', { sentence })}</p>
        <p className="text-muted">{next}</p>
      </div>
      <Button size="small" icon={<RotateCcw size={14} aria-hidden />} onClick={() => void again()}>
        {t(state.kind === 'failed' ? 'downloads:action.start-again' : 'downloads:action.resume')}
      </Button>
    </li>
  )
}

interface GroupEntryProps {
  readonly taskId: TaskId
  readonly group: ProblemGroup
}

function GroupEntry({ taskId, group }: GroupEntryProps) {
  const { t } = useWords()
  const { sentence, next } = groupText(t, group)
  const retry = (): Promise<boolean> =>
    attempt(async () => {
      const request = retryRequest(taskId, await collectProblems(taskId, group))
      if (request !== null) await invoke('retryProblems', request)
    })
  const openFirst = (): Promise<boolean> =>
    attempt(async () => {
      const [first] = await collectProblems(taskId, group)
      if (first !== undefined) await invoke('openInBrowser', first.page)
    })
  const copy = async (): Promise<void> => {
    const copied = await attempt(async () => {
      await invoke('copyText', detailsText(await collectProblems(taskId, group)))
    })
    if (copied) addToast({ title: t('downloads:detail.copied-details') })
  }
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1.5 border-b border-line px-4 py-2.5">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1 basis-56" data-selectable>
        <p className="font-medium break-words">{sentence}</p>
        <p className="text-muted">{next}</p>
      </div>
      <div className="flex shrink-0 items-start gap-0.5">
        <Button size="small" icon={<RotateCcw size={14} aria-hidden />} onClick={() => void retry()}>
          {t('downloads:detail.retry-these')}
        </Button>
        <IconButton
          label={t('downloads:detail.open-in-browser')}
          icon={<ExternalLink size={15} />}
          onClick={() => void openFirst()}
        />
        <IconButton
          label={t('downloads:detail.copy-details')}
          icon={<Copy size={15} />}
          onClick={() => void copy()}
        />
      </div>
    </li>
  )
}
