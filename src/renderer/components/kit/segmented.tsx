import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { classNames } from '../class-names'

interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly segments: readonly { readonly value: T; readonly label: string; readonly note?: string }[]
  readonly onChange: (value: T) => void
  readonly className?: string
}

/** One of a few values, all of them in sight. */
export function Segmented<T extends string>({
  label,
  value,
  segments,
  onChange,
  className,
}: SegmentedProps<T>) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => onChange(next)}
      aria-label={label}
      className={classNames('inline-flex h-7 shrink-0 rounded-[6px] bg-fill p-0.5', className)}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          className="t-small w-middle inline-flex items-center gap-1.5 rounded-[4px] px-[9px] whitespace-nowrap text-muted not-data-checked:hover:text-text data-checked:bg-raised data-checked:text-text data-checked:shadow-tile dark:data-checked:bg-line-strong"
        >
          {segment.label}
          {segment.note ? <span className="t-caption w-plain text-muted">{segment.note}</span> : null}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
