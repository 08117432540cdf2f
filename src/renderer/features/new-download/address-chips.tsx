import type { PageNumber } from '@shared/page-range/page-range'
import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names'
import { useWords } from '../../locales/use-words'

interface AddressChipsProps {
  readonly address: string
  readonly numbers: readonly PageNumber[]
  readonly counting: number
  /** What stands in the place of the number that counts. */
  readonly pages: string
  /** -1: none counts. */
  readonly onChoose: (index: number) => void
}

/** The address with its numbers as chips; the one that counts pages is marked, a click moves the mark. */
export function AddressChips({ address, numbers, counting, pages, onChoose }: AddressChipsProps) {
  const { t } = useWords()
  const pieces: ReactNode[] = []
  let at = 0
  for (const [index, number] of numbers.entries()) {
    const counts = index === counting
    const text = counts && pages !== '' ? pages : number.text
    pieces.push(
      <span key={`text-${at}`}>{address.slice(at, number.start)}</span>,
      <button
        key={`number-${number.start}`}
        type="button"
        aria-pressed={counts}
        aria-label={t(counts ? 'new-download:counts' : 'new-download:let-count', { number: text })}
        onClick={() => onChoose(counts ? -1 : index)}
        className={classNames(
          'mx-px rounded px-1 tabular-nums',
          counts ? 'bg-accent-fill font-medium text-on-accent' : 'bg-track text-text hover:bg-selected',
        )}
      >
        {text}
      </button>,
    )
    at = number.end
  }
  pieces.push(<span key={`text-${at}`}>{address.slice(at)}</span>)
  return (
    <div
      role="group"
      aria-label={t('new-download:numbers')}
      className="mt-1.5 font-mono text-sm leading-6 break-all text-muted"
    >
      {pieces}
    </div>
  )
}
