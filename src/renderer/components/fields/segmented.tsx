import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'

/** One of the values to choose from. */
export interface Segment<T extends string> {
  readonly value: T
  readonly label: string
  readonly icon?: ReactNode
}

interface SegmentedProps<T extends string> {
  /** Null: none is chosen. */
  readonly value: T | null
  readonly segments: readonly Segment<T>[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
  /** Accessible name where no Field gives one. */
  readonly label?: string
  readonly className?: string
}

/** One of a few values, all of them in sight. */
export function Segmented<T extends string>({
  value,
  segments,
  onChange,
  disabled = false,
  label,
  className,
}: SegmentedProps<T>) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
      disabled={disabled}
      aria-label={label}
      className={classNames(
        'inline-flex max-w-full flex-wrap rounded-md border border-field-line bg-field p-0.5 data-disabled:opacity-50',
        className,
      )}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          aria-label={segment.label}
          className="inline-flex h-6.5 items-center gap-1.5 rounded px-2.5 text-muted hover:text-text data-checked:bg-selected data-checked:font-medium data-checked:text-accent"
        >
          {segment.icon}
          {segment.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
