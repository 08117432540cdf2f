import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names'
import { Hint } from './overlays/tooltip'

const look =
  'inline-flex size-7 shrink-0 items-center justify-center rounded-sm transition-colors hover:text-text'

interface RowButtonProps {
  readonly label: string
  readonly shortcut?: string | undefined
  readonly icon: ReactNode
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void
  readonly className?: string
  readonly 'aria-haspopup'?: 'menu'
}

/**
 * An icon button inside a row of a long list: its tooltip is the shared one of `data-hint`, because 80 of its own would be
 * made and thrown away at every scroll. Not a tab stop: the row's keys and its menu do the same.
 */
export function RowButton({ label, shortcut, icon, onClick, className, ...rest }: RowButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      tabIndex={-1}
      aria-label={label}
      data-hint={label}
      data-hint-keys={shortcut}
      onClick={onClick}
      className={classNames(look, 'text-muted hover:bg-fill-2', className)}
    >
      {icon}
    </button>
  )
}

/** Props of a `<button>` that shows only an icon; its label is also its hint. */
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
          look,
          disabled ? 'text-muted opacity-40' : 'hover:bg-hover',
          pressed ? 'bg-fill-2 text-text' : 'text-muted',
          className,
        )}
      >
        {icon}
      </button>
    </Hint>
  )
}
