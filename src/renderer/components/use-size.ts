import { useEffect, useState } from 'react'

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
