import type { ImageRow } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { openCheck } from '../check-files/check-files'
import type { Size } from './geometry'
import { positionOf, positionsToPreload, slideAfter, stepTo } from './neighbours'
import { useFullScreen } from './use-full-screen'
import { type Picture, usePicture } from './use-picture'
import { type SlideSeconds, useSlideshow } from './use-slideshow'
import { useZoom, type Zoom } from './use-zoom'
import { useViewerKeys, type ViewerCommand } from './viewer-commands'

/** How far one key moves an image that is larger than its frame, in CSS pixels. */
const panStep = 80

/** The image that is shown, its position when it was chosen, and the direction in which the user goes. */
interface Place {
  readonly id: ImageId | null
  readonly position: number
  readonly travel: 'forward' | 'backward'
}

/** What is shown of a gallery. */
export interface Viewing {
  /** From 0. */
  readonly position: number
  /** undefined while there is none. */
  readonly image: ImageRow | undefined
  /** The decoded picture: still the last one while this image's is loading. */
  readonly picture: Picture | null
  readonly zoom: Zoom
  readonly slideshow: { readonly playing: boolean; readonly seconds: SlideSeconds }
  readonly showsFacts: boolean
  /** Whether the window fills the screen. */
  readonly full: boolean
  goTo(position: number): void
  run(command: ViewerCommand): void
}

/** Shows the images of a gallery from `first` on, in a frame, and runs the commands of tools and keys. */
export function useViewing(
  galleryId: GalleryId,
  images: readonly ImageRow[],
  first: ImageId | null,
  frame: Size,
): Viewing {
  const [place, setPlace] = useState<Place>({ id: first, position: 0, travel: 'forward' })
  const [showsFacts, setShowsFacts] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState<SlideSeconds>(5)
  const [full, toggleFull] = useFullScreen()

  const position = positionOf(images, place.id, place.position)
  const image = images[position]
  const ahead = positionsToPreload(position, images.length, place.travel)
  const picture = usePicture(
    image?.id ?? null,
    ahead.flatMap((at) => images[at]?.id ?? []),
  )
  const zoom = useZoom(picture, frame)

  const goTo = (next: number): void => {
    const there = images[next]
    if (there === undefined || next === position) return
    setPlace({ id: there.id, position: next, travel: next > position ? 'forward' : 'backward' })
    zoom.zoom('fit')
  }
  const seen = picture !== null && picture.id === image?.id ? picture.id : null
  useSlideshow(playing, seconds, seen, () => goTo(slideAfter(position, images.length)))

  const run = (command: ViewerCommand): void => {
    switch (command.kind) {
      case 'step':
        return goTo(stepTo(position, command.step, images.length))
      case 'zoom':
        return zoom.zoom(command.to)
      case 'pan':
        return zoom.pan({ x: command.x * panStep, y: command.y * panStep })
      case 'slideshow':
        return setPlaying(!playing && images.length > 1)
      case 'interval':
        return setSeconds(command.seconds)
      case 'facts':
        return setShowsFacts(!showsFacts)
      case 'show-file':
        if (image !== undefined) void attempt(() => invoke('showImageFile', image.id))
        return
      case 'check-files':
        return void openCheck([galleryId])
      case 'full-screen':
        return toggleFull()
    }
  }
  useViewerKeys(run)
  return { position, image, picture, zoom, slideshow: { playing, seconds }, showsFacts, full, goTo, run }
}
