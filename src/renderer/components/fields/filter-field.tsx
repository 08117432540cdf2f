import { Search, X } from 'lucide-react'
import { classNames } from '../class-names'

interface FilterFieldProps {
  readonly id?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly label: string
  readonly placeholder: string
  readonly clearLabel: string
  readonly className?: string
}

/** A field that narrows a list while one types; Escape empties it. */
export function FilterField({
  id,
  value,
  onChange,
  label,
  placeholder,
  clearLabel,
  className,
}: FilterFieldProps) {
  return (
    <div className={classNames('relative min-w-0', className ?? 'w-48 shrink')}>
      <Search size={14} className="absolute top-1/2 left-2 -translate-y-1/2 text-muted" aria-hidden />
      <input
        id={id}
        type="text"
        spellCheck={false}
        value={value}
        aria-label={label}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
        className="h-7 w-full rounded-sm border border-field-line bg-raised pr-7 pl-7"
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
