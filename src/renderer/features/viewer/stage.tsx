import { ImageOff } from 'lucide-react'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '../../components/class-names'
import { useWords } from '../../locales/use-words'
import {
  fitScale,
  type Placement,
  type Point,
  panBy,
  resolvePlacement,
  type Size,
  wheelFactor,
  zoomTo,
} from './geometry'
import { addressOf, type Picture } from './use-picture'

/** From this many device pixels per pixel on, pixels are shown as squares: people zoom in to see them. */
const squareZoom = 4

interface StageProps {
  /** The frame itself, as `onElement` told it, and its inner size. */
  readonly element: HTMLDivElement | null
  readonly onElement: (element: HTMLDivElement | null) => void
  readonly frame: Size
  readonly picture: Picture | null
  /** File name: what a screen reader says of the picture. */
  readonly name: string
  /** Media type by magic bytes; null if unknown. */
  readonly type: string | null
  readonly placement: Placement
  readonly onPlace: (placement: Placement) => void
}

/** The picture in its frame: the wheel zooms at the pointer, dragging moves, a double click fits or shows pixels. */
export function Stage({ element, onElement, frame, picture, name, type, placement, onPlace }: StageProps) {
  const [dragging, setDragging] = useState(false)
  const dragged = useRef<Point | null>(null)
  const whole = picture?.kind === 'whole' ? picture : null
  const pixelRatio = window.devicePixelRatio

  useWheelZoom(element, (factor, at) => {
    if (whole === null) return
    const { scale } = resolvePlacement(placement, whole, frame, pixelRatio)
    onPlace(zoomTo(placement, scale * factor, at, whole, frame, pixelRatio))
  })

  if (picture?.kind === 'broken') {
    return (
      <div ref={onElement} className="flex min-h-0 min-w-0 flex-1 items-center justify-center">
        <Broken />
      </div>
    )
  }

  const shown = whole === null ? null : resolvePlacement(placement, whole, frame, pixelRatio)
  const overflows =
    whole !== null &&
    shown !== null &&
    (whole.width * shown.scale > frame.width + 0.5 || whole.height * shown.scale > frame.height + 0.5)

  const grabbed = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || !overflows) return
    event.currentTarget.setPointerCapture(event.pointerId)
    dragged.current = { x: event.clientX, y: event.clientY }
    setDragging(true)
  }
  const moved = (event: PointerEvent): void => {
    const from = dragged.current
    if (from === null || whole === null) return
    dragged.current = { x: event.clientX, y: event.clientY }
    const by = { x: event.clientX - from.x, y: event.clientY - from.y }
    onPlace(panBy(placement, by, whole, frame, pixelRatio))
  }
  const released = (): void => {
    dragged.current = null
    setDragging(false)
  }

  return (
    <div
      ref={onElement}
      className={classNames(
        'relative min-h-0 min-w-0 flex-1 overflow-hidden',
        overflows && (dragging ? 'cursor-grabbing' : 'cursor-grab'),
      )}
      onPointerDown={grabbed}
      onPointerMove={moved}
      onPointerUp={released}
      onPointerCancel={released}
      onDoubleClick={(event) => {
        if (whole === null || shown === null) return
        const actual = 1 / pixelRatio
        const isActual = Math.abs(shown.scale - actual) < 0.001
        const target = isActual ? fitScale(whole, frame, pixelRatio) : actual
        onPlace(zoomTo(placement, target, pointIn(event.currentTarget, event), whole, frame, pixelRatio))
      }}
    >
      {whole === null || shown === null || frame.width === 0 ? null : (
        <img
          key={whole.id}
          src={addressOf(whole.id)}
          alt={name}
          draggable={false}
          width={whole.width}
          height={whole.height}
          className={classNames(
            'absolute top-0 left-0 max-w-none origin-top-left',
            // A photograph has no transparent pixel; the pattern would shine through at its edges.
            type !== 'image/jpeg' && 'bg-[repeating-conic-gradient(var(--track)_0_25%,var(--canvas)_0_50%)]',
            shown.scale * pixelRatio >= squareZoom && '[image-rendering:pixelated]',
          )}
          style={{
            transform: `translate(${frame.width / 2 + shown.x - (whole.width * shown.scale) / 2}px, ${
              frame.height / 2 + shown.y - (whole.height * shown.scale) / 2
            }px) scale(${shown.scale})`,
            backgroundSize: `${16 / shown.scale}px ${16 / shown.scale}px`,
          }}
        />
      )}
    </div>
  )
}

function Broken() {
  const { t } = useWords()
  return (
    <div className="flex max-w-[40ch] flex-col items-center gap-1 p-6 text-center">
      <ImageOff size={36} strokeWidth={1.25} className="mb-2 text-muted" aria-hidden />
      <p className="text-lg font-semibold">{t('viewer:broken.title')}</p>
      <p className="text-balance text-muted">{t('viewer:broken.text')}</p>
    </div>
  )
}

/** Where a pointer is, from the middle of an element. */
function pointIn(
  element: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const box = element.getBoundingClientRect()
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 }
}

/** React listens to the wheel passively; only a listener of our own may keep the page from zooming as well. */
function useWheelZoom(element: HTMLElement | null, onTurn: (factor: number, at: Point) => void): void {
  const latest = useRef(onTurn)
  useEffect(() => {
    latest.current = onTurn
  })
  useEffect(() => {
    if (element === null) return
    const turned = (event: WheelEvent): void => {
      event.preventDefault()
      if (event.deltaY === 0) return
      latest.current(wheelFactor(event.deltaY, event.deltaMode), pointIn(element, event))
    }
    element.addEventListener('wheel', turned, { passive: false })
    return () => element.removeEventListener('wheel', turned)
  }, [element])
}
