import { NumberField as BaseNumberField } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useWords } from '../../locales/use-words'
import { classNames } from '../class-names'

interface NumberFieldProps {
  readonly value: number | null
  /**
   * Called once per change by the user: Enter, leaving the field, a step. null when the field was emptied. A typed number
   * may lie outside `least` and `most`: the caller reports that; steps stay inside.
   */
  readonly onCommit: (value: number | null) => void
  readonly least?: number
  readonly most?: number
  readonly step?: number
  /** Digits after the point, at most. */
  readonly digits?: number
  /** Shows `value` again after each change, for a caller that replaces the number at once or refuses it. */
  readonly settles?: boolean
  /** Stands in the field while it has no number; a word. */
  readonly placeholder?: string
  /** Accessible name where no Field gives one. */
  readonly label?: string
}

const stepper =
  'flex w-6 items-center justify-center text-muted hover:bg-hover hover:text-text data-disabled:opacity-40'

/** A number that is typed or stepped. */
export function NumberField(props: NumberFieldProps) {
  const { least, most, step = 1, digits = 0, placeholder, label } = props
  const { t, language } = useWords()
  const { draft, type, commit } = useNumberDraft(props)
  return (
    <BaseNumberField.Root
      value={draft}
      onValueChange={type}
      onValueCommitted={commit}
      {...(least === undefined ? {} : { min: least })}
      {...(most === undefined ? {} : { max: most })}
      step={step}
      largeStep={step * 10}
      allowOutOfRange
      locale={language}
      format={{ maximumFractionDigits: digits, useGrouping: false }}
    >
      <BaseNumberField.Group
        className={classNames(
          'inline-flex h-8 items-stretch overflow-hidden rounded-sm border border-field-line bg-raised data-invalid:border-bad',
          'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-1 has-[input:focus-visible]:outline-accent-fill',
        )}
      >
        <BaseNumberField.Decrement aria-label={t('decrease')} className={stepper}>
          <Minus size={13} />
        </BaseNumberField.Decrement>
        <BaseNumberField.Input
          aria-label={label}
          placeholder={placeholder}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit(draft)
          }}
          className="w-14 bg-transparent px-1 text-center tabular-nums outline-none placeholder:text-muted"
        />
        <BaseNumberField.Increment aria-label={t('increase')} className={stepper}>
          <Plus size={13} />
        </BaseNumberField.Increment>
      </BaseNumberField.Group>
    </BaseNumberField.Root>
  )
}

/** The number as it is typed, and when it becomes the value. */
function useNumberDraft({ value, onCommit, settles = false }: NumberFieldProps) {
  const [draft, setDraft] = useState(value)
  const [shown, setShown] = useState<number | null | undefined>(value)
  // A value that changed elsewhere replaces what is typed here; the same value again leaves it alone.
  if (shown !== value) {
    setShown(value)
    setDraft(value)
  }
  // Enter and then leaving the field is one change: its result may not have arrived yet.
  const sent = useRef<number | null | undefined>(undefined)
  return {
    draft,
    type(next: number | null): void {
      sent.current = undefined
      setDraft(next)
    },
    commit(next: number | null): void {
      setDraft(next)
      if (next === sent.current) return
      sent.current = next
      onCommit(next)
      // As if nothing had been shown yet: the caller's value returns, also when it is the one of before.
      if (settles) setShown(undefined)
    },
  }
}
