import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { classNames } from './class-names'

interface SwitchProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  /** Accessible name where no Field gives one. */
  readonly label?: string
  readonly className?: string
}

/** On or off, in force at once. */
export function Switch({ checked, onChange, disabled = false, label, className }: SwitchProps) {
  return (
    <BaseSwitch.Root
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      className={classNames(
        'my-1 inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-field-line bg-track p-0.5 transition-colors duration-100',
        'data-checked:border-accent-fill data-checked:bg-accent-fill data-disabled:opacity-50',
        className,
      )}
    >
      <BaseSwitch.Thumb className="size-3.5 rounded-full bg-muted transition-transform duration-100 data-checked:translate-x-4 data-checked:bg-on-accent" />
    </BaseSwitch.Root>
  )
}
