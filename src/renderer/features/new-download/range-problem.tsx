import { formatCount } from '@shared/messages/format'
import {
  addressAt,
  type PageRange,
  type RangeError,
  suggestedFix,
  type TakenLiterally,
} from '@shared/page-range/page-range'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { landmarks, shortAddress } from './address-form'

interface LiteralNotesProps {
  readonly literal: readonly TakenLiterally[]
  /** A fragment with the only numbers of the address. */
  readonly behindHash: string | null
}

/** Brackets that were taken as a part of the address, and ranges or the only number behind `#`, which no site is sent. */
export function LiteralNotes({ literal: brackets, behindHash }: LiteralNotesProps) {
  const { t } = useWords()
  const isNoted = behindHash === null || brackets.some(({ why }) => why === 'fragment')
  const literal = isNoted ? brackets : [...brackets, { text: behindHash, why: 'fragment' }]
  const kinds = (['no-range', 'fragment'] as const).flatMap((why) => {
    const texts = literal.filter((one) => one.why === why).map(({ text }) => text)
    return texts.length === 0 ? [] : [{ why, found: texts.join(' ') }]
  })
  if (kinds.length === 0) return null
  return (
    <div role="note" className="mt-1.5 text-small text-muted">
      {kinds.map(({ why, found }) => (
        <p key={why}>{t(`new-download:literal.${why}`, { found })}</p>
      ))}
    </div>
  )
}

/** How many pages, and the first, the middle and the last of them, before anything is fetched. */
export function RangeSummary({ range }: { readonly range: PageRange }) {
  const { t, language } = useWords()
  const { missingPagesToEnd } = useSettings()
  const marks = landmarks(range)
  const first = shortAddress(addressAt(range, 0))
  const last = shortAddress(marks.at(-1) ?? '')
  const { count } = range
  const sentence =
    count === null
      ? t('new-download:open-range', { first, count: missingPagesToEnd })
      : count === 1
        ? t('new-download:one-page', { first })
        : t('new-download:many-pages', { count, number: formatCount(count, language), first, last })
  return (
    <div className="mt-1.5 text-small">
      <p role="status">{sentence}</p>
      {marks.length > 1 ? (
        <ul className="mt-0.5 text-muted" aria-label={t('new-download:examples')}>
          {marks.map((address) => (
            <li
              key={address}
              className="truncate font-mono text-caption leading-4.5"
              data-hint={address}
              data-selectable
            >
              {address}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

interface RangeProblemProps {
  readonly id: string
  readonly error: RangeError
  /** The text in which `error.at` counts. */
  readonly text: string
  /** Takes a corrected text over; undefined where none is offered. */
  readonly onUse?: (text: string) => void
}

/** How much of a long address is shown on either side of the character. */
const around = 28

/** What is wrong with the address, and a caret under the character where it is. */
export function RangeProblem({ id, error, text, onUse }: RangeProblemProps) {
  const { t } = useWords()
  const from = Math.max(0, error.at - around)
  const end = error.at + Math.max(1, error.length)
  const fix = suggestedFix(text, error)
  const to = Math.min(text.length, end + around)
  return (
    <div id={id} role="alert" className="mt-1.5 text-small text-bad">
      <p>{t(`new-download:error.${error.code}`, { found: error.found })}</p>
      {text.trim() === '' ? null : (
        <p className="pb-3 font-mono leading-5 break-all whitespace-pre-wrap text-muted" aria-hidden>
          {from > 0 ? '…' : ''}
          {text.slice(from, error.at)}
          <mark className="relative rounded-xs bg-bad-soft text-bad">
            {text.slice(error.at, end) || '\u2007'}
            <span className="absolute top-4 left-0 leading-4">^</span>
          </mark>
          {text.slice(end, to)}
          {to < text.length ? '…' : ''}
        </p>
      )}
      {fix === null ? null : (
        <div className="flex items-start gap-3">
          <p className="min-w-0 break-all text-muted">
            {t('new-download:write-instead')} <code data-selectable>{fix}</code>
          </p>
          {onUse === undefined ? null : (
            <Button onClick={() => onUse(fix)}>{t('new-download:use-instead')}</Button>
          )}
        </div>
      )}
    </div>
  )
}
