import { useEffect, useState, useSyncExternalStore } from 'react'

/** How long "Copied" replaces "Copy", in milliseconds. */
const shownMs = 2000

/** Whether something was copied just now, and what to call after copying. */
export function useCopied(): readonly [copied: boolean, markCopied: () => void] {
  const [times, setTimes] = useState(0)
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (times === shown) return
    const timer = setTimeout(() => setShown(times), shownMs)
    return () => clearTimeout(timer)
  }, [times, shown])
  return [times !== shown, () => setTimes((count) => count + 1)]
}

const listeners = new Set<() => void>()
let timer: number | undefined
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Date.now()
  timer ??= window.setInterval(() => {
    now = Date.now()
    for (const notify of listeners) notify()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

const never = (): (() => void) => () => {}

/** The present in milliseconds, renewed once a second for all countdowns together; 0 while `counting` is false. */
export function useNow(counting: boolean): number {
  return useSyncExternalStore(counting ? subscribe : never, () => (counting ? now : 0))
}
