import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names'

/** Parts of a whole, each 0 to 1; what they leave is still to do. */
export interface Shares {
  readonly saved: number
  /** Already downloaded before. */
  readonly had?: number
  readonly failed?: number
}

interface SegmentedBarProps {
  /** null: it moves without a known end. */
  readonly shares: Shares | null
  /** Accessible name: of what. The shares are added to it. */
  readonly label: string
  /** Nothing moves: grey in place of blue. */
  readonly still?: boolean
  readonly size?: 'thin' | 'normal'
}

const within = (share: number): number => Math.min(1, Math.max(0, share))
const percent = (share: number): number => Math.floor(within(share) * 100)

interface Segment {
  readonly look: string
  readonly from: number
  readonly to: number
}

/** Parts in their order, without those of no width. */
function segmentsOf({ saved, had = 0, failed = 0 }: Shares, still: boolean): readonly Segment[] {
  const ends = [within(saved), within(saved + had), within(saved + had + failed), 1]
  const looks = [
    still ? 'bg-faint' : 'bg-accent-fill',
    still ? 'bg-faint' : 'bar-had',
    'bg-bad-fill',
    'bg-track',
  ]
  return ends.flatMap((to, at) => {
    const from = at === 0 ? 0 : (ends[at - 1] ?? 0)
    return to - from < 0.001 ? [] : [{ look: looks[at] ?? '', from, to }]
  })
}

/**
 * A bar of what is saved, already downloaded, failed and to do. Only `clip-path` changes, so that 20 of them at 10 Hz cost
 * no layout.
 */
export const SegmentedBar = memo(function SegmentedBar({
  shares,
  label,
  still = false,
  size = 'thin',
}: SegmentedBarProps) {
  const { t } = useTranslation()
  const done = shares === null ? null : percent(shares.saved + (shares.had ?? 0))
  const words = shares === null ? [] : wordsOf(shares).map(([name, share]) => t(`bar.${name}`, { share }))
  return (
    <div
      role="progressbar"
      aria-label={[label, ...words].join(', ')}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(done === null ? {} : { 'aria-valuenow': done })}
      className={classNames(
        'relative w-full overflow-hidden rounded-full [forced-color-adjust:none]',
        size === 'thin' ? 'h-[3px]' : 'h-1.5',
        shares === null && 'bg-track',
      )}
    >
      {shares === null ? (
        <div className="bar-sweep h-full w-1/4 rounded-full bg-accent-fill" />
      ) : (
        segmentsOf(shares, still).map(({ look, from, to }) => (
          <div
            key={look}
            className={classNames('absolute inset-0', look)}
            style={{
              clipPath: `inset(0 ${(1 - to) * 100}% 0 calc(${from * 100}% + ${from > 0 ? 2 : 0}px) round 1px)`,
            }}
          />
        ))
      )}
    </div>
  )
})

/** What the accessible name says besides the label, in whole percent; nothing of a bar that has one part. */
function wordsOf({ saved, had, failed }: Shares): readonly (readonly [keyof Shares, number])[] {
  if (had === undefined && failed === undefined) return []
  const all = [
    ['saved', percent(saved)],
    ['had', percent(had ?? 0)],
    ['failed', percent(failed ?? 0)],
  ] as const
  return all.filter(([name, share]) => name === 'saved' || share > 0)
}
