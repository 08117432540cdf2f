import type { ReactNode } from 'react'
import icon from '../../../resources/icon.svg'

/** The sign of the program: a ship under sail. */
export function GalleonMark() {
  return <img src={icon} alt="" className="size-7 shrink-0" draggable={false} />
}

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly text?: string
  /** The next step: usually one button. */
  readonly children?: ReactNode
}

/** What stands in a list that has nothing: a sentence and a next step. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="flex max-w-[560px] flex-col items-center gap-1 px-6 py-8 text-center">
      {icon ? (
        <div className="mb-2 flex size-11 items-center justify-center rounded-lg border border-line bg-bar text-muted">
          {icon}
        </div>
      ) : null}
      <p className="text-title font-semibold">{title}</p>
      {text ? <p className="max-w-[52ch] text-muted">{text}</p> : null}
      {children ? <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div> : null}
    </div>
  )
}
