import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

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
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-field-line bg-field data-checked:border-accent-fill data-checked:bg-accent-fill"
      >
        <BaseCheckbox.Indicator className="text-on-accent">
          <Check size={12} strokeWidth={3} aria-hidden />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>{children}</span>
    </label>
  )
}
