import { useEffect, useState, useSyncExternalStore } from 'react'
import { attempt } from '../../bridge/attempt'

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

/** Whether the page fills the screen. */
export function fillsScreen(): boolean {
  return document.fullscreenElement instanceof Element
}

/** Whether the page fills the screen, up to date, and the function that toggles it. */
export function useFullScreen(): readonly [full: boolean, toggle: () => void] {
  const full = useSyncExternalStore(subscribe, fillsScreen)
  const toggle = (): void => {
    void attempt(() => (full ? leaveFullScreen() : document.documentElement.requestFullscreen()))
  }
  return [full, toggle]
}

/** Leaves full screen, if the page fills the screen. */
export async function leaveFullScreen(): Promise<void> {
  if (fillsScreen()) await document.exitFullscreen()
}

/** Rest of the pointer after which controls get out of the picture's way, in milliseconds. */
const restMs = 2500

/** Whether the pointer has rested for a while; never while `active` is false. */
export function usePointerAtRest(active: boolean): boolean {
  const [resting, setResting] = useState(false)
  useEffect(() => {
    if (!active) return
    let timer = setTimeout(() => setResting(true), restMs)
    const moved = (): void => {
      clearTimeout(timer)
      setResting(false)
      timer = setTimeout(() => setResting(true), restMs)
    }
    window.addEventListener('pointermove', moved)
    window.addEventListener('focusin', moved)
    return () => {
      clearTimeout(timer)
      setResting(false)
      window.removeEventListener('pointermove', moved)
      window.removeEventListener('focusin', moved)
    }
  }, [active])
  return active && resting
}
