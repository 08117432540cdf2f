import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'

/** One of the values to choose from. */
export interface Segment<T extends string> {
  readonly value: T
  readonly label: string
  readonly icon?: ReactNode
  /** A number behind the label. */
  readonly note?: string
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
        'inline-flex min-h-7 max-w-full shrink-0 flex-wrap rounded-sm bg-fill p-0.5 data-disabled:opacity-50',
        className,
      )}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          aria-label={segment.note === undefined ? segment.label : undefined}
          className="inline-flex min-h-6 items-center gap-1.5 rounded-xs px-[9px] text-small font-medium whitespace-nowrap text-muted not-data-checked:hover:text-text data-checked:bg-raised data-checked:text-text data-checked:shadow-tile dark:data-checked:bg-line-strong"
        >
          {segment.icon}
          {segment.label}
          {segment.note ? <span className="text-caption font-normal text-muted">{segment.note}</span> : null}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
