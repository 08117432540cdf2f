import { classNames } from '../class-names'

interface FillBarProps {
  /** 0 to 1. */
  readonly share: number
  /** Too low to be right. */
  readonly isPoor: boolean
}

/** How much of a column is filled, below its title, which says it in words. */
export function FillBar({ share, isPoor }: FillBarProps) {
  return (
    <span aria-hidden className="mt-[3px] block h-[3px] overflow-hidden rounded-[2px] bg-track">
      <span
        className={classNames('block h-full', isPoor ? 'bg-warn-fill' : 'bg-faint')}
        style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
      />
    </span>
  )
}
