import { Select as BaseSelect } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { classNames } from '../class-names'

/** One of the values to choose from. */
export interface SelectItem<T extends string | number> {
  readonly value: T
  readonly label: string
}

interface SelectProps<T extends string | number> {
  readonly value: T
  readonly items: readonly SelectItem<T>[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
  /** Accessible name where no Field gives one. */
  readonly label?: string
  /** Stands before the value, such as "Sort by". */
  readonly prefix?: string
  readonly className?: string
}

/** One of several values, in a list that opens. */
export function Select<T extends string | number>({
  value,
  items,
  onChange,
  disabled = false,
  label,
  prefix,
  className,
}: SelectProps<T>) {
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <BaseSelect.Trigger
        aria-label={label}
        className={classNames(
          'inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-sm border border-field-line bg-raised pr-2 pl-2.5 text-left text-text',
          'hover:bg-hover data-disabled:opacity-50 data-popup-open:bg-hover',
          className,
        )}
      >
        <span className="min-w-0 truncate">
          {prefix ? <span className="text-muted">{prefix} </span> : null}
          <BaseSelect.Value />
        </span>
        <BaseSelect.Icon className="shrink-0 text-muted">
          <ChevronDown size={14} />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <SelectPopup items={items} />
    </BaseSelect.Root>
  )
}

/** The list that opens. */
function SelectPopup<T extends string | number>({ items }: Pick<SelectProps<T>, 'items'>) {
  return (
    <BaseSelect.Portal>
      <BaseSelect.Positioner
        sideOffset={4}
        collisionPadding={8}
        alignItemWithTrigger={false}
        className="z-50 outline-none"
      >
        <BaseSelect.Popup className="popup-motion max-h-[min(24rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-md bg-raised p-1 shadow-menu outline-none">
          <BaseSelect.List>
            {items.map((item) => (
              <BaseSelect.Item
                key={item.value}
                value={item.value}
                className="flex min-h-7 items-center gap-2 rounded-sm py-1 pr-3 pl-2 text-text outline-none data-highlighted:bg-hover"
              >
                <span className="w-4 shrink-0 text-accent">
                  <BaseSelect.ItemIndicator>
                    <Check size={14} />
                  </BaseSelect.ItemIndicator>
                </span>
                <BaseSelect.ItemText className="max-w-80 truncate">{item.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.List>
        </BaseSelect.Popup>
      </BaseSelect.Positioner>
    </BaseSelect.Portal>
  )
}
