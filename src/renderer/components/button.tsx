import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/** Weight of a button: one `primary` action of a page; `text` leads somewhere; `danger` deletes. */
export type ButtonKind = 'primary' | 'plain' | 'soft' | 'ghost' | 'text' | 'danger'

const looks: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent-fill text-on-accent font-semibold not-aria-disabled:hover:bg-accent',
  plain: 'bg-raised shadow-[inset_0_0_0_1px_var(--line-strong)] font-medium not-aria-disabled:hover:bg-hover',
  soft: 'bg-fill font-medium not-aria-disabled:hover:bg-fill-2',
  ghost: 'text-muted font-medium not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text',
  text: 'text-accent font-medium not-aria-disabled:hover:bg-hover',
  danger:
    'bg-raised text-bad shadow-[inset_0_0_0_1px_var(--line-strong)] font-medium not-aria-disabled:hover:bg-bad-soft',
}

const sizes = { small: 'h-6 px-2 text-small', normal: 'h-7 px-2.5', large: 'h-8 px-3.5' }

export interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  readonly size?: keyof typeof sizes
  readonly icon?: ReactNode
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
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-sm whitespace-nowrap',
        kind === 'text' ? `${size === 'small' ? 'h-6 text-small' : 'h-7'} px-1.5` : sizes[size],
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
