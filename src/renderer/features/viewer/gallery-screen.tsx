import type { Replies } from '@shared/contract/commands'
import { failureText } from '@shared/messages/failure-text'
import type { Failure } from '@shared/model/failure'
import type { GalleryRow, ImageRow } from '@shared/model/gallery'
import { isVideoType } from '@shared/model/gallery'
import type { GalleryId, ImageId } from '@shared/model/units'
import { Images, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { useSize } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { libraryChange, restFor } from '../../stores/library-changes'
import { useSettingsStore } from '../../stores/settings'
import { FactsPanel } from './facts-panel'
import { Filmstrip } from './filmstrip'
import { imagesOnDisk } from './neighbours'
import { Stage } from './stage'
import { usePointerAtRest } from './use-full-screen'
import { useViewing } from './use-viewing'
import { type SeenVideo, VideoStage } from './video-stage'
import { ViewerBar } from './viewer-bar'

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

interface GalleryScreenProps {
  readonly galleryId: GalleryId
  /** The image to begin with; null for the first. */
  readonly imageId: ImageId | null
  readonly onClose: () => void
}

/** One gallery: its picture, its tools and its filmstrip. */
export function GalleryScreen({ galleryId, imageId, onClose }: GalleryScreenProps) {
  const { t } = useWords()
  const [attempts, setAttempts] = useState(0)
  const reading = useGallery(galleryId, imageId, attempts)
  const images = reading.kind === 'shown' ? reading.images : noImages
  const [stage, setStage] = useState<HTMLDivElement | null>(null)
  const frame = useSize(stage)
  const viewing = useViewing(galleryId, images, imageId, frame)
  const { position, image, picture, zoom, slideshow, showsFacts, full } = viewing
  const [seenVideo, setSeenVideo] = useState<SeenVideo | null>(null)
  const isVideo = image !== undefined && isVideoType(image.type)
  const bare = usePointerAtRest(full) && !isVideo
  return (
    <>
      {bare ? null : (
        <ViewerBar
          title={reading.kind === 'shown' ? reading.gallery.title : t('viewer:loading')}
          number={image === undefined ? 0 : position + 1}
          count={images.length}
          zoom={zoom}
          isVideo={isVideo}
          slideshow={slideshow}
          showsFacts={showsFacts}
          full={full}
          onCommand={viewing.run}
          onClose={onClose}
        />
      )}
      <div className="flex min-h-0 flex-1">
        {image === undefined ? (
          <Instead reading={reading} onRetry={() => setAttempts((count) => count + 1)} />
        ) : isVideo ? (
          <VideoStage
            key={image.id}
            id={image.id}
            name={image.file ?? ''}
            element={viewing.video}
            onSeen={setSeenVideo}
            onPlaying={viewing.onPlaying}
          />
        ) : (
          <Stage
            element={stage}
            onElement={setStage}
            frame={frame}
            picture={picture}
            name={image.file ?? ''}
            type={image.type}
            zoom={zoom}
          />
        )}
        {showsFacts && image !== undefined && !bare ? (
          <FactsPanel image={image} picture={picture} video={seenVideo} />
        ) : null}
      </div>
      {images.length > 1 && !full ? (
        <Filmstrip images={images} position={position} onChoose={viewing.goTo} />
      ) : null}
      <p className="sr-only" aria-live={slideshow.playing ? 'off' : 'polite'}>
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

interface InsteadProps {
  readonly reading: GalleryReading
  readonly onRetry: () => void
}

/** Stands in the place of a picture: not read yet, not readable, or no image. */
function Instead({ reading, onRetry }: InsteadProps) {
  const { t, language } = useWords()
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
  const { sentence, next } = failureText(reading.failure, language)
  return (
    <Centred>
      <EmptyState icon={<TriangleAlert size={20} />} title={t('viewer:failed')} text={`${sentence} ${next}`}>
        <Button size="large" onClick={onRetry}>
          {t('retry')}
        </Button>
      </EmptyState>
    </Centred>
  )
}

function Centred({ children }: { readonly children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 items-center justify-center">{children}</div>
}
