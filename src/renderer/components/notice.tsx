import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

interface NoticeProps {
  /** `accent`: a choice; `warn`: needs the user; `bad`: failed. */
  readonly state: 'accent' | 'warn' | 'bad'
  /** One sentence. */
  readonly children: ReactNode
  /** The choice, at its right or below it. */
  readonly action?: ReactNode
  readonly role?: 'status' | 'alert'
}

const looks = {
  accent: { ground: 'bg-accent-soft', icon: <Info size={16} className="text-accent" aria-hidden /> },
  warn: { ground: 'bg-warn-soft', icon: <TriangleAlert size={16} className="text-warn" aria-hidden /> },
  bad: { ground: 'bg-bad-soft', icon: <CircleAlert size={16} className="text-bad" aria-hidden /> },
}

/** One sentence that asks for a choice, or needs the user. */
export function Notice({ state, children, action, role }: NoticeProps) {
  const { ground, icon } = looks[state]
  return (
    <div
      role={role}
      className={classNames(
        'flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-sm py-2 pr-2 pl-3 text-text',
        ground,
      )}
    >
      <span className="shrink-0">{icon}</span>
      <div className="min-w-0 flex-1 basis-40 break-words" data-selectable>
        {children}
      </div>
      {action}
    </div>
  )
}
