import { countedMedia, formatCount } from '@shared/messages/format'
import type { Language } from '@shared/messages/language'
import { evidenceText, judgementText } from '@shared/messages/page-text'
import type { Preview } from '@shared/model/gallery'
import type { PageKind, Reading } from '@shared/model/page-kind'
import { ChevronRight, Layers, ScanSearch } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { Segmented } from '../../components/fields/segmented'
import { Switch } from '../../components/fields/switch'
import type { Words } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { readingsOf } from './readings'
import type { PageReading } from './use-new-download'

interface JudgementNoteProps {
  readonly page: PageReading
  /** Whether links and next pages are followed. */
  readonly follows: boolean
  readonly onFollow: (follow: boolean) => void
}

/** What the page was judged to be and why, other readings of it, and whether its next pages are followed. */
export function JudgementNote({ page, follows, onFollow }: JudgementNoteProps) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const [allOf, setAllOf] = useState<string | null>(null)
  const { judged, chosen, choose } = page
  if (judged === null) return null
  const { judgement } = judged
  // The preview itself says what stands in the way, or that nothing was found: another reading would not change that.
  if (judged.unwanted !== null) return null
  const readings = readingsOf(judged, chosen, allOf === judged.page)
  const hasOthers = readingsOf(judged, chosen, true).length > readings.length
  const kind = chosen ?? judgement.kind
  const isCut = kind === 'index' && !follows
  return (
    <section
      aria-label={t('new-download:judgement')}
      className="flex flex-col gap-1.5 rounded-md border border-line bg-bar px-3 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <ScanSearch size={16} className="shrink-0 text-accent" aria-hidden />
        <p className="min-w-0 flex-1 basis-60" role="status">
          {sentenceOf(t, judged, language) ?? judgementText(judgement, language)}
          {isCut ? ` ${t('new-download:not-followed')}` : ''}
          {judged.fellBack ? ` ${t('new-download:fell-back')}` : ''}
        </p>
        {readings.length === 0 ? null : (
          <Segmented
            label={t('new-download:read-as')}
            value={pressed(kind, follows)}
            segments={readings.map((reading) => ({
              value: reading,
              label: choiceText(t, reading, judged, formatCount(judged.linkCount, language)),
            }))}
            onChange={(value) => {
              const next = readings.find((reading) => reading === value)
              if (next === undefined) return
              choose(next)
              if ((next === 'thumbnails' || next === 'index') && !follows) onFollow(true)
            }}
          />
        )}
        {hasOthers ? (
          <Button onClick={() => setAllOf(judged.page)}>{t('new-download:other-readings')}</Button>
        ) : null}
      </div>
      {judged.nextPage === null ? null : <MorePages follows={follows} onFollow={onFollow} />}
      <Reasons preview={judged} open={open} onToggle={() => setOpen(!open)} />
    </section>
  )
}

/**
 * The reading that says what is saved; null: none does. Without following links thumbnails are taken as they are, and the
 * galleries of an index are not read, which is not the same as to take the pictures of its page.
 */
function pressed(kind: PageKind, follows: boolean): PageKind | null {
  if (follows) return kind
  return kind === 'thumbnails' ? 'gallery' : kind === 'index' ? null : kind
}

/** The sentence with numbers; undefined where the kind has none. */
function sentenceOf(t: Words, preview: Preview, language: Language): string | undefined {
  const { judgement, linkCount: count } = preview
  const { kind, certain } = judgement
  if (kind !== 'thumbnails' && kind !== 'index' && kind !== 'gallery') return undefined
  const sentence =
    kind === 'gallery'
      ? t('new-download:kind.gallery', { things: countedMedia(preview, 'picture', language) })
      : t(`new-download:kind.${kind}`, { count, number: formatCount(count, language) })
  return certain ? sentence : t('new-download:doubt', { sentence })
}

function choiceText(t: Words, reading: Reading, { judgement }: Preview, number: string): string {
  if (reading === judgement.kind && reading === 'index') return t('new-download:choice.all', { number })
  if (reading === 'gallery' && judgement.kind === 'thumbnails') return t('new-download:choice.take')
  if (reading === 'gallery' && judgement.kind === 'index') return t('new-download:choice.only-page')
  if (reading === 'thumbnails' && judgement.kind !== 'thumbnails')
    return t('new-download:choice.each-picture')
  return t(`new-download:choice.${reading}`)
}

interface MorePagesProps {
  readonly follows: boolean
  readonly onFollow: (follow: boolean) => void
}

function MorePages({ follows, onFollow }: MorePagesProps) {
  const { t } = useWords()
  return (
    <div className="flex items-center gap-3">
      <Layers size={16} className="shrink-0 text-accent" aria-hidden />
      <span className="min-w-0 flex-1">
        {t(follows ? 'new-download:more-pages' : 'new-download:more-pages-not')}
      </span>
      <Switch checked={follows} onChange={onFollow} label={t('new-download:follow-pages')} />
    </div>
  )
}

interface ReasonsProps {
  readonly preview: Preview
  readonly open: boolean
  readonly onToggle: () => void
}

/** Why the page was judged so, on demand. */
function Reasons({ preview, open, onToggle }: ReasonsProps): ReactNode {
  const { t, language } = useWords()
  const { reasons } = preview.judgement
  if (reasons.length === 0) return null
  return (
    <div className="text-small">
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="flex items-center gap-1 rounded-xs text-muted hover:text-text"
      >
        <ChevronRight size={13} className={classNames(open && 'rotate-90')} aria-hidden />
        {t('new-download:why')}
      </button>
      {open ? (
        <ul aria-label={t('new-download:why')} className="mt-1 list-disc pl-9 text-muted">
          {reasons.map((reason) => (
            <li key={`${reason.code} ${reason.detail}`} className="break-words">
              {evidenceText(reason, language)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
