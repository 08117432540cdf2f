import { useEffect, useRef } from 'react'

/** Times per image that can be chosen, in seconds. */
export const slideSeconds = [2, 3, 5, 8, 15, 30] as const
/** One of `slideSeconds`. */
export type SlideSeconds = (typeof slideSeconds)[number]

/**
 * Calls `onAdvance` after each image has been seen for its time; the time begins when the image is there, whatever it
 * took to load. `seen` names the image on the screen; null while it is on its way.
 */
export function useSlideshow(
  playing: boolean,
  seconds: SlideSeconds,
  seen: number | null,
  onAdvance: () => void,
): void {
  // A gallery that is being downloaded gives another `onAdvance` every second: the time must not begin again with it.
  const latest = useRef(onAdvance)
  useEffect(() => {
    latest.current = onAdvance
  })
  useEffect(() => {
    if (!playing || seen === null) return
    const timer = setTimeout(() => latest.current(), seconds * 1000)
    return () => clearTimeout(timer)
  }, [playing, seconds, seen])
}
