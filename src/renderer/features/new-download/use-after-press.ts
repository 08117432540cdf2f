import { useCallback, useEffect, useRef } from 'react'

/**
 * Gives a function that acts at once, or after a pointer that is down has been let go: what moves under a press is not
 * clicked. Acts no more once the component is gone.
 */
export function useAfterPress(): (act: () => void) => void {
  const isDown = useRef(false)
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const listen = { capture: true, signal: stop.signal }
    let timer: number | undefined
    const pressed = (): void => {
      isDown.current = true
    }
    const released = (): void => {
      isDown.current = false
      // The click comes after the release, with the same turn of the page.
      timer = window.setTimeout(() => {
        const act = waiting.current
        waiting.current = null
        act?.()
      })
    }
    document.addEventListener('pointerdown', pressed, listen)
    document.addEventListener('pointerup', released, listen)
    document.addEventListener('pointercancel', released, listen)
    return () => {
      stop.abort()
      window.clearTimeout(timer)
    }
  }, [])
  return useCallback((act) => {
    if (isDown.current) waiting.current = act
    else act()
  }, [])
}
