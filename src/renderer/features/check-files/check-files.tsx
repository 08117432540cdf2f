import type { Job } from '@shared/contract/jobs'
import { formatBytes } from '@shared/messages/format'
import type { Check } from '@shared/model/library/check'
import type { GalleryId } from '@shared/model/units'
import { useEffect, useRef, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Checkbox } from '../../components/fields/switch'
import { Dialog } from '../../components/overlays/dialog'
import { addToast } from '../../components/overlays/toast'
import { SegmentedBar } from '../../components/segmented-bar'
import { useWords } from '../../locales/use-words'
import { useJobs } from '../../stores/jobs'
import { noteGone } from '../../stores/library-changes'
import { closeDialog, closeViewer, openDialog, showTask, showView, useView } from '../../stores/view'
import { CheckResult } from './check-result'

/** Starts a check of the files of galleries, null: of the whole library, and shows its progress. */
export async function openCheck(galleries: readonly GalleryId[] | null): Promise<void> {
  const begun = await attempt(() =>
    invoke('startJob', { kind: 'check', galleries: galleries === null ? null : [...galleries] }),
  )
  if (!begun) return
  closeViewer()
  openDialog({ kind: 'check', galleries })
}

/** The progress of a check of files, what it found, and its repair. */
export function CheckDialog() {
  const dialog = useView((state) => state.dialog)
  const job = useJobs((state) => state.check)
  useClosedWithDialog(dialog?.kind === 'check')
  if (dialog?.kind !== 'check' || job === null) return null
  return job.state === 'working' ? (
    <Working check={job.progress} />
  ) : (
    <Ended job={job} galleries={dialog.galleries} />
  )
}

/** The check ends with its dialog, also when another dialog takes its place: no check runs unseen. */
function useClosedWithDialog(isOpen: boolean): void {
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) void attempt(() => invoke('dismissJob', 'check'))
    wasOpen.current = isOpen
  }, [isOpen])
}

function Working({ check }: { readonly check: Check }) {
  const { t, language } = useWords()
  const stop = useRef<HTMLButtonElement>(null)
  const bad = Object.values(check.bad).reduce((sum, count) => sum + count, 0)
  return (
    <Dialog
      size="form"
      onClose={closeDialog}
      title={t('check:title')}
      description={t('check:working')}
      initialFocus={stop}
      keepOnOutsidePress
      footer={
        <Button size="large" ref={stop} onClick={() => void attempt(() => invoke('stopJob', 'check'))}>
          {t('check:stop')}
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        <SegmentedBar
          shares={check.bytes === 0 ? null : { saved: check.bytesDone / check.bytes }}
          label={t('check:progress')}
          size="normal"
        />
        <p className="text-small text-muted tabular-nums">
          {t('check:files', {
            done: check.filesDone,
            total: check.files,
            size: formatBytes(check.bytesDone, language),
          })}
        </p>
        {bad > 0 ? (
          <p role="status" className="text-warn">
            {t('check:found-so-far', { count: bad })}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}

interface EndedProps {
  readonly job: Job<Check>
  readonly galleries: readonly GalleryId[] | null | 'unknown'
}

function Ended({ job, galleries }: EndedProps) {
  const { t } = useWords()
  const [changed, setChanged] = useState(false)
  const { going, repair } = useRepair(changed)
  const main = useRef<HTMLButtonElement>(null)
  const { state, progress: check } = job
  const { bad, gone } = check
  useEffect(() => noteGone(gone.map(({ id }) => id)), [gone])
  const count = bad.missing + bad['wrong-size'] + bad.damaged + (changed ? bad.changed : 0)

  return (
    <Dialog
      size="wide"
      onClose={closeDialog}
      title={t('check:title')}
      description={<span role="status">{useVerdict(job)}</span>}
      initialFocus={main}
      footer={
        <>
          {state === 'stopped' && galleries !== 'unknown' ? (
            <Button size="large" className="mr-auto" onClick={() => void openCheck(galleries)}>
              {t('check:again')}
            </Button>
          ) : null}
          <Button size="large" ref={count === 0 ? main : undefined} onClick={closeDialog}>
            {t('close')}
          </Button>
          {count === 0 ? null : (
            <Button size="large" ref={main} kind="primary" disabled={going} onClick={() => void repair()}>
              {t('check:repair', { count })}
            </Button>
          )}
        </>
      }
    >
      <CheckResult check={check} />
      {bad.changed > 0 ? (
        <div className="mt-4">
          <Checkbox checked={changed} onChange={setChanged}>
            {t('check:also-changed', { count: bad.changed })}
          </Checkbox>
        </div>
      ) : null}
    </Dialog>
  )
}

/** Fetches again what the check found bad, with `changed` also files that were changed; `going`: it is being asked for. */
function useRepair(changed: boolean): { readonly going: boolean; repair(): Promise<void> } {
  const { t } = useWords()
  const [going, setGoing] = useState(false)
  const repair = async (): Promise<void> => {
    setGoing(true)
    await attempt(async () => {
      const { tasks, queued } = await invoke('repairChecked', { changed })
      closeDialog()
      const [first] = tasks
      if (first === undefined) return addToast({ title: t('check:nothing-repaired') })
      if (tasks.length === 1) showTask(first)
      else showView('downloads')
      addToast({ title: t('check:repairing', { count: queued }), description: t('check:repairing-text') })
    })
    setGoing(false)
  }
  return { going, repair }
}

/** The result in one sentence. */
function useVerdict({ state, progress }: Job<Check>): string {
  const { t } = useWords()
  const { files, filesDone, whole, bad, missing } = progress
  if (state === 'stopped') return t('check:stopped', { done: filesDone, total: files })
  const count = Object.values(bad).reduce((sum, one) => sum + one, 0)
  if (count > 0) return t('check:bad', { count, total: filesDone })
  const lacking = missing.images + missing.pages
  if (lacking > 0) return t('check:incomplete', { count: lacking, whole })
  return whole === 0 ? t('check:none') : t('check:whole', { count: whole })
}
