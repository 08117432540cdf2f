import type { GalleryRow } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { attempt } from '../../attempt'
import { invoke } from '../../bridge'
import { addToast } from '../../components/toast'
import type { Words } from '../../i18n'
import { useLibrary } from './library-store'

/**
 * Asks whether the folder of a gallery is there: its cover could not be shown, or is shown again. What cannot be told
 * counts as there.
 */
export async function lookForFolder(id: GalleryId): Promise<void> {
  const there = await invoke('isGalleryThere', id).catch(() => true)
  useLibrary.setState(({ gone }) => {
    const next = new Set(gone)
    if (there) next.delete(id)
    else next.add(id)
    return { gone: next }
  })
}

/** Notes galleries whose folders a check did not find. */
export function noteGone(ids: readonly GalleryId[]): void {
  if (ids.length > 0) useLibrary.setState(({ gone }) => ({ gone: new Set([...gone, ...ids]) }))
}

/** Takes a gallery off the library whose folder is gone. */
export async function forgetGallery(t: Words, { id, title }: GalleryRow): Promise<void> {
  if (await attempt(() => invoke('forgetGallery', id)))
    addToast({
      title: t('check:missing.forgotten', { title }),
      action: {
        label: t('library:trash.undo'),
        onClick: () => void attempt(() => invoke('restoreGallery', id)),
      },
    })
}
