import type { TakenLiterally } from '@shared/page-range'
import { useWords } from '../../locales/use-words'

/** Brackets that were taken as a part of the address, and a range behind `#`, which no site is sent. */
export function LiteralNotes({ literal }: { readonly literal: readonly TakenLiterally[] }) {
  const { t } = useWords()
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
