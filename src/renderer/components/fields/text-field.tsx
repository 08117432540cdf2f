import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '../class-names'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What is wrong with it; it stands below the field. */
  readonly error?: string | null
  /** Addresses, patterns and selectors. */
  readonly mono?: boolean
}

/** A line of text with an outline. */
export function TextField({
  value,
  onChange,
  error = null,
  mono = false,
  className,
  ...rest
}: TextFieldProps) {
  const problem = error === null || rest.id === undefined ? undefined : `${rest.id}-problem`
  return (
    <div className={classNames('min-w-0', className)}>
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...rest}
        value={value}
        aria-invalid={error !== null || undefined}
        aria-describedby={problem ?? rest['aria-describedby']}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          'h-8 w-full min-w-0 rounded-sm bg-raised px-2.5 text-text placeholder:text-faint',
          error === null
            ? 'shadow-[inset_0_0_0_1px_var(--field-line)]'
            : 'shadow-[inset_0_0_0_1px_var(--bad)]',
          mono && 'font-mono text-[12px]',
        )}
      />
      {error === null ? null : (
        <p id={problem} role="alert" className="text-small mt-1 break-words text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

interface SearchFieldProps {
  readonly id?: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly clearLabel: string
  /** What may be typed. */
  readonly hint?: string
  /** Stands in the empty field; the label by default. */
  readonly placeholder?: string
  readonly className?: string
}

/** A filled field that narrows a list while one types; Escape empties it. */
export function SearchField({
  id,
  label,
  value,
  onChange,
  clearLabel,
  hint,
  placeholder = label,
  className,
}: SearchFieldProps) {
  return (
    <div className={classNames('relative min-w-0', className)}>
      <Search size={14} className="absolute top-[7px] left-2 text-muted" aria-hidden />
      <input
        id={id}
        type="text"
        spellCheck={false}
        value={value}
        aria-label={label}
        data-hint={hint}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
        className="h-7 w-full rounded-sm bg-fill pr-7 pl-7 placeholder:text-muted"
      />
      {value === '' ? null : (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={() => onChange('')}
          className="absolute top-1 right-1 flex size-5 items-center justify-center rounded-xs text-muted hover:bg-hover hover:text-text"
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </div>
  )
}
