import { addressAt, type PageRange } from '@shared/page-range/page-range'
import { formatCount } from '../../format'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { landmarks, shortAddress } from './address-form'

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
    <div className="mt-1.5 text-sm">
      <p role="status">{sentence}</p>
      {marks.length > 1 ? (
        <ul className="mt-0.5 text-muted" aria-label={t('new-download:examples')}>
          {marks.map((address) => (
            <li
              key={address}
              className="truncate font-mono text-xs leading-4.5"
              title={address}
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
