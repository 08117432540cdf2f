import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { recall, remember } from '../remember'

interface SplitProps {
  /** Accessible name of the line between the two. */
  readonly label: string
  /** Name under which the height is remembered. */
  readonly name: string
  readonly top: ReactNode
  /** null: the top has all the room. */
  readonly bottom: ReactNode | null
}

/** Least height of either part, in CSS pixels. */
const leastHeight = 140
const firstHeight = 300
const keyStep = 24

/** Two parts above each other; the line between them can be dragged, or moved with the arrow keys. */
export function Split({ label, name, top, bottom }: SplitProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(() => Number(recall(name)) || firstHeight)

  const resize = (wanted: number): void => {
    const room = frame.current?.clientHeight ?? 0
    const next = Math.round(Math.max(leastHeight, Math.min(room - leastHeight, wanted)))
    setHeight(next)
    remember(name, String(next))
  }
  const dragged = (event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect()
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) resize(box.bottom - event.clientY)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') resize(height + keyStep)
    else if (event.key === 'ArrowDown') resize(height - keyStep)
    else return
    event.preventDefault()
  }

  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col">{top}</div>
      {bottom === null ? null : (
        <>
          <div
            role="separator"
            aria-orientation="horizontal"
            aria-label={label}
            aria-valuenow={height}
            aria-valuemin={leastHeight}
            tabIndex={0}
            onKeyDown={pressed}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={dragged}
            className="relative z-20 h-px shrink-0 cursor-row-resize bg-line-strong after:absolute after:inset-x-0 after:-top-1 after:h-2.5 hover:bg-accent-fill"
          />
          <div className="flex max-h-[70%] min-h-[140px] shrink-0 flex-col" style={{ height }}>
            {bottom}
          </div>
        </>
      )}
    </div>
  )
}
