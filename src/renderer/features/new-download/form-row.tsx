import type { ReactNode } from 'react'

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
