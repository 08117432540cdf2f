import { groupText } from '@shared/messages/failure-text'
import type { ProblemGroup } from '@shared/model/gallery'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { asFailure, showFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { useWords } from '../../locales/use-words'
import { useWatched } from '../../stores/watched'
import { FrameButton } from '../frame-button/frame-button'
import { ProblemButtons } from './problem-buttons'
import { groupTarget, hasCause } from './problem-target'
import { WholeTask } from './whole-task'

/** Causes in words, each with what can be done. Asked for again when the task's rows change, at most twice a second. */
export function ProblemGroups({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const groups = useGroups(task.id)
  const list = useRef<HTMLUListElement>(null)
  const acted = useRef(false)
  useEffect(() => {
    // An entry that was acted on may be gone with its buttons: the next key must not begin at the top of the window.
    if (acted.current && document.activeElement === document.body) list.current?.focus()
    acted.current = false
  }, [groups])
  return (
    <ul
      ref={list}
      tabIndex={-1}
      aria-label={t('downloads:detail.problems')}
      className="flex flex-col outline-none"
    >
      {groups.some((group) => explains(task, group)) ? null : <WholeTask task={task} />}
      {groups.map((group) => (
        <GroupEntry
          key={`${group.kind} ${group.status} ${group.page} ${group.host}`}
          taskId={task.id}
          group={group}
          onAct={() => {
            acted.current = true
          }}
        />
      ))}
    </ul>
  )
}

/** Shortest time between two readings, in milliseconds. */
const renewalMs = 500
/** How many times longer than a reading took the engine is left alone: of 50,000 failures one takes half a second. */
const restShare = 5

function useGroups(taskId: TaskId): readonly ProblemGroup[] {
  const [groups, setGroups] = useState<readonly ProblemGroup[]>([])
  useEffect(() => {
    let ended = false
    let timer: number | undefined
    let restMs = renewalMs
    const load = (): void => {
      timer = undefined
      const askedAt = performance.now()
      invoke('groupProblems', taskId).then(
        (found) => {
          restMs = Math.max(renewalMs, (performance.now() - askedAt) * restShare)
          if (!ended) setGroups(found)
        },
        (error: unknown) => {
          if (!ended) showFailure(asFailure(error))
        },
      )
    }
    load()
    const end = useWatched.subscribe((now, before) => {
      if (now.rows !== before.rows) timer ??= window.setTimeout(load, restMs)
    })
    return () => {
      ended = true
      window.clearTimeout(timer)
      end()
    }
  }, [taskId])
  return groups
}

/** Whether a cause is also why the download failed: it is not shown twice. */
function explains({ state }: Task, group: ProblemGroup): boolean {
  return state.kind === 'failed' && hasCause(state.failure, group)
}

interface GroupEntryProps {
  readonly taskId: TaskId
  readonly group: ProblemGroup
  readonly onAct: () => void
}

function GroupEntry({ taskId, group, onAct }: GroupEntryProps) {
  const { t, language } = useWords()
  const { sentence, next } = groupText(group, language)
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1.5 border-b border-line px-4 py-2.5">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1 basis-56" data-selectable>
        <p className="font-medium break-words">{sentence}</p>
        <p className="text-muted">
          {next}
          {group.failedAgain > 0 ? ` ${t('problems:failed-again', { count: group.failedAgain })}` : null}
        </p>
      </div>
      <ProblemButtons
        target={groupTarget(taskId, group)}
        onAct={onAct}
        {...(group.frame === undefined ? {} : { main: <FrameButton address={group.frame} /> })}
      />
    </li>
  )
}
