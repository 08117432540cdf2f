import { failureText } from '@shared/messages/failure-text'
import { formatUntil } from '@shared/messages/format'
import { type Failure, isLocal } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import { Clock, FolderOpen, Play, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { useNow } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import { FrameButton } from '../frame-button/frame-button'
import { ProblemButtons } from './problem-buttons'
import { taskTarget } from './problem-target'

/** Why the download as a whole stands still, if it does, and what can be done about it. */
export function WholeTask({ task }: { readonly task: Task }) {
  const { state } = task
  if (state.kind === 'failed') return <Stopped task={task} failure={state.failure} />
  if (state.kind !== 'paused') return null
  if (state.cause.kind === 'local') return <Stopped task={task} failure={state.cause.failure} />
  if (state.cause.kind === 'wait') return <Waits task={task} until={state.cause.until} />
  return null
}

function Stopped({ task, failure }: { readonly task: Task; readonly failure: Failure }) {
  const { t, language } = useWords()
  const { sentence, next } = failureText(failure, language)
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1.5 border-b border-line bg-bad-soft px-4 py-2.5">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-bad" aria-hidden />
      <Sentences first={t('downloads:detail.whole-task', { sentence })} second={next} />
      <ProblemButtons target={taskTarget(task, failure)} {...mainButtons(task, failure)} />
    </li>
  )
}

/** What takes the place of the first action of the failure; none where that action fits. */
function mainButtons(task: Task, failure: Failure): { readonly main?: ReactNode } {
  if (task.state.kind === 'paused') return { main: <ResumeButtons task={task} failure={failure} /> }
  const frame = 'frame' in failure ? failure.frame : undefined
  return frame === undefined ? {} : { main: <FrameButton address={frame} /> }
}

function Waits({ task, until }: { readonly task: Task; readonly until: number }) {
  const { t, language } = useWords()
  const time = formatUntil(until, useNow(true), language)
  return (
    <li className="flex flex-wrap gap-x-3 gap-y-1.5 border-b border-line px-4 py-2.5">
      <Clock size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden />
      <Sentences first={t('problems:waits-until', { time })} second={t('problems:waits-why')} />
      <ResumeButton task={task} words={t('problems:action.resume-now')} />
    </li>
  )
}

function Sentences({ first, second }: { readonly first: string; readonly second: ReactNode }) {
  return (
    <div className="min-w-0 flex-1 basis-56" data-selectable>
      <p className="font-medium break-words">{first}</p>
      <p className="text-muted">{second}</p>
    </div>
  )
}

function ResumeButtons({ task, failure }: { readonly task: Task; readonly failure: Failure }) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap gap-1.5">
      <ResumeButton task={task} words={t('problems:action.resume')} />
      {isOfFolder(failure) ? <OtherFolderButton task={task} /> : null}
    </div>
  )
}

function ResumeButton({ task, words }: { readonly task: Task; readonly words: string }) {
  return (
    <Button
      icon={<Play size={14} aria-hidden />}
      onClick={() => void attempt(() => invoke('resumeTasks', [task.id]))}
    >
      {words}
    </Button>
  )
}

/** Another folder helps only if it is the download's own that cannot be written. */
function isOfFolder(failure: Failure): boolean {
  return isLocal(failure) && failure.of !== 'records'
}

function OtherFolderButton({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const choose = (): Promise<boolean> =>
    attempt(async () => {
      const folder = await invoke('chooseFolder', task.request.folder)
      if (folder !== null) await invoke('moveTask', { id: task.id, folder })
    })
  return (
    <Button icon={<FolderOpen size={14} aria-hidden />} onClick={() => void choose()}>
      {t('problems:action.other-folder')}
    </Button>
  )
}
