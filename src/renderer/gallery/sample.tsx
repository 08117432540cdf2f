import type { ReactNode } from 'react'

interface SampleProps {
  readonly title: string
  readonly children: ReactNode
}

/** A group of samples under its name. */
export function Sample({ title, children }: SampleProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h2 className="border-b border-line pb-1 text-title">{title}</h2>
      {children}
    </section>
  )
}

/** Samples beside each other. */
export function Line({ children }: Pick<SampleProps, 'children'>) {
  return <div className="flex flex-wrap items-center gap-3">{children}</div>
}
