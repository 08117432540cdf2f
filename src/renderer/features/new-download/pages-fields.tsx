import type { PageNumber } from '@shared/page-range/page-range'
import { NumberField } from '../../components/fields/number-field'
import { useWords } from '../../locales/use-words'
import { fromToOf, pagesOf } from './address-form'

interface PagesFieldsProps {
  /** Undefined: no number counts, but the address holds a date. */
  readonly number: PageNumber | undefined
  readonly pages: string
  readonly onChange: (pages: string) => void
  /** Id of what describes an error in them. */
  readonly problemId: string | undefined
}

/** From and To for most, the whole syntax for those who want it: both write the same pages. */
export function PagesFields({ number, pages, onChange, problemId }: PagesFieldsProps) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap items-center gap-2">
      {number === undefined ? null : <FromAndTo number={number} pages={pages} onChange={onChange} />}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        value={pages}
        onChange={(event) => onChange(event.target.value)}
        aria-label={t('new-download:pages-syntax')}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        placeholder={t(
          number === undefined ? 'new-download:dates-placeholder' : 'new-download:pages-placeholder',
        )}
        className="h-8 min-w-32 flex-1 rounded-sm border border-field-line bg-raised px-2.5 font-mono text-small aria-invalid:border-bad"
      />
    </div>
  )
}

interface FromAndToProps extends Pick<PagesFieldsProps, 'pages' | 'onChange'> {
  readonly number: PageNumber
}

function FromAndTo({ number, pages, onChange }: FromAndToProps) {
  const { t } = useWords()
  const span = fromToOf(pages, number)
  return (
    <>
      <NumberField
        label={t('new-download:from')}
        value={span?.from ?? null}
        least={0}
        settles
        onCommit={(from) => {
          if (from !== null) onChange(pagesOf({ from, to: span === null ? from : span.to }))
        }}
      />
      <span className="text-muted" aria-hidden>
        –
      </span>
      <NumberField
        label={t('new-download:to')}
        value={span?.to ?? null}
        least={0}
        settles
        onCommit={(to) => onChange(pagesOf({ from: span?.from ?? number.value, to }))}
      />
    </>
  )
}
