import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '../class-names'
import { Hint } from '../overlays/tooltip'

/** Weight of a button: one `primary` action of a page; `text` leads somewhere; `danger` deletes. */
export type ButtonKind = 'primary' | 'plain' | 'soft' | 'ghost' | 'text' | 'danger'

const looks: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent-fill text-on-accent w-strong not-aria-disabled:hover:bg-accent',
  plain: 'bg-raised shadow-[inset_0_0_0_1px_var(--line-strong)] w-middle not-aria-disabled:hover:bg-hover',
  soft: 'bg-fill w-middle not-aria-disabled:hover:bg-fill-2',
  ghost: 'text-muted w-middle not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text',
  text: 'text-accent w-middle not-aria-disabled:hover:bg-hover',
  danger:
    'bg-raised text-bad shadow-[inset_0_0_0_1px_var(--line-strong)] w-middle not-aria-disabled:hover:bg-bad-soft',
}

const sizes = { small: 'h-6 px-2 t-small', normal: 'h-7 px-2.5', large: 'h-8 px-3.5' }

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
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-[6px] whitespace-nowrap',
        kind === 'text' ? `${size === 'small' ? 'h-6 t-small' : 'h-7'} px-1.5` : sizes[size],
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

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** Accessible name, also shown as the tooltip. */
  readonly label: string
  readonly shortcut?: string
  readonly icon: ReactNode
}

/** A square button with an icon alone. */
export function IconButton({ label, shortcut, icon, className, ...rest }: IconButtonProps) {
  return (
    <Hint label={label} shortcut={shortcut}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classNames(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-[6px] text-muted hover:bg-hover hover:text-text',
          className,
        )}
      >
        {icon}
      </button>
    </Hint>
  )
}
