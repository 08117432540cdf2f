import type { ImageId } from '@shared/model/units'
import { type RefObject, useEffect, useState } from 'react'
import { Broken } from './broken'
import { addressOf } from './use-picture'

/** Size and length of a video, once its header is read. */
export interface SeenVideo {
  readonly id: ImageId
  readonly width: number
  readonly height: number
  /** Null for one that does not say how long it is. */
  readonly seconds: number | null
}

interface VideoStageProps {
  readonly id: ImageId
  /** File name: the video's text for a screen reader. */
  readonly name: string
  readonly element: RefObject<HTMLVideoElement | null>
  readonly onSeen: (video: SeenVideo) => void
  /** Called with true when it begins to play, with false when it stops, ends or goes away. */
  readonly onPlaying: (playing: boolean) => void
}

/** A video in its frame, with the controls of the browser; it plays when the user starts it. */
export function VideoStage({ id, name, element, onSeen, onPlaying }: VideoStageProps) {
  const [broken, setBroken] = useState(false)
  useEffect(() => () => onPlaying(false), [onPlaying])
  return (
    <div className="flex min-h-0 min-w-0 flex-1 items-center justify-center overflow-hidden">
      {broken ? (
        <Broken />
      ) : (
        <video
          ref={element}
          src={addressOf(id)}
          aria-label={name}
          controls
          controlsList="nodownload noremoteplayback"
          disablePictureInPicture
          preload="metadata"
          className="max-h-full max-w-full"
          onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight, duration } }) =>
            onSeen({
              id,
              width: videoWidth,
              height: videoHeight,
              seconds: Number.isFinite(duration) ? duration : null,
            })
          }
          onPlay={() => onPlaying(true)}
          onPause={() => onPlaying(false)}
          onEnded={() => onPlaying(false)}
          onError={() => setBroken(true)}
        />
      )}
    </div>
  )
}
