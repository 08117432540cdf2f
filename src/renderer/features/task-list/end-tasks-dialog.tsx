import type { Task } from '@shared/model/task'
import { canCancel, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { attempt } from '../../bridge/attempt'
import { Button } from '../../components/button'
import { Checkbox } from '../../components/fields/switch'
import { Dialog } from '../../components/overlays/dialog'
import { addToast } from '../../components/overlays/toast'
import { i18n } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { tasksOf, useTasks } from '../../stores/tasks'
import { closeDialog, useView } from '../../stores/view'
import { cancelTasks } from './cancel-tasks'

/** Asks before a download ends. */
export function EndTasksDialog() {
  const dialog = useView((state) => state.dialog)
  if (dialog?.kind === 'cancel') return <CancelDialog ids={dialog.ids} />
  return null
}

interface IdsProps {
  readonly ids: readonly TaskId[]
}

/** Those of the tasks for which the question still makes sense; renders again when one of them changes. */
function useStillPossible(ids: readonly TaskId[], can: (state: TaskState) => boolean): readonly Task[] {
  return useTasks(
    useShallow(({ mirror }) =>
      ids.flatMap((id) => mirror.byId.get(id) ?? []).filter(({ state }) => can(state)),
    ),
  )
}

function CancelDialog({ ids }: IdsProps) {
  const { t } = useWords()
  const [deleteFiles, setDeleteFiles] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const open = useStillPossible(ids, canCancel)
  const allEnded = open.length === 0
  useEffect(() => {
    if (!allEnded) return
    closeDialog()
    reportEndedMeanwhile(ids, deleteFiles)
  }, [allEnded, ids, deleteFiles])
  if (allEnded) return null
  const finished = open.reduce((sum, task) => sum + task.progress.counts.saved, 0)
  const one = open.length === 1
  const cancel = () =>
    cancelTasks(
      open.map(({ id }) => id),
      deleteFiles && finished > 0,
    )
  return (
    <Confirmation
      title={t(one ? 'downloads:end.cancel-one-title' : 'downloads:end.cancel-title', { count: open.length })}
      description={t('downloads:end.cancel-text')}
      initialFocus={keep}
      footer={
        <>
          <Button size="large" ref={keep} onClick={closeDialog}>
            {t('downloads:end.keep-going')}
          </Button>
          <Button size="large" kind="danger" onClick={() => confirm(cancel)}>
            {t(deleteFiles ? 'downloads:end.cancel-delete-button' : 'downloads:end.cancel-button')}
          </Button>
        </>
      }
    >
      {finished > 0 ? (
        <div className="flex flex-col gap-2">
          <p>{t('downloads:end.saved-files', { count: finished })}</p>
          <Checkbox checked={deleteFiles} onChange={setDeleteFiles}>
            {t('downloads:end.delete-files')}
          </Checkbox>
        </div>
      ) : null}
    </Confirmation>
  )
}

function reportEndedMeanwhile(ids: readonly TaskId[], deleteFiles: boolean): void {
  const finished = tasksOf(ids).every(({ state }) => state.kind === 'done')
  addToast({
    title: i18n.t(finished ? 'downloads:end.finished-meanwhile' : 'downloads:end.ended-meanwhile', {
      count: ids.length,
    }),
    ...(deleteFiles ? { description: i18n.t('downloads:end.files-stay') } : {}),
  })
}

/** The frame of the question; `initialFocus` is on what loses nothing. */
function Confirmation(question: Omit<ComponentProps<typeof Dialog>, 'onClose' | 'size'>) {
  return <Dialog onClose={closeDialog} {...question} />
}

/** Closes the question and does what was asked. */
function confirm(command: () => Promise<unknown>): void {
  closeDialog()
  void attempt(command)
}
