import type { GalleryRow } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { Copy, ExternalLink, FolderOpen, FolderX, Images, ShieldCheck, Trash2 } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { ContextMenu, openContextMenu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useSize } from '../../components/split'
import { useWords } from '../../locales/use-words'
import { forgetGallery, useGoneGalleries } from '../../stores/library-changes'
import { openCheck } from '../check-files/check-files'
import { captionHeight, coverRatio } from './gallery-card'
import { GalleryRowView, spacing } from './gallery-row'
import type { RowHeights } from './grid-layout'
import { columnsIn, type GridLayout, gridRow, isGridKey, layOutGrid, moveInGrid, rowOf } from './grid-layout'
import { showPositions } from './keep-library-read'
import { galleryAt, type LibraryList, positionOf } from './library-list'
import { libraryPlace } from './library-store'
import { useHeldScroll } from './use-held-scroll'

interface GalleryMenuProps {
  readonly gallery: GalleryRow
  readonly onOpen: (gallery: GalleryRow) => void
  readonly onTrash: (gallery: GalleryRow) => void
}

/** What can be done with one gallery. */
export function GalleryMenu({ gallery, onOpen, onTrash }: GalleryMenuProps) {
  const { t } = useWords()
  const gone = useGoneGalleries((state) => state.ids.has(gallery.id))
  return (
    <>
      <MenuItem icon={<Images size={15} />} shortcut="Enter" onClick={() => onOpen(gallery)}>
        {t('library:menu.open')}
      </MenuItem>
      <MenuItem
        icon={<FolderOpen size={15} />}
        onClick={() => void attempt(() => invoke('openGalleryFolder', gallery.id))}
      >
        {t('library:menu.open-folder')}
      </MenuItem>
      <MenuItem
        icon={<ExternalLink size={15} />}
        onClick={() => void attempt(() => invoke('openInBrowser', gallery.page))}
      >
        {t('library:menu.open-page')}
      </MenuItem>
      <MenuItem
        icon={<Copy size={15} />}
        onClick={() => void attempt(() => invoke('copyText', gallery.page))}
      >
        {t('library:menu.copy-address')}
      </MenuItem>
      <MenuItem icon={<ShieldCheck size={15} />} onClick={() => void openCheck([gallery.id])}>
        {t('check:menu')}
      </MenuItem>
      <MenuLine />
      {gone ? (
        <MenuItem icon={<FolderX size={15} />} onClick={() => void forgetGallery(t, gallery)}>
          {t('check:forget')}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Trash2 size={15} />} shortcut="Delete" danger onClick={() => onTrash(gallery)}>
        {t('library:menu.trash')}
      </MenuItem>
    </>
  )
}

interface GalleryGridProps {
  readonly list: LibraryList
  /** Another object when other galleries are shown: the grid then begins at its top. */
  readonly order: object
  /** In CSS pixels. */
  readonly coverWidth: number
  readonly onOpen: (gallery: GalleryRow) => void
  readonly onTrash: (gallery: GalleryRow) => void
}

/** Covers side by side, of which only those on the screen exist; keys as in a file manager. */
export function GalleryGrid({ list, order, coverWidth, onOpen, onTrash }: GalleryGridProps) {
  const { t } = useWords()
  const id = useId()
  const [now] = useState(() => Date.now())
  const [menuOf, setMenuOf] = useState<GalleryRow | null>(null)
  const { position, current, makeCurrent } = useCurrent(list)
  const { setScroller, virtual, layout, rowsPerPage } = useGalleryRows(list, order, coverWidth)
  const items = virtual.getVirtualItems()
  const currentRow = rowOf(layout, position)
  const currentIsMounted = items.some((item) => item.index === currentRow)
  const cellId = (gallery: GalleryRow): string => `${id}-${gallery.id}`
  const menuAt = menuOf === null ? null : positionOf(list, menuOf.id)
  const menuGallery = menuAt === null ? null : (galleryAt(list, menuAt ?? -1) ?? menuOf)

  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (isGridKey(event.key)) {
      const next = moveInGrid(layout, position, event.key, rowsPerPage())
      makeCurrent(next)
      virtual.scrollToIndex(next === 0 ? 0 : rowOf(layout, next))
    } else if (current === undefined) return
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) openMenu(cellId(current))
    else if (event.key === 'Enter' || event.key === ' ') onOpen(current)
    else if (event.key === 'Delete') onTrash(current)
    else return
    event.preventDefault()
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
          {...pointerHandlers({ list, makeCurrent, onOpen, cellId, onMenu: setMenuOf })}
        >
          <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = gridRow(layout, item.index)
              if (row === undefined) return null
              const cards = { list, current, cellId, now }
              return (
                <GalleryRowView key={item.key} item={item} row={row} columns={layout.columns} {...cards} />
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

/** Rows of the grid for its width: how galleries stand in them, and which of them are on the screen. */
function useGalleryRows(list: LibraryList, order: object, coverWidth: number) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const { width } = useSize(scroller)
  const inner = Math.max(0, width - 2 * spacing.padding)
  const columns = columnsIn(inner, coverWidth, spacing.gap)
  const layout = useMemo(() => layOutGrid(list.total, columns, list.sites), [list.total, columns, list.sites])
  const cardWidth = (inner - spacing.gap * (columns - 1)) / columns
  const galleriesHeight = Math.round(cardWidth * coverRatio) + captionHeight + spacing.gap
  const heights: RowHeights = { site: spacing.siteHeight, galleries: galleriesHeight }

  const virtual = useVirtualizer({
    count: width === 0 ? 0 : layout.rowCount,
    getScrollElement: () => scroller,
    estimateSize: (row) => heights[gridRow(layout, row)?.kind ?? 'galleries'],
    overscan: 2,
    paddingStart: spacing.padding,
    scrollPaddingStart: spacing.padding,
    scrollPaddingEnd: spacing.padding,
  })
  useLayoutEffect(() => virtual.measure(), [virtual, layout, galleriesHeight])
  useHeldScroll(scroller, { layout, heights, list, order }, width > 0)
  useShownPositions(list, layout, virtual.getVirtualItems())
  /** Rows that a page key moves by. */
  const rowsPerPage = (): number => Math.floor((scroller?.clientHeight ?? 0) / galleriesHeight)
  return { setScroller, virtual, layout, rowsPerPage }
}

interface PointerOptions {
  readonly list: LibraryList
  readonly makeCurrent: (position: number) => void
  readonly onOpen: (gallery: GalleryRow) => void
  readonly cellId: (gallery: GalleryRow) => string
  /** Called with the gallery of which the context menu is about to open. */
  readonly onMenu: (gallery: GalleryRow) => void
}

/** What the pointer does in the grid: open a gallery, or its menu. */
function pointerHandlers({ list, makeCurrent, onOpen, cellId, onMenu }: PointerOptions) {
  return {
    onClick(event: MouseEvent): void {
      const at = positionUnder(event.target)
      const gallery = galleryAt(list, at)
      if (gallery === undefined) return
      makeCurrent(at)
      if (event.target instanceof Element && event.target.closest('[data-menu]')) {
        openMenu(cellId(gallery), event)
      } else onOpen(gallery)
    },
    /** The menu is for the gallery under the pointer; beside the covers there is none. */
    onContextMenuCapture(event: MouseEvent): void {
      const at = positionUnder(event.target)
      const gallery = galleryAt(list, at)
      if (gallery === undefined) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      makeCurrent(at)
      onMenu(gallery)
    },
  }
}

function positionUnder(target: EventTarget): number {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null
  return card ? Number(card.dataset['position']) : -1
}

/** Opens the context menu of a card at a pointer, or in the middle of the cover. */
function openMenu(cellId: string, pointer?: MouseEvent): void {
  const cell = document.getElementById(cellId)
  const middle = (cell?.getBoundingClientRect().width ?? 0) / 2
  openContextMenu(cell, pointer ?? { x: middle, y: middle })
}

/**
 * Where the keyboard stands: at a gallery, which may move, or at a position whose gallery is not loaded yet. When the
 * gallery is gone, the one that moved into its place is current.
 */
function useCurrent(list: LibraryList) {
  const [chosen, setChosen] = useState<{ readonly position: number; readonly id: GalleryId | null }>({
    position: 0,
    id: null,
  })
  const [isAwaited, setAwaited] = useState(false)
  const found = chosen.id === null ? undefined : positionOf(list, chosen.id)
  const position = Math.min(found ?? chosen.position, list.total - 1)
  const current = galleryAt(list, position)
  if (isAwaited && current !== undefined) {
    setAwaited(false)
    setChosen({ position, id: current.id })
  }
  useEffect(() => {
    libraryPlace.current = chosen.id
  }, [chosen.id])
  const makeCurrent = (next: number): void => {
    const gallery = galleryAt(list, next)
    setChosen({ position: next, id: gallery?.id ?? null })
    setAwaited(gallery === undefined)
  }
  return { position, current, makeCurrent }
}

/** Loads what is on the screen and not loaded. */
function useShownPositions(list: LibraryList, layout: GridLayout, items: readonly VirtualItem[]): void {
  const lines = items.map((item) => gridRow(layout, item.index)).filter((row) => row?.kind === 'galleries')
  const [begin, end] = [lines[0], lines.at(-1)]
  const first = begin?.start ?? 0
  const last = end === undefined ? 0 : end.start + end.count - 1
  useEffect(() => {
    if (items.length > 0) showPositions(first, last)
  }, [list, first, last, items.length])
}
