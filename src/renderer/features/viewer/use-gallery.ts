import type { Failure } from '@shared/failure'
import type { GalleryRow, ImageRow } from '@shared/gallery'
import type { GalleryId } from '@shared/units'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge'
import { useSettingsStore } from '../../stores/settings'
import { asFailure } from '../failures/attempt'
import { libraryChange, restFor } from '../library/library-change'
import { imagesOnDisk } from './neighbours'

/** Shortest time between two readings of a gallery that is being downloaded, in milliseconds. */
const restMs = 1000

export type GalleryReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly gallery: GalleryRow; readonly images: readonly ImageRow[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * A gallery with its images on disk, read again when some arrive or go. Another `attempt` tries again; a failure stands
 * until it succeeds.
 */
export function useGallery(id: GalleryId, attempt: number): GalleryReading {
  const [reading, setReading] = useState<GalleryReading>({ kind: 'loading' })
  useEffect(() => {
    const wish = new AbortController()
    const { signal } = wish
    const keepRead = async (): Promise<void> => {
      while (!signal.aborted) {
        const seen = useSettingsStore.getState().libraryRows
        const { gallery, images } = await invoke('showGallery', id)
        if (signal.aborted) return
        setReading({ kind: 'shown', gallery, images: imagesOnDisk(images) })
        await restFor(restMs, signal)
        await libraryChange(seen, signal)
      }
    }
    keepRead().catch((error: unknown) => {
      if (!signal.aborted) setReading({ kind: 'failed', failure: asFailure(error) })
    })
    return () => wish.abort()
  }, [id, attempt])
  return reading
}
