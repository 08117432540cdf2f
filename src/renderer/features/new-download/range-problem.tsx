import { type RangeError, suggestedFix } from '@shared/page-range/page-range'
import { Button } from '../../components/button'
import { useWords } from '../../locales/use-words'

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
    <div id={id} role="alert" className="mt-1.5 text-sm text-bad">
      <p>{t(`new-download:error.${error.code}`, { found: error.found })}</p>
      {text.trim() === '' ? null : (
        <p className="pb-3 font-mono leading-5 break-all whitespace-pre-wrap text-muted" aria-hidden>
          {from > 0 ? '…' : ''}
          {text.slice(from, error.at)}
          <mark className="relative rounded-sm bg-bad-soft text-bad">
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
            <Button size="small" onClick={() => onUse(fix)}>
              {t('new-download:use-instead')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
