import type { GalleryRow } from '@shared/gallery'
import type { GalleryId } from '@shared/units'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ContextMenu } from '../../components/context-menu'
import { useSize } from '../../components/use-size'
import { useWords } from '../../locales/use-words'
import { captionHeight, coverRatio, GalleryCard } from './gallery-card'
import { GalleryMenu } from './gallery-menu'
import { columnsIn, isGridKey, layOutGrid, moveInGrid, rowOf } from './grid-layout'
import type { RowHeights } from './grid-offsets'
import { useHeldScroll } from './use-held-scroll'

const gap = { x: 18, y: 18 }
const padding = 16
const siteHeight = 38

interface GalleryGridProps {
  readonly galleries: readonly GalleryRow[]
  /** Another object when other galleries are asked for: the grid then begins at its top. */
  readonly order: object
  readonly grouped: boolean
  readonly coverWidth: number
  readonly onOpen: (gallery: GalleryRow) => void
  readonly onTrash: (gallery: GalleryRow) => void
}

/** Covers side by side, of which only those on the screen exist; keys as in a file manager. */
export function GalleryGrid({ galleries, order, grouped, coverWidth, onOpen, onTrash }: GalleryGridProps) {
  const { t } = useWords()
  const id = useId()
  const [now] = useState(() => Date.now())
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const { width } = useSize(scroller)
  const [currentId, setCurrentId] = useState<GalleryId | null>(null)
  const [menuId, setMenuId] = useState<GalleryId | null>(null)
  const lastPosition = useRef(0)

  const inner = Math.max(0, width - 2 * padding)
  const columns = columnsIn(inner, coverWidth, gap.x)
  const layout = useMemo(() => layOutGrid(galleries, columns, grouped), [galleries, columns, grouped])
  const cardWidth = (inner - gap.x * (columns - 1)) / columns
  const galleriesHeight = Math.round(cardWidth * coverRatio) + captionHeight + gap.y
  const heights: RowHeights = { site: siteHeight, galleries: galleriesHeight }

  const virtual = useVirtualizer({
    count: width === 0 ? 0 : layout.rows.length,
    getScrollElement: () => scroller,
    estimateSize: (row) => heights[layout.rows[row]?.kind ?? 'galleries'],
    overscan: 2,
    paddingStart: padding,
    scrollPaddingStart: padding,
    scrollPaddingEnd: padding,
  })
  useLayoutEffect(
    () => virtual.measure(),
    [virtual, layout.rows.length, layout.columns, grouped, galleriesHeight],
  )
  useHeldScroll(scroller, layout, heights, order, width > 0)

  // When the current gallery is gone, the one that moved into its place is current.
  const found = layout.order.findIndex((gallery) => gallery.id === currentId)
  const position = found === -1 ? Math.min(lastPosition.current, layout.order.length - 1) : found
  const current = layout.order[position]
  const menuGallery = layout.order.find((gallery) => gallery.id === menuId)
  const items = virtual.getVirtualItems()
  const currentRow = rowOf(layout, position)
  const currentIsMounted = items.some((item) => item.index === currentRow)
  const cellId = (gallery: GalleryRow): string => `${id}-${gallery.id}`

  const makeCurrent = (next: number): void => {
    const gallery = layout.order[next]
    if (gallery === undefined) return
    lastPosition.current = next
    setCurrentId(gallery.id)
  }

  const pressed = (event: KeyboardEvent): void => {
    if (
      current === undefined ||
      event.target !== event.currentTarget ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) openMenuAt(cellId(current))
    else if (isGridKey(event.key)) {
      const rowsPerPage = Math.floor((scroller?.clientHeight ?? 0) / galleriesHeight)
      const next = moveInGrid(layout, position, event.key, rowsPerPage)
      makeCurrent(next)
      virtual.scrollToIndex(next === 0 ? 0 : rowOf(layout, next))
    } else if (event.key === 'Enter' || event.key === ' ') onOpen(current)
    else if (event.key === 'Delete') onTrash(current)
    else return
    event.preventDefault()
  }

  const clicked = (event: MouseEvent): void => {
    const at = positionUnder(event.target)
    const gallery = layout.order[at]
    if (gallery === undefined) return
    makeCurrent(at)
    if (event.target instanceof Element && event.target.closest('[data-menu]')) {
      openMenuAt(cellId(gallery), event)
    } else onOpen(gallery)
  }

  const positionUnder = (target: EventTarget): number => {
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-gallery]') : null
    return card ? layout.order.findIndex((gallery) => gallery.id === Number(card.dataset['gallery'])) : -1
  }

  /** The menu speaks of the gallery under the pointer; beside the covers there is none. */
  const aboutToOpenMenu = (event: MouseEvent): void => {
    const at = positionUnder(event.target)
    const gallery = layout.order[at]
    if (gallery === undefined) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    makeCurrent(at)
    setMenuId(gallery.id)
  }

  return (
    <ContextMenu
      area={
        <div
          ref={setScroller}
          role="grid"
          tabIndex={0}
          aria-label={t('library:grid')}
          aria-rowcount={layout.rows.length}
          aria-colcount={layout.columns}
          aria-activedescendant={current !== undefined && currentIsMounted ? cellId(current) : undefined}
          className="group/grid min-h-0 flex-1 overflow-y-auto outline-none focus-visible:[&_[data-current]]:outline-2"
          onKeyDown={pressed}
          onClick={clicked}
          onContextMenuCapture={aboutToOpenMenu}
        >
          <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = layout.rows[item.index]
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
                      {layout.order.slice(row.start, row.start + row.count).map((gallery, column) => (
                        <GalleryCard
                          key={gallery.id}
                          gallery={gallery}
                          id={cellId(gallery)}
                          column={column}
                          current={gallery === current}
                          underSite={grouped}
                          now={now}
                        />
                      ))}
                    </div>
                  )}
                </div>
              )
            })}
          </div>
        </div>
      }
    >
      {menuGallery === undefined ? null : (
        <GalleryMenu gallery={menuGallery} onOpen={onOpen} onTrash={onTrash} />
      )}
    </ContextMenu>
  )
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
