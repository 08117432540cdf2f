import type { ReactNode } from 'react'

interface LabelProps {
  /** Id of the control; absent: the controls name themselves. */
  readonly htmlFor?: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** The words above a control. */
export function Label({ htmlFor, note, children }: LabelProps) {
  const words = <span className="font-medium">{children}</span>
  return (
    <div className="text-small mb-1.5 flex items-baseline gap-1.5">
      {htmlFor === undefined ? words : <label htmlFor={htmlFor}>{words}</label>}
      {note === undefined ? null : <span className="min-w-0 text-muted">{note}</span>}
    </div>
  )
}
