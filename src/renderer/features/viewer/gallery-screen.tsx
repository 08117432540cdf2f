import type { ImageRow } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { Images, TriangleAlert } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useSize } from '../../components/split'
import { failureText } from '../../locales/failure-text'
import { useWords } from '../../locales/use-words'
import { openCheck } from '../check-files/check-files'
import { FactsPanel } from './facts-panel'
import { Filmstrip } from './filmstrip'
import {
  fitPlacement,
  nextStop,
  type Placement,
  panBy,
  resolvePlacement,
  zoomPercent,
  zoomTo,
} from './geometry'
import { positionOf, positionsToPreload, slideAfter, stepTo } from './neighbours'
import { Stage } from './stage'
import { useFullScreen, usePointerAtRest } from './use-full-screen'
import { useGallery } from './use-gallery'
import { usePicture } from './use-picture'
import { type SlideSeconds, useSlideshow } from './use-slideshow'
import { ViewerBar } from './viewer-bar'
import { useWishes, type Wish } from './viewer-keys'

/** How far one key moves an image that is larger than its frame, in CSS pixels. */
const panStep = 80

interface GalleryScreenProps {
  readonly galleryId: GalleryId
  /** The image to begin with; null for the first. */
  readonly imageId: ImageId | null
  readonly onClose: () => void
}

/** One gallery: its picture, its tools, its filmstrip, and what the keys do. */
export function GalleryScreen({ galleryId, imageId, onClose }: GalleryScreenProps) {
  const { t } = useWords()
  const [attempts, setAttempts] = useState(0)
  const reading = useGallery(galleryId, imageId, attempts)
  const images = reading.kind === 'shown' ? reading.images : noImages
  const [place, setPlace] = useState<Place>({ id: imageId, position: 0, travel: 'forward' })
  const [placement, setPlacement] = useState<Placement>(fitPlacement)
  const [showsFacts, setShowsFacts] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState<SlideSeconds>(5)
  const [full, toggleFull] = useFullScreen()
  const bare = usePointerAtRest(full)
  const [stage, setStage] = useState<HTMLDivElement | null>(null)
  const frame = useSize(stage)

  const position = positionOf(images, place.id, place.position)
  const image = images[position]
  const ahead = positionsToPreload(position, images.length, place.travel).flatMap(
    (at) => images[at]?.id ?? [],
  )
  const picture = usePicture(image?.id ?? null, ahead)
  const whole = picture?.kind === 'whole' ? picture : null
  const pixelRatio = window.devicePixelRatio
  const shown = whole === null ? null : resolvePlacement(placement, whole, frame, pixelRatio)

  const goTo = useCallback(
    (next: number): void => {
      const there = images[next]
      if (there === undefined || next === position) return
      setPlace({ id: there.id, position: next, travel: next > position ? 'forward' : 'backward' })
      setPlacement(fitPlacement)
    },
    [images, position],
  )
  const seen = picture !== null && picture.id === image?.id ? picture.id : null
  useSlideshow(playing, seconds, seen, () => goTo(slideAfter(position, images.length)))

  const zoom = (to: 'in' | 'out' | 'fit' | 'actual'): void => {
    if (to === 'fit') return setPlacement(fitPlacement)
    if (whole === null || shown === null) return
    const scale = to === 'actual' ? 1 / pixelRatio : nextStop(shown.scale, to, pixelRatio)
    setPlacement(zoomTo(placement, scale, { x: 0, y: 0 }, whole, frame, pixelRatio))
  }
  const grant = (wish: Wish): void => {
    switch (wish.kind) {
      case 'step':
        return goTo(stepTo(position, wish.step, images.length))
      case 'zoom':
        return zoom(wish.to)
      case 'pan':
        if (whole === null) return
        return setPlacement(
          panBy(placement, { x: wish.x * panStep, y: wish.y * panStep }, whole, frame, pixelRatio),
        )
      case 'slideshow':
        return setPlaying(!playing && images.length > 1)
      case 'facts':
        return setShowsFacts(!showsFacts)
      case 'full-screen':
        return toggleFull()
    }
  }
  useWishes(grant)

  return (
    <>
      {bare ? null : (
        <ViewerBar
          title={reading.kind === 'shown' ? reading.gallery.title : t('viewer:loading')}
          number={image === undefined ? 0 : position + 1}
          count={images.length}
          percent={shown === null ? null : zoomPercent(shown.scale, pixelRatio)}
          fits={placement.kind === 'fit'}
          playing={playing}
          seconds={seconds}
          showsFacts={showsFacts}
          full={full}
          onWish={grant}
          onSeconds={setSeconds}
          onShowFile={() => {
            if (image !== undefined) void attempt(() => invoke('showImageFile', image.id))
          }}
          onCheck={() => void openCheck([galleryId])}
          onClose={onClose}
        />
      )}
      <div className="flex min-h-0 flex-1">
        {reading.kind === 'shown' && image !== undefined ? (
          <Stage
            element={stage}
            onElement={setStage}
            frame={frame}
            picture={picture}
            name={image.file ?? ''}
            type={image.type}
            placement={placement}
            onPlace={setPlacement}
          />
        ) : (
          <Instead reading={reading} onRetry={() => setAttempts((count) => count + 1)} />
        )}
        {showsFacts && image !== undefined && !bare ? <FactsPanel image={image} picture={picture} /> : null}
      </div>
      {images.length > 1 && !full ? <Filmstrip images={images} position={position} onChoose={goTo} /> : null}
      <p className="sr-only" aria-live={playing ? 'off' : 'polite'}>
        {image === undefined
          ? ''
          : t('viewer:announcement', {
              position: position + 1,
              count: images.length,
              file: image.file ?? '',
            })}
      </p>
    </>
  )
}

const noImages: readonly ImageRow[] = []

/** Which image is looked at, where it stood, and which way the user goes. */
interface Place {
  readonly id: ImageId | null
  readonly position: number
  readonly travel: 'forward' | 'backward'
}

interface InsteadProps {
  readonly reading: ReturnType<typeof useGallery>
  readonly onRetry: () => void
}

/** What stands in the place of a picture: not read yet, not readable, or nothing there. */
function Instead({ reading, onRetry }: InsteadProps) {
  const { t } = useWords()
  if (reading.kind === 'loading') return <Centred>{null}</Centred>
  if (reading.kind === 'shown') {
    return (
      <Centred>
        <EmptyState
          icon={<Images size={20} />}
          title={t('viewer:empty.title')}
          text={t('viewer:empty.text')}
        />
      </Centred>
    )
  }
  const { sentence, next } = failureText(t, reading.failure)
  return (
    <Centred>
      <EmptyState icon={<TriangleAlert size={20} />} title={t('viewer:failed')} text={`${sentence} ${next}`}>
        <Button onClick={onRetry}>{t('retry')}</Button>
      </EmptyState>
    </Centred>
  )
}

function Centred({ children }: { readonly children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 items-center justify-center">{children}</div>
}
