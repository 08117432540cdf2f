import type { GalleryRow } from '@shared/gallery'
import { useRef, useState } from 'react'
import { invoke } from '../../bridge'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { addToast } from '../../components/toast'
import { formatBytes } from '../../format'
import { useWords } from '../../locales/use-words'
import { useHost } from '../../stores/settings'
import { attempt } from '../failures/attempt'

interface TrashDialogProps {
  /** null: nothing is asked. */
  readonly gallery: GalleryRow | null
  readonly onClose: () => void
}

/** Asks before a gallery goes to the system's trash. */
export function TrashDialog({ gallery, onClose }: TrashDialogProps) {
  const { t, language } = useWords()
  const { platform } = useHost()
  const keep = useRef<HTMLButtonElement>(null)
  const [going, setGoing] = useState(false)
  // Its words stay while the dialog fades away.
  const [asked, setAsked] = useState(gallery)
  if (gallery !== null && gallery !== asked) setAsked(gallery)

  const system = platform === 'darwin' || platform === 'win32' ? platform : 'other'
  const place = t(`library:trash.places.${system}`)
  const trash = async (): Promise<void> => {
    if (gallery === null) return
    setGoing(true)
    const done = await attempt(() => invoke('trashGallery', gallery.id))
    setGoing(false)
    if (!done) return
    addToast({ title: t('library:trash.done', { title: gallery.title, place }) })
    onClose()
  }

  return (
    <Dialog
      open={gallery !== null}
      onClose={onClose}
      width="narrow"
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
          <Button ref={keep} onClick={onClose}>
            {t('library:trash.cancel')}
          </Button>
          <Button kind="danger" disabled={going} onClick={() => void trash()}>
            {t('library:trash.confirm')}
          </Button>
        </>
      }
    />
  )
}
