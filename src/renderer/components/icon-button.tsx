import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { Hint } from './tooltip'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** Accessible name, also shown as the tooltip. */
  readonly label: string
  /** Keys that do the same, such as `Ctrl+A`. */
  readonly shortcut?: string | undefined
  readonly icon: ReactNode
  readonly pressed?: boolean
}

/** A square button that shows only an icon. */
export function IconButton({
  label,
  shortcut,
  icon,
  pressed,
  disabled = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Hint label={label} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={disabled || undefined}
        onClick={disabled ? (event) => event.preventDefault() : onClick}
        className={classNames(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted',
          disabled ? 'opacity-40' : 'hover:bg-hover hover:text-text',
          pressed && 'bg-selected text-accent',
          className,
        )}
      >
        {icon}
      </button>
    </Hint>
  )
}
