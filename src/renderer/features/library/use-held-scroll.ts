import { useEffect, useLayoutEffect, useRef } from 'react'
import type { GridLayout } from './grid-layout'
import { anchorAt, type RowHeights, scrollToAnchor } from './grid-layout'
import { galleryAt, type LibraryList, positionOf } from './library-list'
import { libraryPlace } from './library-store'

/** What the grid shows, and where. */
interface Shown {
  readonly layout: GridLayout
  readonly heights: RowHeights
  readonly list: LibraryList
  /** Another object when other galleries are shown. */
  readonly order: object
}

/**
 * Keeps the gallery at the top of the screen in its place while others are added, removed or change columns; scrolls to the
 * top for another `order`; and restores the position at which the view was left. `ready`: the grid has been measured.
 */
export function useHeldScroll(
  element: HTMLElement | null,
  { layout, heights, list, order }: Shown,
  ready: boolean,
): void {
  const shown = useRef<Shown | null>(null)
  const { site, galleries } = heights

  useLayoutEffect(() => {
    if (element === null || !ready) return
    const before = shown.current
    const now = { layout, heights: { site, galleries }, list, order }
    shown.current = now
    if (before === null) element.scrollTo({ top: libraryPlace.scrollTop })
    else if (before.order !== order) element.scrollTo({ top: 0 })
    else {
      const top = heldTop(before, now)
      if (top !== null) element.scrollTo({ top })
    }
    noteAnchor(now, element.scrollTop)
  }, [element, layout, site, galleries, list, order, ready])

  useEffect(() => {
    if (element === null) return
    const scrolled = (): void => {
      if (shown.current !== null) noteAnchor(shown.current, element.scrollTop)
      libraryPlace.scrollTop = element.scrollTop
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => element.removeEventListener('scroll', scrolled)
  }, [element])
}

/** Where to scroll so that the anchor stays; null when nothing moved it, or when it is gone. */
function heldTop(before: Shown, now: Shown): number | null {
  const { anchor } = libraryPlace
  if (anchor === null) return null
  const found = anchor.id === null ? undefined : positionOf(now.list, anchor.id)
  if (found === null) return null
  const position = found ?? anchor.position
  // A page that came while the user scrolls must not pull the grid back to the last scroll event.
  const isStill =
    position === anchor.position &&
    before.layout === now.layout &&
    before.heights.site === now.heights.site &&
    before.heights.galleries === now.heights.galleries
  return isStill ? null : scrollToAnchor(now.layout, position, anchor.past, now.heights)
}

function noteAnchor({ layout, heights, list }: Shown, scrollTop: number): void {
  const anchor = anchorAt(layout, scrollTop, heights)
  libraryPlace.anchor =
    anchor === null ? null : { ...anchor, id: galleryAt(list, anchor.position)?.id ?? null }
}
