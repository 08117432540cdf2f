import { skipReasonText } from '@shared/messages/failure-text'
import { formatCount } from '@shared/messages/format'
import type { Preview, SkipReason } from '@shared/model/gallery'
import { ChevronRight, Film, ImageOff } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../components/class-names'
import { PlayMark } from '../../components/play-mark'
import { useWords } from '../../locales/use-words'

interface PreviewPictureProps {
  readonly source: string
  readonly address: string
  readonly isVideo: boolean
}

/** One picture of the preview; one that does not come leaves an empty frame. */
export function PreviewPicture({ source, address, isVideo }: PreviewPictureProps) {
  const [broken, setBroken] = useState(false)
  const Missing = isVideo ? Film : ImageOff
  return (
    <div
      title={address}
      className="relative flex aspect-square items-center justify-center overflow-hidden rounded bg-track text-muted"
    >
      {broken ? (
        <Missing size={15} aria-hidden />
      ) : (
        <img
          src={source}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(true)}
          className="size-full object-cover"
        />
      )}
      {isVideo ? <PlayMark /> : null}
    </div>
  )
}

interface PreviewFoundProps {
  readonly token: string
  readonly preview: Preview
}

/** Pictures shown; each one is fetched from the site. */
const shownPictures = 8

/** Title, folder, number, the first pictures, and what was skipped and why. */
export function PreviewFound({ token, preview }: PreviewFoundProps) {
  const { t, language } = useWords()
  const { title, folder, images, imageCount, linkCount, nextPage } = preview
  const pictures = images.slice(0, shownPictures)
  const count =
    imageCount === 0 && linkCount > 0
      ? t('new-download:galleries-found', { count: linkCount })
      : t('new-download:images-found', { count: imageCount, number: formatCount(imageCount, language) })
  return (
    <div className="min-h-37 overflow-hidden rounded-lg border border-line bg-bar">
      <div className="flex items-baseline gap-3 px-3 pt-2.5">
        <p className="min-w-0 flex-1 truncate font-medium" title={title} data-selectable>
          {title}
        </p>
        <p className="shrink-0 tabular-nums" role="status">
          {count}
        </p>
      </div>
      <p className="truncate px-3 text-sm text-muted" title={folder}>
        {t('new-download:folder-name', { folder })}
        {nextPage === null ? '' : ` · ${t('new-download:has-next')}`}
      </p>
      {pictures.length > 0 ? (
        <ul className="grid grid-cols-8 gap-1.5 px-3 pt-2" aria-label={t('new-download:first-pictures')}>
          {pictures.map(({ address, media }, at) => (
            <li key={address}>
              <PreviewPicture
                source={`media://preview/${token}/${at}`}
                address={address}
                isVideo={media === 'video'}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <SkippedSummary preview={preview} />
    </div>
  )
}

function SkippedSummary({ preview }: { readonly preview: Preview }) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const byReason = new Map<SkipReason, string[]>()
  for (const { reason, address } of preview.skipped) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), address])
  }
  if (byReason.size === 0) return <div className="h-3" />
  return (
    <div className="px-3 pt-1.5 pb-2 text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1 rounded text-muted hover:text-text"
      >
        <ChevronRight size={13} className={classNames(open && 'rotate-90')} aria-hidden />
        {t('new-download:skipped', { count: preview.skipped.length })}
      </button>
      {open ? (
        <ul className="mt-1 max-h-32 overflow-y-auto pl-4.5">
          {[...byReason].map(([reason, addresses]) => (
            <li key={reason}>
              <span>{skipReasonText(reason, language)}</span>
              <ul className="text-xs text-muted">
                {addresses.map((address) => (
                  <li key={address} className="truncate" title={address}>
                    {address}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
