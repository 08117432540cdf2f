import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** What a chip, a notice or a line says of a state; `plain` is no exception. */
export type State = 'plain' | 'accent' | 'ok' | 'warn' | 'bad'

const looks: Readonly<Record<State, string>> = {
  plain: 'bg-fill text-muted',
  accent: 'bg-accent-soft text-accent',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

/** Kind or state in a word; never a button. */
export function Chip({
  state = 'plain',
  children,
}: {
  readonly state?: State
  readonly children: ReactNode
}) {
  return (
    <span
      className={classNames(
        'text-caption font-medium inline-flex h-5 shrink-0 items-center gap-1 rounded-xs px-[7px] whitespace-nowrap',
        looks[state],
      )}
    >
      {children}
    </span>
  )
}
