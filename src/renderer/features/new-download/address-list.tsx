import { formatCount } from '@shared/messages/format'
import { CircleAlert } from 'lucide-react'
import { Button } from '../../components/button'
import { classNames } from '../../components/class-names'
import { Checkbox } from '../../components/fields/switch'
import { useWords } from '../../locales/use-words'
import {
  type AddressEntries,
  type AddressEntry,
  type NotTaken,
  rangeOfEntries,
  rangeOfForm,
} from './address-entries'

interface AddressListProps {
  readonly state: AddressEntries
  readonly onChoose: (index: number) => void
  readonly onTick: (ids: ReadonlySet<string>, ticked: boolean) => void
  /** Takes two entries as the range that they make. */
  readonly onTakeRange: (address: string) => void
}

/** Several addresses: each that is ticked becomes a download of its own; the chosen one is shown below. */
export function AddressList({ state, onChoose, onTick, onTakeRange }: AddressListProps) {
  const { t, language } = useWords()
  const { entries, more, notTaken } = state
  const ticked = entries.filter((entry) => entry.ticked).length
  const range = rangeOfEntries(state)
  return (
    <section aria-label={t('new-download:addresses')} className="rounded-md border border-line bg-bar">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5">
        <p className="min-w-0 flex-1 basis-48" role="status">
          {t('new-download:ticked', {
            count: entries.length,
            number: formatCount(entries.length, language),
            ticked: formatCount(ticked, language),
          })}
        </p>
        {range === null ? null : (
          <Button onClick={() => onTakeRange(range)} data-hint={range}>
            {t('new-download:take-range')}
          </Button>
        )}
        <Button
          kind="ghost"
          onClick={() => onTick(new Set(entries.map(({ id }) => id)), ticked < entries.length)}
        >
          {t(ticked < entries.length ? 'new-download:tick-all' : 'new-download:tick-none')}
        </Button>
      </div>
      <ul className="max-h-36 overflow-y-auto border-t border-line py-1">
        {entries.map((entry, index) => (
          <Entry
            key={entry.id}
            entry={entry}
            chosen={index === state.chosen}
            onChoose={() => onChoose(index)}
            onTick={(next) => onTick(new Set([entry.id]), next)}
          />
        ))}
      </ul>
      <NotTakenNote notTaken={notTaken} />
      {more === 0 ? null : (
        <p className="border-t border-line px-3 py-1.5 text-small text-warn">
          {t('new-download:not-listed', { count: more, number: formatCount(more, language) })}
        </p>
      )}
    </section>
  )
}

/** Longest word that is shown whole. */
const longestWord = 40

/** What was not taken of the text and why, in one line. */
function NotTakenNote({ notTaken: { count, words, repeated } }: { readonly notTaken: NotTaken }) {
  const { t, language } = useWords()
  if (count + repeated === 0) return null
  const isChinese = language === 'zh-CN'
  const named = words
    .map((word) => (word.length > longestWord ? `${word.slice(0, longestWord)}…` : word))
    .join(isChinese ? '、' : ', ')
  const rest = count - words.length
  const all =
    rest === 0 ? named : t('new-download:and-more', { words: named, number: formatCount(rest, language) })
  const parts = [
    ...(count === 0 ? [] : [t('new-download:no-addresses', { words: all })]),
    ...(repeated === 0
      ? []
      : [t('new-download:repeated', { count: repeated, number: formatCount(repeated, language) })]),
  ]
  return (
    <p className="border-t border-line px-3 py-1.5 text-small break-words text-warn">
      {t('new-download:not-taken', { parts: parts.join(isChinese ? '；' : '; ') })}
    </p>
  )
}

interface EntryProps {
  readonly entry: AddressEntry
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onTick: (ticked: boolean) => void
}

function Entry({ entry: { form, ticked }, chosen, onChoose, onTick }: EntryProps) {
  const { t } = useWords()
  const { address, pages } = form
  return (
    <li className={classNames('flex items-center gap-2 px-3', chosen && 'bg-selected')}>
      <Checkbox checked={ticked} onChange={onTick}>
        <span className="sr-only">{t('new-download:tick', { address })}</span>
      </Checkbox>
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={t('new-download:show-address', { address })}
        data-hint={address}
        onClick={onChoose}
        className="min-w-0 flex-1 truncate rounded-xs py-1 text-left font-mono text-small"
      >
        {address}
        {pages === '' ? null : <span className="text-muted"> · {pages}</span>}
      </button>
      {rangeOfForm(form) === null ? (
        <span className="flex shrink-0 items-center gap-1 text-small text-bad">
          <CircleAlert size={13} aria-hidden />
          {t('new-download:wrong-address')}
        </span>
      ) : null}
    </li>
  )
}
