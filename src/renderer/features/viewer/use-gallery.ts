import type { Replies } from '@shared/contract/commands'
import type { Failure } from '@shared/model/failure'
import type { GalleryRow, ImageRow } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { useEffect, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { libraryChange, restFor } from '../../stores/library-changes'
import { useSettingsStore } from '../../stores/settings'
import { imagesOnDisk } from './neighbours'

/** Shortest time between two readings of a gallery that is being downloaded, in milliseconds. */
const restMs = 1000

/** A gallery, or how far reading it is. */
export type GalleryReading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly gallery: GalleryRow; readonly images: readonly ImageRow[] }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * A gallery with its images on disk, read again when some arrive or go. Another `attempt` tries again; a failure stands
 * until it succeeds. A large gallery comes in parts: it is shown from when `first` is there, and grows.
 */
export function useGallery(id: GalleryId, first: ImageId | null, attempt: number): GalleryReading {
  const [reading, setReading] = useState<GalleryReading>({ kind: 'loading' })
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const read = async (isFirst: boolean): Promise<void> => {
      const images: ImageRow[] = []
      let found = first === null
      let shown = 0
      for (let after: number | null = 0; after !== null && !signal.aborted; ) {
        const part: Replies['showGallery'] = await invoke('showGallery', { id, after })
        if (signal.aborted) return
        images.push(...imagesOnDisk(part.images))
        after = part.next
        found ||= part.images.some((image) => image.id === first)
        // Each time that it has doubled: copying all of it for every part would take quadratic time.
        const isWorth = isFirst && found && images.length > 0 && images.length >= 2 * shown
        if (after !== null && !isWorth) continue
        shown = images.length
        setReading({ kind: 'shown', gallery: part.gallery, images: [...images] })
      }
    }
    const keepRead = async (): Promise<void> => {
      for (let isFirst = true; !signal.aborted; isFirst = false) {
        const seen = useSettingsStore.getState().libraryRows
        await read(isFirst)
        if (signal.aborted) return
        await restFor(restMs, signal)
        await libraryChange(seen, signal)
      }
    }
    keepRead().catch((error: unknown) => {
      if (!signal.aborted) setReading({ kind: 'failed', failure: asFailure(error) })
    })
    return () => controller.abort()
  }, [id, first, attempt])
  return reading
}
