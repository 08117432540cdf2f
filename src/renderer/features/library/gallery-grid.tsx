import type { GalleryRow } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import { ContextMenu } from '../../components/context-menu'
import { useSize } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { CardToCome, captionHeight, coverRatio, GalleryCard } from './gallery-card'
import { GalleryMenu } from './gallery-menu'
import { columnsIn, type GridLayout, gridRow, isGridKey, layOutGrid, moveInGrid, rowOf } from './grid-layout'
import type { RowHeights } from './grid-offsets'
import { showPositions } from './keep-library-read'
import { galleryAt, positionOf, type Shelf } from './library-shelf'
import { libraryPlace } from './library-store'
import { useHeldScroll } from './use-held-scroll'

const gap = { x: 18, y: 18 }
const padding = 16
const siteHeight = 38

interface GalleryGridProps {
  readonly shelf: Shelf
  /** Another object when other galleries are asked for: the grid then begins at its top. */
  readonly order: object
  readonly coverWidth: number
  readonly onOpen: (gallery: GalleryRow) => void
  readonly onTrash: (gallery: GalleryRow) => void
}

/** Covers side by side, of which only those on the screen exist; keys as in a file manager. */
export function GalleryGrid({ shelf, order, coverWidth, onOpen, onTrash }: GalleryGridProps) {
  const { t } = useWords()
  const id = useId()
  const [now] = useState(() => Date.now())
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const { width } = useSize(scroller)
  const [menuOf, setMenuOf] = useState<GalleryRow | null>(null)
  const { position, current, makeCurrent } = useCurrent(shelf)

  const inner = Math.max(0, width - 2 * padding)
  const columns = columnsIn(inner, coverWidth, gap.x)
  const layout = useMemo(
    () => layOutGrid(shelf.total, columns, shelf.sites),
    [shelf.total, columns, shelf.sites],
  )
  const cardWidth = (inner - gap.x * (columns - 1)) / columns
  const galleriesHeight = Math.round(cardWidth * coverRatio) + captionHeight + gap.y
  const heights: RowHeights = { site: siteHeight, galleries: galleriesHeight }

  const virtual = useVirtualizer({
    count: width === 0 ? 0 : layout.rowCount,
    getScrollElement: () => scroller,
    estimateSize: (row) => heights[gridRow(layout, row)?.kind ?? 'galleries'],
    overscan: 2,
    paddingStart: padding,
    scrollPaddingStart: padding,
    scrollPaddingEnd: padding,
  })
  useLayoutEffect(() => virtual.measure(), [virtual, layout, galleriesHeight])
  useHeldScroll(scroller, layout, heights, shelf, order, width > 0)

  const items = virtual.getVirtualItems()
  useShownPositions(shelf, layout, items)
  const currentRow = rowOf(layout, position)
  const currentIsMounted = items.some((item) => item.index === currentRow)
  const cellId = (gallery: GalleryRow): string => `${id}-${gallery.id}`
  const menuAt = menuOf === null ? null : positionOf(shelf, menuOf.id)
  const menuGallery = menuAt === null ? null : (galleryAt(shelf, menuAt ?? -1) ?? menuOf)

  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (isGridKey(event.key)) {
      const rowsPerPage = Math.floor((scroller?.clientHeight ?? 0) / galleriesHeight)
      const next = moveInGrid(layout, position, event.key, rowsPerPage)
      makeCurrent(next)
      virtual.scrollToIndex(next === 0 ? 0 : rowOf(layout, next))
    } else if (current === undefined) return
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))
      openMenuAt(cellId(current))
    else if (event.key === 'Enter' || event.key === ' ') onOpen(current)
    else if (event.key === 'Delete') onTrash(current)
    else return
    event.preventDefault()
  }

  const clicked = (event: MouseEvent): void => {
    const at = positionUnder(event.target)
    const gallery = galleryAt(shelf, at)
    if (gallery === undefined) return
    makeCurrent(at)
    if (event.target instanceof Element && event.target.closest('[data-menu]')) {
      openMenuAt(cellId(gallery), event)
    } else onOpen(gallery)
  }

  const positionUnder = (target: EventTarget): number => {
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null
    return card ? Number(card.dataset['position']) : -1
  }

  /** The menu speaks of the gallery under the pointer; beside the covers there is none. */
  const aboutToOpenMenu = (event: MouseEvent): void => {
    const at = positionUnder(event.target)
    const gallery = galleryAt(shelf, at)
    if (gallery === undefined) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    makeCurrent(at)
    setMenuOf(gallery)
  }

  return (
    <ContextMenu
      area={
        <div
          ref={setScroller}
          role="grid"
          tabIndex={0}
          aria-label={t('library:grid')}
          aria-rowcount={layout.rowCount}
          aria-colcount={layout.columns}
          aria-activedescendant={current !== undefined && currentIsMounted ? cellId(current) : undefined}
          className="group/grid min-h-0 flex-1 overflow-y-auto outline-none focus-visible:[&_[data-current]]:outline-2"
          onKeyDown={pressed}
          onClick={clicked}
          onContextMenuCapture={aboutToOpenMenu}
        >
          <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = gridRow(layout, item.index)
              if (row === undefined) return null
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 1}
                  className="absolute top-0 left-0 w-full"
                  style={{
                    transform: `translateY(${item.start}px)`,
                    paddingInline: padding,
                    height: item.size,
                  }}
                >
                  {row.kind === 'site' ? (
                    <SiteHeading host={row.host} count={row.count} columns={layout.columns} />
                  ) : (
                    <div
                      role="presentation"
                      className="grid"
                      style={{
                        gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
                        columnGap: gap.x,
                      }}
                    >
                      {Array.from({ length: row.count }, (_, column) => {
                        const gallery = galleryAt(shelf, row.start + column)
                        if (gallery === undefined)
                          return <CardToCome key={`at ${row.start + column}`} column={column} />
                        return (
                          <GalleryCard
                            key={gallery.id}
                            gallery={gallery}
                            id={cellId(gallery)}
                            position={row.start + column}
                            column={column}
                            current={gallery === current}
                            underSite={shelf.sites !== null}
                            now={now}
                          />
                        )
                      })}
                    </div>
                  )}
                </div>
              )
            })}
          </div>
        </div>
      }
    >
      {menuGallery === null ? null : <GalleryMenu gallery={menuGallery} onOpen={onOpen} onTrash={onTrash} />}
    </ContextMenu>
  )
}

