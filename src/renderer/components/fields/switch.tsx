import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'

interface CheckboxProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** A box with its words; a click on either changes it. */
export function Checkbox({ checked, onChange, children }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2">
      <BaseCheckbox.Root
        checked={checked}
        onCheckedChange={onChange}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-xs border border-field-line bg-raised data-checked:border-accent-fill data-checked:bg-accent-fill"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          <Check size={12} strokeWidth={3} aria-hidden />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>{children}</span>
    </label>
  )
}

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
