import type { TakenLiterally } from '@shared/page-range/page-range'
import { useWords } from '../../locales/use-words'

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
    <div role="note" className="mt-1.5 text-sm text-muted">
      {kinds.map(({ why, found }) => (
        <p key={why}>{t(`new-download:literal.${why}`, { found })}</p>
      ))}
    </div>
  )
}
