import type { ReactNode } from 'react'

interface SectionProps {
  readonly title?: string
  readonly intro?: ReactNode
  /** Settings, each in a row of its own. */
  readonly children: ReactNode
}

/** Settings that belong together. */
export function Section({ title, intro, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-2">
      {title ? <h2 className="px-1 font-semibold">{title}</h2> : null}
      {intro ? <p className="px-1 text-muted">{intro}</p> : null}
      <div className="flex flex-col divide-y divide-line rounded-lg border border-line bg-raised [&>*]:px-4 [&>*]:py-2.5">
        {children}
      </div>
    </section>
  )
}
