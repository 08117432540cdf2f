import type { ImageRow } from '@shared/model/gallery'
import { isVideoType } from '@shared/model/gallery'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Film, ImageOff } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { classNames } from '../../components/class-names'
import { PlayMark } from '../../components/play-mark'
import { useWords } from '../../locales/use-words'

const thumbSize = 60
const gap = 6

interface FilmstripProps {
  readonly images: readonly ImageRow[]
  readonly position: number
  readonly onChoose: (position: number) => void
}

/**
 * All images of the gallery in small, of which only those on the screen exist. It is for the pointer: with keys the
 * arrows, Home and End reach the same, so it is no stop of the Tab key.
 */
export function Filmstrip({ images, position, onChoose }: FilmstripProps) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    horizontal: true,
    count: images.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => thumbSize + gap,
    paddingStart: 12,
    paddingEnd: 12 - gap,
    overscan: 6,
  })
  useEffect(() => {
    virtual.scrollToIndex(position, { align: 'center' })
  }, [virtual, position, images.length])

  return (
    <div
      ref={scroller}
      role="group"
      aria-label={t('viewer:filmstrip')}
      tabIndex={-1}
      className="h-20 shrink-0 overflow-x-auto overflow-y-hidden border-t border-line bg-bar outline-none"
      onWheel={(event) => {
        if (event.deltaX === 0) scroller.current?.scrollBy({ left: event.deltaY })
      }}
    >
      <div className="relative h-full" style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const image = images[item.index]
          if (image === undefined) return null
          return (
            <div
              key={image.id}
              className="absolute top-1.5 left-0"
              style={{ transform: `translateX(${item.start}px)` }}
            >
              <Thumb
                image={image}
                label={t('viewer:announcement', {
                  position: item.index + 1,
                  count: images.length,
                  file: image.file ?? '',
                })}
                chosen={item.index === position}
                onChoose={() => onChoose(item.index)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface ThumbProps {
  readonly image: ImageRow
  readonly label: string
  readonly chosen: boolean
  readonly onChoose: () => void
}

const Thumb = memo(function Thumb({ image, label, chosen, onChoose }: ThumbProps) {
  const [broken, setBroken] = useState(false)
  const isVideo = isVideoType(image.type)
  const Missing = isVideo ? Film : ImageOff
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-current={chosen ? 'true' : undefined}
      data-hint={image.file ?? undefined}
      onClick={onChoose}
      className={classNames(
        'relative flex size-15 items-center justify-center overflow-hidden rounded-xs border bg-track text-muted',
        chosen ? 'border-accent-fill ring-2 ring-accent-fill' : 'border-line hover:border-muted',
      )}
    >
      {broken ? (
        <Missing size={16} aria-hidden />
      ) : (
        <img
          src={`media://thumb/${image.id}`}
          alt=""
          draggable={false}
          decoding="async"
          onError={() => setBroken(true)}
          className="size-full object-cover"
        />
      )}
      {isVideo ? <PlayMark /> : null}
    </button>
  )
})
