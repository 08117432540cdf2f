import { formatBytes, formatDay } from '@shared/messages/format'
import type { GalleryRow } from '@shared/model/gallery'
import { Ellipsis, FolderX, ImageOff } from 'lucide-react'
import { memo, useState } from 'react'
import { classNames } from '../../components/class-names'
import { useWords } from '../../locales/use-words'
import { lookForFolder, useGoneGalleries } from '../../stores/library-changes'

/** Height of everything below a cover, in CSS pixels: two lines of title, two lines of facts. */
export const captionHeight = 92

/** Height of a cover over its width: most pictures are upright. */
export const coverRatio = 1.25

interface GalleryCardProps {
  readonly gallery: GalleryRow
  readonly id: string
  /** In the list, from 0. */
  readonly position: number
  readonly column: number
  readonly current: boolean
  /** Its site stands above it, in a heading. */
  readonly underSite: boolean
  /** The present: days of another year are written with it. */
  readonly now: number
}

/** One gallery of the grid. The grid listens to clicks and keys; the button opens its menu. */
export const GalleryCard = memo(function GalleryCard({
  gallery,
  id,
  position,
  column,
  current,
  underSite,
  now,
}: GalleryCardProps) {
  const { t } = useWords()
  const gone = useGoneGalleries((state) => state.ids.has(gallery.id))
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 1}
      aria-labelledby={`${id}-caption`}
      data-hint={gone ? `${gallery.title}\n${t('check:missing.hint')}` : gallery.title}
      data-gallery={gallery.id}
      data-position={position}
      data-current={current ? '' : undefined}
      className="group relative min-w-0 rounded-md outline-offset-3 outline-accent-fill"
    >
      <div
        className="relative w-full overflow-hidden rounded-md border border-line bg-track group-hover:border-line-strong"
        style={{ aspectRatio: `1 / ${coverRatio}` }}
      >
        <Cover gallery={gallery} gone={gone} />
        <button
          type="button"
          tabIndex={-1}
          data-menu
          aria-label={t('library:more', { title: gallery.title })}
          aria-haspopup="menu"
          className="absolute top-1.5 right-1.5 flex size-7 items-center justify-center rounded-sm border border-line bg-raised text-text opacity-0 group-hover:opacity-100 hover:bg-hover group-data-current:group-focus-visible/grid:opacity-100"
        >
          <Ellipsis size={15} aria-hidden />
        </button>
      </div>
      <Caption id={`${id}-caption`} gallery={gallery} gone={gone} underSite={underSite} now={now} />
    </div>
  )
})

interface CaptionProps extends Pick<GalleryCardProps, 'gallery' | 'id' | 'underSite' | 'now'> {
  readonly gone: boolean
}

/** Title and facts below a cover. The spaces between the lines separate them for a screen reader, which reads one name. */
function Caption({ id, gallery, gone, underSite, now }: CaptionProps) {
  const { t, language } = useWords()
  const { saved, skipped, found } = gallery
  const whole = saved + skipped >= found
  const images = whole
    ? t('library:images', { count: saved + skipped })
    : t('library:unfinished', { saved: saved + skipped, found })
  return (
    <div id={id} className="px-0.5 pt-2">
      <div className="line-clamp-2 max-h-9.5 font-medium break-words">{gallery.title}</div>{' '}
      <div className="mt-0.5 flex gap-1.5 text-small text-muted tabular-nums">
        <span className={classNames('truncate', (gone || !whole) && 'text-warn')}>
          {gone ? t('check:missing.caption') : images}
        </span>
        <span> · </span>
        <span className="shrink-0">{formatBytes(gallery.bytes, language)}</span>
      </div>{' '}
      <div className="flex justify-between gap-2 text-small text-muted tabular-nums">
        {underSite ? null : <span className="min-w-0 truncate">{gallery.host}</span>}{' '}
        <span className="shrink-0">{formatDay(gallery.addedAt, now, language)}</span>
      </div>
    </div>
  )
}

/** Stands in the place of a gallery that is loading. */
export function CardToCome({ column }: { readonly column: number }) {
  return (
    <div role="gridcell" aria-colindex={column + 1} aria-busy className="min-w-0">
      <div
        className="w-full rounded-md border border-line bg-track"
        style={{ aspectRatio: `1 / ${coverRatio}` }}
      />
    </div>
  )
}

/** The cover, or a sign that there is none: none was saved, or its file is gone. */
function Cover({ gallery, gone }: { readonly gallery: GalleryRow; readonly gone: boolean }) {
  const [broken, setBroken] = useState<GalleryRow['cover']>(null)
  if (gallery.cover === null || broken === gallery.cover) {
    return (
      <div className="flex size-full items-center justify-center text-muted" aria-hidden>
        {gone ? <FolderX size={24} strokeWidth={1.5} /> : <ImageOff size={24} strokeWidth={1.5} />}
      </div>
    )
  }
  return (
    <img
      src={`media://thumb/${gallery.cover}`}
      alt=""
      draggable={false}
      decoding="async"
      onLoad={() => {
        // A disk was plugged in again, or the folder was put back.
        if (gone) void lookForFolder(gallery.id)
      }}
      onError={() => {
        setBroken(gallery.cover)
        void lookForFolder(gallery.id)
      }}
      className="size-full object-cover object-[50%_25%]"
    />
  )
}
