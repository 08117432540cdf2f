import type { GalleryRow } from '@shared/model/gallery'
import type { VirtualItem } from '@tanstack/react-virtual'
import { useWords } from '../../locales/use-words'
import { CardToCome, GalleryCard } from './gallery-card'
import type { GridRow } from './grid-layout'
import { galleryAt, type LibraryList } from './library-list'

/** Distances in the grid, in CSS pixels. */
export const spacing = { gap: 18, padding: 16, siteHeight: 38 } as const

interface GalleryRowViewProps {
  /** Where the row stands. */
  readonly item: VirtualItem
  readonly row: GridRow
  readonly columns: number
  readonly list: LibraryList
  /** The gallery on which the keyboard stands. */
  readonly current: GalleryRow | undefined
  readonly cellId: (gallery: GalleryRow) => string
  /** The present: days of another year are written with it. */
  readonly now: number
}

/** One row of the grid: the heading of a site, or covers side by side. */
export function GalleryRowView({ item, row, columns, ...cards }: GalleryRowViewProps) {
  return (
    <div
      role="row"
      aria-rowindex={item.index + 1}
      className="absolute top-0 left-0 w-full"
      style={{
        transform: `translateY(${item.start}px)`,
        paddingInline: spacing.padding,
        height: item.size,
      }}
    >
      {row.kind === 'site' ? (
        <SiteHeading host={row.host} count={row.count} columns={columns} />
      ) : (
        <div
          role="presentation"
          className="grid"
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, columnGap: spacing.gap }}
        >
          <Cards {...cards} start={row.start} count={row.count} />
        </div>
      )}
    </div>
  )
}

interface CardsProps extends Pick<GalleryRowViewProps, 'list' | 'current' | 'cellId' | 'now'> {
  /** Position of the first one. */
  readonly start: number
  readonly count: number
}

/** The galleries of a row; those that are not loaded have an empty card. */
function Cards({ list, start, count, current, cellId, now }: CardsProps) {
  return Array.from({ length: count }, (_, column) => {
    const position = start + column
    const gallery = galleryAt(list, position)
    if (gallery === undefined) return <CardToCome key={`at ${position}`} column={column} />
    return (
      <GalleryCard
        key={gallery.id}
        gallery={gallery}
        id={cellId(gallery)}
        position={position}
        column={column}
        current={gallery === current}
        underSite={list.sites !== null}
        now={now}
      />
    )
  })
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
      <span className="shrink-0 text-small text-muted tabular-nums">
        {t('library:galleries-of-site', { count })}
      </span>
    </div>
  )
}