/**
 * Where the keyboard stands: at a gallery, which may move, or at a position whose gallery is not loaded yet. When the
 * gallery is gone, the one that moved into its place is current.
 */
function useCurrent(shelf: Shelf) {
  const [chosen, setChosen] = useState<{ readonly position: number; readonly id: GalleryId | null }>({
    position: 0,
    id: null,
  })
  const [isAwaited, setAwaited] = useState(false)
  const found = chosen.id === null ? undefined : positionOf(shelf, chosen.id)
  const position = Math.min(found ?? chosen.position, shelf.total - 1)
  const current = galleryAt(shelf, position)
  if (isAwaited && current !== undefined) {
    setAwaited(false)
    setChosen({ position, id: current.id })
  }
  useEffect(() => {
    libraryPlace.current = chosen.id
  }, [chosen.id])
  const makeCurrent = (next: number): void => {
    const gallery = galleryAt(shelf, next)
    setChosen({ position: next, id: gallery?.id ?? null })
    setAwaited(gallery === undefined)
  }
  return { position, current, makeCurrent }
}

/** Asks for what is on the screen and not loaded. */
function useShownPositions(shelf: Shelf, layout: GridLayout, items: readonly VirtualItem[]): void {
  const lines = items.map((item) => gridRow(layout, item.index)).filter((row) => row?.kind === 'galleries')
  const [begin, end] = [lines[0], lines.at(-1)]
  const first = begin?.start ?? 0
  const last = end === undefined ? 0 : end.start + end.count - 1
  useEffect(() => {
    if (items.length > 0) showPositions(first, last)
  }, [shelf, first, last, items.length])
}

interface SiteHeadingProps {
  readonly host: string
  readonly count: number
  readonly columns: number
}

function SiteHeading({ host, count, columns }: SiteHeadingProps) {
  const { t } = useWords()
  return (
    <div role="rowheader" aria-colspan={columns} className="flex items-baseline gap-2 pt-1.5">
      <span className="truncate font-semibold">{host}</span>
      <span className="shrink-0 text-sm text-muted tabular-nums">
        {t('library:galleries-of-site', { count })}
      </span>
    </div>
  )
}

/** Asks for the context menu of a card as the right button would, at a pointer or in the middle of the cover. */
function openMenuAt(cellId: string, at?: { readonly clientX: number; readonly clientY: number }): void {
  const cell = document.getElementById(cellId)
  if (cell === null) return
  const box = cell.getBoundingClientRect()
  cell.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: at?.clientX ?? box.left + box.width / 2,
      clientY: at?.clientY ?? box.top + box.width / 2,
    }),
  )
}
