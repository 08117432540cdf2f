import { classNames } from './class-names'

interface SkeletonProps {
  /** How many rows stand in. */
  readonly rows: number
  readonly className?: string
}

/** Grey places of rows that are being loaded, at their final size: nothing moves when they come. */
export function SkeletonRows({ rows, className }: SkeletonProps) {
  return (
    <div aria-hidden className={classNames('flex flex-col', className)}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="mx-2 flex h-16 items-center gap-3 px-2">
          <span className="size-11 shrink-0 rounded-sm bg-fill" />
          <span className="flex flex-1 flex-col gap-2">
            <span className="h-3 w-2/5 rounded-xs bg-fill" />
            <span className="h-2.5 w-3/5 rounded-xs bg-fill" />
          </span>
        </div>
      ))}
    </div>
  )
}
