import type { TaskId } from '@shared/units'
import { type ComponentProps, useRef, useState } from 'react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { Checkbox } from '../../components/checkbox'
import { Dialog } from '../../components/dialog'
import { useWords } from '../../locales/use-words'
import { tasksOf } from '../../stores/tasks'
import { closeDialog, useView } from '../../stores/view'
import { attempt } from '../failures/attempt'
import { cancelTasks } from './cancel-tasks'

/** Asks before a download ends or leaves the list. */
export function EndTasksDialog() {
  const dialog = useView((state) => state.dialog)
  if (dialog?.kind === 'cancel') return <CancelDialog ids={dialog.ids} />
  if (dialog?.kind === 'remove') return <RemoveDialog ids={dialog.ids} />
  return null
}

interface IdsProps {
  readonly ids: readonly TaskId[]
}

function CancelDialog({ ids }: IdsProps) {
  const { t } = useWords()
  const [deleteFiles, setDeleteFiles] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const finished = tasksOf(ids).reduce((sum, task) => sum + task.progress.tally.saved, 0)
  const one = ids.length === 1
  return (
    <Confirmation
      title={t(one ? 'downloads:end.cancel-one-title' : 'downloads:end.cancel-title', { count: ids.length })}
      description={t('downloads:end.cancel-text')}
      initialFocus={keep}
      footer={
        <>
          <Button ref={keep} onClick={closeDialog}>
            {t('downloads:end.keep-going')}
          </Button>
          <Button kind="danger" onClick={() => confirm(() => cancelTasks(ids, deleteFiles))}>
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

function RemoveDialog({ ids }: IdsProps) {
  const { t } = useWords()
  const remove = useRef<HTMLButtonElement>(null)
  const one = ids.length === 1
  return (
    <Confirmation
      title={t(one ? 'downloads:end.remove-one-title' : 'downloads:end.remove-title', { count: ids.length })}
      description={t('downloads:end.remove-text')}
      initialFocus={remove}
      footer={
        <>
          <Button onClick={closeDialog}>{t('common:cancel')}</Button>
          <Button ref={remove} kind="primary" onClick={() => confirm(() => invoke('removeTasks', [...ids]))}>
            {t('downloads:end.remove-button')}
          </Button>
        </>
      }
    />
  )
}

/** The frame of both questions; `initialFocus` is on what loses nothing. */
function Confirmation(question: Omit<ComponentProps<typeof Dialog>, 'open' | 'onClose' | 'width'>) {
  return <Dialog open onClose={closeDialog} width="narrow" {...question} />
}

/** Closes the question and does what was asked. */
function confirm(command: () => Promise<unknown>): void {
  closeDialog()
  void attempt(command)
}
