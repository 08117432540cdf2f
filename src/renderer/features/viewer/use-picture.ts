import type { ImageId } from '@shared/model/units'
import { useEffect, useRef, useState } from 'react'

/** A picture that has been decoded, with its size in its own pixels; or one that cannot be. */
export type Picture =
  | { readonly kind: 'whole'; readonly id: ImageId; readonly width: number; readonly height: number }
  | { readonly kind: 'broken'; readonly id: ImageId }

/** Address of a saved image, served by main. */
export function addressOf(id: ImageId): string {
  return `media://image/${id}`
}

/**
 * The picture to show: the last one until the next is decoded, so that nothing flickers in between; null before the
 * first. When it is there, `ahead` are decoded too and kept while they may be asked for.
 */
export function usePicture(id: ImageId | null, ahead: readonly ImageId[]): Picture | null {
  const [picture, setPicture] = useState<Picture | null>(null)
  useEffect(() => {
    if (id === null) return
    let wanted = true
    const image = new Image()
    image.src = addressOf(id)
    image.decode().then(
      () => {
        if (wanted) setPicture({ kind: 'whole', id, width: image.naturalWidth, height: image.naturalHeight })
      },
      () => {
        if (wanted) setPicture({ kind: 'broken', id })
      },
    )
    return () => {
      wanted = false
    }
  }, [id])
  usePreloaded(picture !== null && picture.id === id ? ahead : nothing)
  return id === null ? null : picture
}

const nothing: readonly ImageId[] = []

function usePreloaded(ids: readonly ImageId[]): void {
  // What is referenced stays in the cache of the page.
  const held = useRef(new Map<ImageId, HTMLImageElement>())
  const list = ids.join(' ')
  useEffect(() => {
    const wanted = list === '' ? [] : (list.split(' ').map(Number) as ImageId[])
    const kept = new Map<ImageId, HTMLImageElement>()
    for (const id of wanted) {
      let image = held.current.get(id)
      if (image === undefined) {
        image = new Image()
        image.src = addressOf(id)
        // A broken one says so when it is its turn.
        image.decode().catch(() => {})
      }
      kept.set(id, image)
    }
    if (wanted.length > 0) held.current = kept
  }, [list])
}
