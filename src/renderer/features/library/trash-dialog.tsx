import { formatBytes, formatDateTime } from '@shared/messages/format'
import type { GalleryRow } from '@shared/model/gallery'
import { undoOfferedMs } from '@shared/model/library/deleted-files'
import type { TaskId } from '@shared/model/units'
import { withoutUserinfo } from '@shared/text/address-parts'
import { useEffect, useRef, useState } from 'react'
import { asFailure, attempt, showFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Dialog } from '../../components/overlays/dialog'
import { addToast } from '../../components/overlays/toast'
import type { Words } from '../../locales/i18n'
import { taskName } from '../../locales/task-name'
import { useWords } from '../../locales/use-words'
import { useHost } from '../../stores/settings'
import { tasksOf } from '../../stores/tasks'

interface TrashDialogProps {
  /** null: the dialog is closed. */
  readonly gallery: GalleryRow | null
  readonly onClose: () => void
}

/** Asks before a gallery goes to the system's trash. */
export function TrashDialog({ gallery, onClose }: TrashDialogProps) {
  const { t, language } = useWords()
  const { platform } = useHost()
  const keep = useRef<HTMLButtonElement>(null)
  const [going, setGoing] = useState(false)
  // The words stay while the dialog fades away.
  const [asked, setAsked] = useState(gallery)
  if (gallery !== null && gallery !== asked) setAsked(gallery)

  const sharing = useSharing(gallery)
  const system = platform === 'darwin' || platform === 'win32' ? platform : 'other'
  const place = t(`library:trash.places.${system}`)
  const confirm = async (): Promise<void> => {
    if (gallery === null) return
    setGoing(true)
    const done = await trash(t, gallery, place)
    setGoing(false)
    if (done) onClose()
  }

  return (
    <Dialog
      open={gallery !== null}
      onClose={onClose}
      initialFocus={keep}
      title={t('library:trash.title')}
      description={
        asked === null ? null : (
          <span className="break-words">
            {t('library:trash.text', {
              title: asked.title,
              count: asked.saved + asked.skipped,
              size: formatBytes(asked.bytes, language),
              place,
            })}
          </span>
        )
      }
      footer={
        <>
          <Button size="large" ref={keep} onClick={onClose}>
            {t('library:trash.cancel')}
          </Button>
          <Button size="large" kind="danger" disabled={going} onClick={() => void confirm()}>
            {t('library:trash.confirm')}
          </Button>
        </>
      }
    >
      {sharing.length > 1 ? <SharingTasks ids={sharing} /> : null}
    </Dialog>
  )
}

/** Moves a gallery to the trash, named by `place`, and offers to undo it; whether it succeeded. A failure is shown. */
async function trash(t: Words, { id, title }: GalleryRow, place: string): Promise<boolean> {
  const done = await attempt(() => invoke('trashGallery', id))
  if (done) {
    addToast({
      title: t('library:trash.done', { title, place }),
      action: {
        label: t('library:trash.undo'),
        onClick: () => void attempt(() => invoke('takeBackGallery', id)),
      },
      timeoutMs: undoOfferedMs,
    })
  }
  return done
}

/** Tasks that have the folder of this gallery in their records; empty until they are known. */
function useSharing(gallery: GalleryRow | null): readonly TaskId[] {
  const [known, setKnown] = useState<{ readonly of: GalleryRow; readonly ids: readonly TaskId[] } | null>(
    null,
  )
  useEffect(() => {
    if (gallery === null) return
    let isWanted = true
    invoke('tasksOfGallery', gallery.id)
      .then((ids) => isWanted && setKnown({ of: gallery, ids }))
      .catch((error: unknown) => showFailure(asFailure(error)))
    return () => {
      isWanted = false
    }
  }, [gallery])
  return known !== null && (gallery === null || known.of === gallery) ? known.ids : []
}

/** Names the downloads that lose this folder; those removed from the list are only counted. */
function SharingTasks({ ids }: { readonly ids: readonly TaskId[] }) {
  const { t, language } = useWords()
  const listed = tasksOf(ids)
  const unlisted = ids.length - listed.length
  return (
    <div className="flex flex-col gap-1">
      <p>{t('library:trash.shared', { count: ids.length })}</p>
      <ul className="max-h-40 list-disc overflow-y-auto pl-5">
        {listed.map((task) => (
          <li key={task.id} className="break-words">
            {taskName(task)}
            <div className="text-small break-all text-muted">{withoutUserinfo(task.request.address)}</div>
            <div className="text-small text-muted">
              {t('library:trash.added', { date: formatDateTime(task.addedAt, language) })}
            </div>
          </li>
        ))}
        {unlisted > 0 ? <li>{t('library:trash.unlisted', { count: unlisted })}</li> : null}
      </ul>
    </div>
  )
}
