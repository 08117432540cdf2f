import type { ImageRow } from '@shared/model/gallery'
import { isVideoType } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { type RefObject, useRef, useState } from 'react'
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
  /** Where the video stands, if the image is one, and whether it plays. */
  readonly video: RefObject<HTMLVideoElement | null>
  onPlaying(playing: boolean): void
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
  const onVideo = image !== undefined && isVideoType(image.type)
  const video = useRef<HTMLVideoElement>(null)
  const [plays, setPlays] = useState(false)
  const picture = usePicture(
    onVideo ? null : (image?.id ?? null),
    ahead.flatMap((at) => pictureAt(images, at)),
  )
  const zoom = useZoom(picture, frame)

  const goTo = (next: number): void => {
    const there = images[next]
    if (there === undefined || next === position) return
    setPlace({ id: there.id, position: next, travel: next > position ? 'forward' : 'backward' })
    zoom.zoom('fit')
  }
  // A slideshow waits until a video that plays has ended.
  const atRest = onVideo && !plays ? image.id : null
  const seen = picture !== null && picture.id === image?.id ? picture.id : atRest
  useSlideshow(playing, seconds, seen, () => goTo(slideAfter(position, images.length)))

  const run = (command: ViewerCommand): void => {
    switch (command.kind) {
      case 'step':
        return goTo(stepTo(position, command.step, images.length))
      case 'zoom':
        return zoom.zoom(command.to)
      case 'pan':
        return zoom.pan({ x: command.x * panStep, y: command.y * panStep })
      case 'play':
        return void playOrPause(video.current)
      case 'seek':
        if (video.current !== null) video.current.currentTime += command.seconds
        return
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
  useViewerKeys(run, onVideo)
  const shown = { position, image, picture, zoom, video, onPlaying: setPlays }
  return { ...shown, slideshow: { playing, seconds }, showsFacts, full, goTo, run }
}

/** The picture at a position, to be decoded ahead; a video is not. */
function pictureAt(images: readonly ImageRow[], at: number): readonly ImageId[] {
  const image = images[at]
  return image === undefined || isVideoType(image.type) ? [] : [image.id]
}

async function playOrPause(video: HTMLVideoElement | null): Promise<void> {
  if (video === null) return
  if (!video.paused) return video.pause()
  // It is refused when the video cannot be decoded, which the stage says.
  await video.play().catch(() => {})
}
