import type { GalleryRow } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { create } from 'zustand'
import { attempt } from '../bridge/attempt'
import { invoke } from '../bridge/bridge'
import { addToast } from '../components/overlays/toast'
import type { Words } from '../locales/i18n'
import { useSettingsStore } from './settings'

interface GoneGalleriesState {
  readonly ids: ReadonlySet<GalleryId>
}

/** Galleries whose folders were looked for and not found; outlives the view of the library. */
export const useGoneGalleries = create<GoneGalleriesState>(() => ({ ids: new Set() }))

/**
 * Asks whether the folder of a gallery exists, after its cover could not be shown or is shown again. A folder of which
 * that is unknown counts as there.
 */
export async function lookForFolder(id: GalleryId): Promise<void> {
  const there = await invoke('isGalleryThere', id).catch(() => true)
  useGoneGalleries.setState(({ ids }) => {
    const next = new Set(ids)
    if (there) next.delete(id)
    else next.add(id)
    return { ids: next }
  })
}

/** Adds galleries whose folders a check of files did not find. */
export function noteGone(gone: readonly GalleryId[]): void {
  if (gone.length > 0) useGoneGalleries.setState(({ ids }) => ({ ids: new Set([...ids, ...gone]) }))
}

/** Removes a gallery whose folder is gone from the library; a toast offers to undo it. */
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

/** Resolves after a time in milliseconds, or at once when aborted. */
export function restFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done()
    const end = (): void => {
      clearTimeout(timer)
      done()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      done()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** Resolves when the revision of the library is no longer `seen`, or when aborted. */
export function libraryChange(seen: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted || useSettingsStore.getState().libraryRows !== seen) return done()
    const end = (): void => {
      unsubscribe()
      signal.removeEventListener('abort', end)
      done()
    }
    const unsubscribe = useSettingsStore.subscribe((state) => {
      if (state.libraryRows !== seen) end()
    })
    signal.addEventListener('abort', end, { once: true })
  })
}
