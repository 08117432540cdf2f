import { Tooltip } from '@base-ui/react/tooltip'
import { useEffect, useState } from 'react'
import { hintPopup, hintRestMs, Keys } from './tooltip'

/** How long after a hint the next one shows at once, in milliseconds. */
const nextMs = 400

/** What is shown, and for which element. */
interface Shown {
  readonly anchor: HTMLElement
  readonly text: string
  readonly keys: string | undefined
}

/** The hint of an element; null if it only repeats words that can be read. */
function hintOf(target: EventTarget | null): Shown | null {
  const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null
  const text = anchor?.dataset['hint'] ?? ''
  if (anchor === null || text === '') return null
  const isCut = anchor.scrollWidth > anchor.clientWidth
  if (!isCut && anchor.textContent.trim() === text.trim()) return null
  return { anchor, text, keys: anchor.dataset['hintKeys'] }
}

/** Calls `show` with what to show, and with null when that is over; returns the function that ends it. */
function followPointer(show: (shown: Shown | null) => void): () => void {
  let timer = 0
  let current: HTMLElement | null = null
  let isShown = false
  let endedAt = 0
  const end = (): void => {
    window.clearTimeout(timer)
    if (isShown) {
      endedAt = Date.now()
      show(null)
    }
    isShown = false
    current = null
  }
  const begin = (found: Shown, waitMs: number): void => {
    end()
    current = found.anchor
    timer = window.setTimeout(() => {
      // A row of a long list may have gone meanwhile.
      if (!found.anchor.isConnected) return
      isShown = true
      show(found)
    }, waitMs)
  }
  const over = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return
    const found = hintOf(event.target)
    if (found === null) end()
    else if (found.anchor !== current) begin(found, Date.now() - endedAt < nextMs || isShown ? 0 : hintRestMs)
  }
  const stop = new AbortController()
  const quietly = { signal: stop.signal, capture: true, passive: true }
  document.addEventListener('pointerover', over, quietly)
  for (const name of ['pointerdown', 'keydown', 'wheel', 'scroll', 'blur'] as const) {
    window.addEventListener(name, end, quietly)
  }
  document.documentElement.addEventListener('pointerleave', end, quietly)
  return () => {
    window.clearTimeout(timer)
    stop.abort()
  }
}

/**
 * The hints of all elements with `data-hint`, and with `data-hint-keys` their keys: one popup for the whole window, for
 * long lists, and for words that may be cut. It looks and waits like `Hint`.
 */
export function HintLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => followPointer(setShown), [])
  return (
    <Tooltip.Root open={shown !== null}>
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={shown?.anchor ?? null}
          sideOffset={6}
          collisionPadding={8}
          // What it says, the element itself says to those who do not see it.
          aria-hidden
          className="pointer-events-none z-50"
        >
          <Tooltip.Popup className={hintPopup}>
            {shown?.text}
            {shown?.keys === undefined ? null : <Keys keys={shown.keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
