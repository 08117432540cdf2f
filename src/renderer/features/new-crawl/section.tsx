import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  /** Accessible name, where the title alone names another part as well. */
  readonly label?: string
  readonly note?: string | undefined
  /** At the right of the title: a button or a menu. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of the form with its heading. */
export function Section({ title, label, note, action, children }: SectionProps) {
  return (
    <section aria-label={label ?? title} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center gap-2">
        <h3 className="font-semibold shrink-0">{title}</h3>
        {note === undefined ? null : <span className="text-small min-w-0 truncate text-muted">{note}</span>}
        <span className="flex-1" />
        {action}
      </div>
      {children}
    </section>
  )
}
