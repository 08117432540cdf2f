import { Tooltip } from '@base-ui/react/tooltip'
import type { ComponentProps, MouseEvent, ReactElement, ReactNode } from 'react'
import { classNames } from './class-names'

/** `Ctrl` of a shortcut is the command key on a Mac. */
const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

/** Keys as this system writes them: `Ctrl+A`, or `⌘A`. */
export function shortcutText(keys: string): string {
  if (!isMac) return keys
  return keys.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥').replace('Delete', '⌫')
}

/** Whether the key is held that means "command" on this system. */
export function isCommandKey(event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isMac ? event.metaKey : event.ctrlKey
}

/** A shortcut, as this system writes it. */
export function Keys({ keys }: { readonly keys: string }) {
  return <kbd className="font-sans text-xs text-muted">{shortcutText(keys)}</kbd>
}

interface HintProps {
  readonly label: string
  readonly shortcut?: string | undefined
  /** One element that takes a ref and props, such as a button. */
  readonly children: ReactElement
}

/** What an element does, and its keys, shown after a short rest of the pointer or on keyboard focus. */
export function Hint({ label, shortcut, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Tooltip.Popup className="popup-motion flex max-w-80 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-text shadow-popup">
            {label}
            {shortcut ? <Keys keys={shortcut} /> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** Shares the delay of all hints: the second one in a row shows at once. */
export const HintProvider = Tooltip.Provider

interface RowButtonProps {
  readonly label: string
  readonly shortcut?: string | undefined
  readonly icon: ReactNode
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void
  readonly className?: string
  readonly 'aria-haspopup'?: 'menu'
}

/**
 * An icon button inside a row of a long list: its tooltip is the system's, because 80 of ours would be made and thrown
 * away at every scroll. Not a tab stop: the row's keys and its menu do the same.
 */
export function RowButton({ label, shortcut, icon, onClick, className, ...rest }: RowButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      tabIndex={-1}
      aria-label={label}
      title={shortcut === undefined ? label : `${label} (${shortcutText(shortcut)})`}
      onClick={onClick}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-track hover:text-text',
        className,
      )}
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
