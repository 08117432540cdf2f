import { useEffect, useRef } from 'react'

/** A button that changes its meaning under the pointer ignores clicks for this long, in milliseconds. */
export const settleMs = 400

/**
 * Guards the clicks of a place whose meaning changes: the returned function runs an action unless the meaning has just
 * changed, so that the second click of a double click never does what the user has not read yet.
 */
export function useSettledClick(meaning: string): (act: () => void) => void {
  const first = useRef(meaning)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    if (first.current === meaning) return
    first.current = meaning
    changedAt.current = performance.now()
  }, [meaning])
  return (act) => {
    if (performance.now() - changedAt.current >= settleMs) act()
  }
}
