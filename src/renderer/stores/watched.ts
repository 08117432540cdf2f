import type { Batch } from '@shared/contract/deltas'
import type { ActiveImage } from '@shared/model/gallery'
import type { ImageId, TaskId } from '@shared/model/units'
import { useEffect } from 'react'
import { create } from 'zustand'
import { asFailure, showFailure } from '../bridge/attempt'
import { invoke } from '../bridge/bridge'

/** What moves in the task whose detail is open. */
interface WatchedState {
  readonly id: TaskId | null
  readonly active: ReadonlyMap<ImageId, ActiveImage>
  /** Grows when a gallery, image or problem of it changed. */
  readonly rows: number
}

const nothing: WatchedState = { id: null, active: new Map(), rows: 0 }

/** Revisions of the rows that the window watches. */
export const useWatched = create<WatchedState>(() => nothing)

/** Forgets the images of the last task at once: their bars must not show under another one. */
function watch(id: TaskId | null): void {
  if (useWatched.getState().id !== id) useWatched.setState({ ...nothing, id })
}

/** Applies the revisions of a batch. */
export function applyWatchedBatch(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind !== 'watched' || delta.id !== useWatched.getState().id) continue
    useWatched.setState({
      active: new Map(delta.active.map((image) => [image.id, image])),
      rows: delta.rows,
    })
  }
}

/** Subscribes to what moves in this task for as long as the caller is on the screen. */
export function useWatch(id: TaskId): void {
  useEffect(() => {
    const subscribe = (watched: TaskId | null): void => {
      watch(watched)
      invoke('watchTask', watched).catch((error: unknown) => showFailure(asFailure(error)))
    }
    subscribe(id)
    return () => subscribe(null)
  }, [id])
}
