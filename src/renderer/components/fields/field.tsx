import { Field as BaseField } from '@base-ui/react/field'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'

interface FormRowProps {
  readonly label: string
  /** Id of the control that the label names; absent when the row names its controls itself. */
  readonly htmlFor?: string
  readonly children: ReactNode
}

/** A label at the left and its controls at the right. */
export function FormRow({ label, htmlFor, children }: FormRowProps) {
  return (
    <div className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 max-[620px]:grid-cols-1">
      {htmlFor === undefined ? (
        <span className="pt-1.5 text-muted">{label}</span>
      ) : (
        <label htmlFor={htmlFor} className="pt-1.5 text-muted">
          {label}
        </label>
      )}
      <div className="min-w-0">{children}</div>
    </div>
  )
}

interface FieldProps {
  readonly label: string
  readonly description?: ReactNode
  /** What is wrong with the value, in a sentence; the control is marked and described by it. */
  readonly error?: string | null
  /** `row`: the control stands at the right of its label; `stack`: below it, over the whole width. */
  readonly layout?: 'row' | 'stack'
  readonly disabled?: boolean
  /** One control of this folder (or an `Input`); it finds its label, description and error automatically. */
  readonly children: ReactNode
  readonly className?: string
}

/** A labelled control with a description and an error. */
export function Field({
  label,
  description,
  error = null,
  layout = 'row',
  disabled = false,
  children,
  className,
}: FieldProps) {
  return (
    <BaseField.Root
      invalid={error !== null}
      disabled={disabled}
      className={classNames(
        layout === 'row' ? 'flex flex-wrap gap-x-6 gap-y-1' : 'flex flex-col gap-1.5',
        layout === 'row' && (description ? 'items-start' : 'items-baseline'),
        className,
      )}
    >
      <div className={classNames('min-w-0', layout === 'row' && 'min-h-7 flex-1 basis-56 py-1')}>
        <BaseField.Label className="block w-fit font-medium text-text data-disabled:text-muted">
          {label}
        </BaseField.Label>
        {description ? (
          <BaseField.Description render={<div />} className="text-small text-muted">
            {description}
          </BaseField.Description>
        ) : null}
      </div>
      <div className={classNames('flex min-w-0 flex-col gap-1', layout === 'row' && 'items-end')}>
        {children}
        {error === null ? null : (
          <BaseField.Error
            match
            className={classNames(
              'flex items-start gap-1 text-small text-bad',
              layout === 'row' && 'max-w-80',
            )}
            role="alert"
          >
            <CircleAlert size={13} className="mt-0.5 shrink-0" aria-hidden />
            <span className="min-w-0 break-words" data-selectable>
              {error}
            </span>
          </BaseField.Error>
        )}
      </div>
    </BaseField.Root>
  )
}
