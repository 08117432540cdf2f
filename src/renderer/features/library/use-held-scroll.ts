import { useEffect, useLayoutEffect, useRef } from 'react'
import type { GridLayout } from './grid-layout'
import { type Anchor, anchorAt, type RowHeights, scrollToAnchor } from './grid-offsets'
import { libraryPlace } from './library-store'

/**
 * Keeps the gallery at the top of the screen where it is while others come, go or change columns; goes to the top when
 * another `order` is asked for; and comes back to where the view was left. `ready`: the grid has been measured.
 */
export function useHeldScroll(
  element: HTMLElement | null,
  layout: GridLayout,
  heights: RowHeights,
  order: object,
  ready: boolean,
): void {
  const anchor = useRef<Anchor | null>(null)
  const shown = useRef<{ readonly order: object } | null>(null)
  const now = useRef({ layout, heights })
  const { site, galleries } = heights

  useLayoutEffect(() => {
    if (element === null || !ready) return
    now.current = { layout, heights: { site, galleries } }
    if (shown.current === null) element.scrollTo({ top: libraryPlace.scrollTop })
    else if (shown.current.order !== order) element.scrollTo({ top: 0 })
    else if (anchor.current !== null) {
      const top = scrollToAnchor(layout, anchor.current, { site, galleries })
      if (top !== null) element.scrollTo({ top })
    }
    shown.current = { order }
    anchor.current = anchorAt(layout, element.scrollTop, { site, galleries })
  }, [element, layout, site, galleries, order, ready])

  useEffect(() => {
    if (element === null) return
    const scrolled = (): void => {
      anchor.current = anchorAt(now.current.layout, element.scrollTop, now.current.heights)
      libraryPlace.scrollTop = element.scrollTop
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => element.removeEventListener('scroll', scrolled)
  }, [element])
}
