import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { classNames } from '../../components/class-names'
import { Broken } from './broken'
import { type Point, type Size, wheelFactor } from './geometry'
import { addressOf, type Picture } from './use-picture'
import type { Zoom } from './use-zoom'

/** From this many device pixels per pixel on, pixels are shown as squares: users zoom in to see them. */
const squareZoom = 4

interface StageProps {
  /** The frame itself, as `onElement` reported it, and its inner size. */
  readonly element: HTMLDivElement | null
  readonly onElement: (element: HTMLDivElement | null) => void
  readonly frame: Size
  readonly picture: Picture | null
  /** File name: the picture's text for a screen reader. */
  readonly name: string
  /** Media type by magic bytes; null if unknown. */
  readonly type: string | null
  readonly zoom: Zoom
}

/** The picture in its frame: the wheel zooms at the pointer, dragging moves, a double click fits or shows pixels. */
export function Stage({ element, onElement, frame, picture, name, type, zoom }: StageProps) {
  const { dragging, ...drag } = useDrag(zoom)
  useWheelZoom(element, zoom.zoomBy)
  if (picture?.kind === 'broken') {
    return (
      <div ref={onElement} className="flex min-h-0 min-w-0 flex-1 items-center justify-center">
        <Broken />
      </div>
    )
  }
  return (
    <div
      ref={onElement}
      className={classNames(
        'relative min-h-0 min-w-0 flex-1 overflow-hidden',
        zoom.overflows && (dragging ? 'cursor-grabbing' : 'cursor-grab'),
      )}
      {...drag}
      onDoubleClick={(event) => zoom.toggleActual(pointIn(event.currentTarget, event))}
    >
      {picture === null || zoom.shown === null || frame.width === 0 ? null : (
        <WholePicture picture={picture} name={name} type={type} frame={frame} shown={zoom.shown} />
      )}
    </div>
  )
}

interface WholePictureProps extends Pick<StageProps, 'name' | 'type' | 'frame'> {
  readonly picture: Extract<Picture, { kind: 'whole' }>
  readonly shown: NonNullable<Zoom['shown']>
}

function WholePicture({ picture, name, type, frame, shown }: WholePictureProps) {
  const { id, width, height } = picture
  const { scale } = shown
  const left = frame.width / 2 + shown.x - (width * scale) / 2
  const top = frame.height / 2 + shown.y - (height * scale) / 2
  return (
    <img
      key={id}
      src={addressOf(id)}
      alt={name}
      draggable={false}
      width={width}
      height={height}
      className={classNames(
        'absolute top-0 left-0 max-w-none origin-top-left',
        // A photograph has no transparent pixel; the pattern would shine through at its edges.
        type !== 'image/jpeg' && 'bg-[repeating-conic-gradient(var(--track)_0_25%,var(--canvas)_0_50%)]',
        scale * window.devicePixelRatio >= squareZoom && '[image-rendering:pixelated]',
      )}
      style={{
        transform: `translate(${left}px, ${top}px) scale(${scale})`,
        backgroundSize: `${16 / scale}px ${16 / scale}px`,
      }}
    />
  )
}

/** Moves a picture that is larger than its frame with the pointer. */
function useDrag(zoom: Zoom) {
  const [dragging, setDragging] = useState(false)
  const last = useRef<Point | null>(null)
  const released = (): void => {
    last.current = null
    setDragging(false)
  }
  return {
    dragging,
    onPointerDown(event: PointerEvent<HTMLDivElement>): void {
      if (event.button !== 0 || !zoom.overflows) return
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = { x: event.clientX, y: event.clientY }
      setDragging(true)
    },
    onPointerMove(event: PointerEvent): void {
      const from = last.current
      if (from === null) return
      last.current = { x: event.clientX, y: event.clientY }
      zoom.pan({ x: event.clientX - from.x, y: event.clientY - from.y })
    },
    onPointerUp: released,
    onPointerCancel: released,
  }
}

/** A point of a pointer from the middle of an element, in CSS pixels. */
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
