import { useEffect, useState } from 'react'

/** How long "Copied" stands where "Copy" stood, in milliseconds. */
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
