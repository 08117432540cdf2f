import { Menu } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { Keys } from './tooltip'

/** Look of the box of every menu. */
export const menuPopup =
  'popup-motion max-h-(--available-height) min-w-48 origin-(--transform-origin) overflow-y-auto rounded-md bg-raised p-1 text-text shadow-menu outline-none'

interface MenuItemProps {
  readonly icon?: ReactNode
  readonly shortcut?: string
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** One action, of a menu or of a context menu. */
export function MenuItem({
  icon,
  shortcut,
  disabled = false,
  danger = false,
  onClick,
  children,
}: MenuItemProps) {
  return (
    <Menu.Item
      disabled={disabled}
      onClick={onClick}
      className={classNames(
        'flex h-7 items-center gap-2 rounded-sm px-2 outline-none data-disabled:opacity-45 data-highlighted:bg-hover',
        danger && 'text-bad data-highlighted:bg-bad-soft',
      )}
    >
      <span
        className={classNames('flex size-4 items-center justify-center', !danger && 'text-muted')}
        aria-hidden
      >
        {icon}
      </span>
      <span className="flex-1 whitespace-nowrap">{children}</span>
      {shortcut ? (
        <span className="pl-4">
          <Keys keys={shortcut} />
        </span>
      ) : null}
    </Menu.Item>
  )
}

/** A line between groups of actions. */
export function MenuLine() {
  return <Menu.Separator className="mx-1 my-1 h-px bg-line" />
}

interface MenuChoicesProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onChoose: (value: T) => void
}

/** A few choices of which one holds, marked with a dot. */
export function MenuChoices<T extends string>({ label, value, choices, onChoose }: MenuChoicesProps<T>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-2 pt-1 pb-0.5 text-caption text-muted">{label}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={onChoose}>
        {choices.map((choice) => (
          <Menu.RadioItem
            key={choice.value}
            value={choice.value}
            closeOnClick
            className="flex h-7 items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-hover"
          >
            <span className="flex size-4 items-center justify-center" aria-hidden>
              <Menu.RadioItemIndicator className="size-1.5 rounded-full bg-accent-fill" />
            </span>
            {choice.label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  )
}
