import { memo } from 'react'
import { classNames } from './class-names'

/** Colour of a bar, by what it means; `still` for what does not move. */
export type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'still'

const fills: Readonly<Record<Tone, string>> = {
  accent: 'bg-accent-fill',
  ok: 'bg-ok-fill',
  warn: 'bg-warn-fill',
  bad: 'bg-bad-fill',
  still: 'bg-muted',
}

interface ProgressBarProps {
  /** 0 to 1, or null when it moves without a known end. */
  readonly share: number | null
  readonly tone: Tone
  /** 0 to 1: what failed, in red behind `share`. */
  readonly failed?: number
  /** Accessible name: of what. */
  readonly label: string
  readonly thin?: boolean
}

const within = (share: number): number => Math.min(1, Math.max(0, share))

/** A bar. Only `transform` changes, so that 20 of them at 10 Hz cost no layout. */
export const ProgressBar = memo(function ProgressBar({
  share,
  tone,
  failed = 0,
  label,
  thin = false,
}: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.floor(share * 100) })}
      className={classNames('relative w-full overflow-hidden rounded-full bg-track', thin ? 'h-1' : 'h-1.5')}
    >
      {share === null ? (
        <div className={classNames('bar-sweep h-full w-1/4 rounded-full', fills[tone])} />
      ) : (
        <>
          {failed > 0 ? (
            // Below the other part, to the end of both: the two meet without a gap at any width.
            <div
              className="absolute inset-0 origin-left bg-bad-fill"
              style={{ transform: `scaleX(${within(share + failed)})` }}
            />
          ) : null}
          <div
            className={classNames('relative h-full origin-left', fills[tone])}
            style={{ transform: `scaleX(${within(share)})` }}
          />
        </>
      )}
    </div>
  )
})
