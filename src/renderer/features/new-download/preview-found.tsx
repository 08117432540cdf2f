import { shortFailure, skipReasonText } from '@shared/messages/failure-text'
import { asSentence, counted, countedMedia } from '@shared/messages/format'
import { shortfallTexts } from '@shared/messages/page-text'
import type { Preview, PreviewImage, SkipReason } from '@shared/model/gallery'
import { ChevronRight, Film, ImageOff } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../components/class-names'
import { PlayMark } from '../../components/play-mark'
import { useWords } from '../../locales/use-words'

interface PreviewPictureProps {
  readonly source: string
  readonly image: Pick<PreviewImage, 'address' | 'width' | 'height' | 'media'>
}

/** One picture of the preview with its size in pixels; one that does not come leaves an empty frame. */
export function PreviewPicture({ source, image }: PreviewPictureProps) {
  const { t } = useWords()
  const [broken, setBroken] = useState(false)
  const [seen, setSeen] = useState<{ readonly width: number; readonly height: number } | null>(null)
  const { address, media } = image
  const isVideo = media === 'video'
  const Missing = isVideo ? Film : ImageOff
  // The still of a video has a size of its own.
  const width = image.width ?? (isVideo ? null : (seen?.width ?? null))
  const height = image.height ?? (isVideo ? null : (seen?.height ?? null))
  return (
    <figure data-hint={address} className="min-w-0">
      <div className="relative flex aspect-square items-center justify-center overflow-hidden rounded-xs bg-track text-muted">
        {broken ? (
          <Missing size={15} aria-hidden />
        ) : (
          <img
            src={source}
            alt=""
            decoding="async"
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSeen({ width: naturalWidth, height: naturalHeight })
            }
            onError={() => setBroken(true)}
            className="size-full object-cover"
          />
        )}
        {isVideo ? <PlayMark /> : null}
      </div>
      <figcaption className="truncate pt-0.5 text-center text-caption text-muted tabular-nums">
        {isVideo ? <span className="sr-only">{t('new-download:video')} </span> : null}
        {width === null || height === null ? t('new-download:size-unknown') : `${width} × ${height}`}
      </figcaption>
    </figure>
  )
}

interface PreviewFoundProps {
  readonly token: string
  readonly preview: Preview
  /** Whether the links of the page are followed. */
  readonly follows: boolean
}

/** Pictures shown; each one is fetched from the site. */
const shownPictures = 6
/** Linked galleries that are named. */
const shownLinks = 6

/** The page shows no pictures of its own, but links to galleries. */
const isOnlyIndex = ({ imageCount, linkCount, judgement }: Preview) =>
  imageCount === 0 && linkCount > 0 && judgement.kind !== 'thumbnails'

/** Title, folder, number, the first pictures, and what was skipped and why. */
export function PreviewFound({ token, preview, follows }: PreviewFoundProps) {
  const { t, language } = useWords()
  const { title, folder, images, linkCount, judgement } = preview
  const pictures = images.slice(0, shownPictures)
  const isIndex = isOnlyIndex(preview)
  const found = isIndex
    ? t('new-download:galleries-found', { count: linkCount })
    : judgement.kind === 'thumbnails'
      ? counted(linkCount, 'image', language)
      : countedMedia(preview, 'image', language)
  return (
    <div className="min-h-37 overflow-hidden rounded-md border border-line bg-bar">
      <div className="flex items-baseline gap-3 px-3 pt-2.5">
        <p className="min-w-0 flex-1 truncate font-medium" data-hint={title} data-selectable>
          {title}
        </p>
        <p className="shrink-0 tabular-nums" role="status">
          {found}
        </p>
      </div>
      <p className="truncate px-3 text-small text-muted" data-hint={isIndex ? undefined : folder}>
        {isIndex
          ? t(follows ? 'new-download:own-folders' : 'new-download:nothing-saved')
          : t('new-download:folder-name', { folder })}
      </p>
      <FirstMissing preview={preview} />
      <Expected preview={preview} />
      <Lacking preview={preview} />
      {pictures.length > 0 ? (
        <ul
          className="grid grid-cols-6 gap-1.5 px-3 pt-2 max-[620px]:grid-cols-3"
          aria-label={t('new-download:first-pictures')}
        >
          {pictures.map((image, at) => (
            <li key={image.address}>
              <PreviewPicture source={`media://preview/${token}/${at}`} image={image} />
            </li>
          ))}
        </ul>
      ) : null}
      <Galleries preview={preview} follows={follows} />
      <SkippedSummary preview={preview} />
    </div>
  )
}

/** That the page is not the first one of its range. */
function FirstMissing({ preview: { missing } }: Pick<PreviewFoundProps, 'preview'>) {
  const { t, language } = useWords()
  if (missing === null) return null
  return (
    <p className="px-3 text-small text-warn" data-hint={missing.address}>
      {t('new-download:first-missing', { why: shortFailure(missing.failure, language) })}
    </p>
  )
}

/** That the page announces more pictures than it shows. */
function Lacking({ preview: { lacking } }: Pick<PreviewFoundProps, 'preview'>) {
  const { language } = useWords()
  const [clause] = shortfallTexts({ announced: lacking }, language)
  if (clause === undefined) return null
  return <p className="px-3 text-small text-warn">{asSentence(clause, language)}</p>
}

/** The first galleries that a page links to, also beside its pictures. */
function Galleries({ preview, follows }: Pick<PreviewFoundProps, 'preview' | 'follows'>) {
  const { t, language } = useWords()
  const isAlbum = preview.judgement.kind === 'thumbnails'
  const links = isAlbum ? preview.albums : preview.links
  const count = isAlbum ? preview.albumCount : preview.linkCount
  if (count === 0) return null
  const galleries = counted(count, 'gallery', language)
  return (
    <div className="px-3 pt-2 text-small">
      {isOnlyIndex(preview) ? null : (
        <p className="text-muted">
          {t(follows ? 'new-download:galleries-besides' : 'new-download:galleries-besides-not', {
            galleries,
          })}
        </p>
      )}
      <ul aria-label={t('new-download:first-galleries')}>
        {links.slice(0, shownLinks).map((link) => (
          <li key={link.address} className="truncate" data-hint={link.address}>
            {link.title === '' ? link.address : link.title}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How much is expected in all; nothing where that is no more than what is shown, or not known. */
function Expected({ preview: { expected, imageCount } }: Pick<PreviewFoundProps, 'preview'>) {
  const { t, language } = useWords()
  const { galleries, images } = expected
  if (galleries === null || (galleries < 2 && (images ?? 0) <= imageCount)) return null
  const galleriesText = counted(galleries, 'gallery', language)
  return (
    <p className="px-3 text-small text-muted">
      {images === null
        ? t('new-download:expected-galleries', { galleries: galleriesText })
        : t('new-download:expected', {
            galleries: galleriesText,
            images: counted(images, 'image', language),
          })}
    </p>
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
    <div className="px-3 pt-1.5 pb-2 text-small">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1 rounded-xs text-muted hover:text-text"
      >
        <ChevronRight size={13} className={classNames(open && 'rotate-90')} aria-hidden />
        {t('new-download:skipped', { count: preview.skipped.length })}
      </button>
      {open ? (
        <ul className="mt-1 max-h-32 overflow-y-auto pl-4.5">
          {[...byReason].map(([reason, addresses]) => (
            <li key={reason}>
              <span>{skipReasonText(reason, language)}</span>
              <ul className="text-caption text-muted">
                {addresses.map((address) => (
                  <li key={address} className="truncate" data-hint={address}>
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
