import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react'
import { recall, remember } from './remember'

/** Least height of either part, in CSS pixels. */
export const leastHeight = 140

/** What the bottom may take of the room, however it came to its height. */
export const mostShare = 0.7

/** Least height of the bottom before a user chose one: a header and some rows. */
const usualHeight = 300

/**
 * Height of the bottom before a user chose one, in CSS pixels: what the top does not need of `room`, so that a tall
 * window has no empty stretch between a short list and its detail.
 */
export function firstHeight(room: number, topNeeds: number): number {
  return Math.round(Math.max(usualHeight, Math.min(room - topNeeds, room * mostShare)))
}

const unknown = { width: 0, height: 0 }

/** Inner size of an element in CSS pixels, followed; 0 × 0 before it is measured. */
export function useSize(element: HTMLElement | null): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState(unknown)
  useEffect(() => {
    if (element === null) return
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return size
}

interface SplitProps {
  /** Accessible name of the line between the two. */
  readonly label: string
  /** Name under which the height is remembered. */
  readonly name: string
  readonly top: ReactNode
  /** Height that shows all of the top, in CSS pixels: until a user moves the line, the bottom takes what is left. */
  readonly topNeeds: number
  /** null: the top has all the room. */
  readonly bottom: ReactNode | null
}

const keyStep = 24

/** Two parts above each other; the line between them can be dragged, or moved with the arrow keys. */
export function Split({ label, name, top, topNeeds, bottom }: SplitProps) {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const [chosen, setChosen] = useState(() => Number(recall(name)) || null)
  const room = useSize(frame).height
  const height = chosen ?? firstHeight(room, topNeeds)

  const resize = (wanted: number): void => {
    const next = Math.round(Math.max(leastHeight, Math.min(room - leastHeight, wanted)))
    setChosen(next)
    remember(name, String(next))
  }
  const dragged = (event: PointerEvent): void => {
    const box = frame?.getBoundingClientRect()
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) resize(box.bottom - event.clientY)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') resize(height + keyStep)
    else if (event.key === 'ArrowDown') resize(height - keyStep)
    else return
    event.preventDefault()
  }

  return (
    <div ref={setFrame} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col">{top}</div>
      {bottom === null ? null : (
        <>
          <div
            role="separator"
            aria-orientation="horizontal"
            aria-label={label}
            aria-valuenow={height}
            aria-valuemin={leastHeight}
            aria-valuemax={Math.max(height, leastHeight, room - leastHeight)}
            tabIndex={0}
            onKeyDown={pressed}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={dragged}
            className="relative z-20 h-px shrink-0 cursor-row-resize bg-line-strong after:absolute after:inset-x-0 after:-top-1 after:h-2.5 hover:bg-accent-fill"
          />
          <div
            className="flex shrink-0 flex-col"
            style={{ height, minHeight: leastHeight, maxHeight: `${mostShare * 100}%` }}
          >
            {bottom}
          </div>
        </>
      )}
    </div>
  )
}
