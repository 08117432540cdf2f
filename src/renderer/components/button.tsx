import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/** Weight of a button: one `primary` action of a view, `plain` ones, `quiet` ones without a border, `danger` for deleting. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

const looks: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent-fill text-on-accent font-semibold not-aria-disabled:hover:bg-accent-fill-hover',
  plain: 'border border-line-strong bg-raised text-text font-medium not-aria-disabled:hover:bg-hover',
  quiet: 'text-text font-medium not-aria-disabled:hover:bg-hover',
  danger: 'border border-line-strong bg-raised text-bad font-medium not-aria-disabled:hover:bg-bad-soft',
}

/** Props of a `<button>`, with its look and an icon in front of its text. */
export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  readonly icon?: ReactNode
  readonly size?: 'small' | 'normal'
}

/** A button that stays focusable while it is disabled, so that focus is not lost under the user's hands. */
export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  disabled = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={disabled || undefined}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap',
        size === 'small' ? 'h-7 px-2.5 text-sm' : 'h-8 px-3',
        disabled && 'opacity-50',
        looks[kind],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  )
}
