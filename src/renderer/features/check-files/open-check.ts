import type { GalleryId } from '@shared/model/units'
import { invoke } from '../../bridge'
import { closeViewer, openDialog } from '../../stores/view'
import { attempt } from '../failures/attempt'

/** Begins to check the files of galleries, null: of the whole library, and shows how it goes. */
export async function openCheck(galleries: readonly GalleryId[] | null): Promise<void> {
  const begun = await attempt(() =>
    invoke('startCheck', { galleries: galleries === null ? null : [...galleries] }),
  )
  if (!begun) return
  closeViewer()
  openDialog({ kind: 'check', galleries })
}
