import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { menuPopup } from './menu-items'

interface ContextMenuProps {
  /** The area that answers to the right button. */
  readonly area: ReactElement
  /** `MenuItem`, `MenuLine`; made only while the menu is open. */
  readonly children: ReactNode
}

/** Actions at the pointer. */
export function ContextMenu({ area, children }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={area} />
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner collisionPadding={8} className="z-50 outline-none">
          <BaseContextMenu.Popup className={menuPopup}>{children}</BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  )
}

/**
 * Opens the context menu of an element's area from a key or a button, as the right button at a point would. The point is
 * in CSS pixels from the corner of the element, or a pointer event. Does nothing without the element.
 */
export function openContextMenu(
  element: HTMLElement | null,
  at: { readonly x: number; readonly y: number } | { readonly clientX: number; readonly clientY: number },
): void {
  if (element === null) return
  const box = element.getBoundingClientRect()
  const point = 'clientX' in at ? at : { clientX: box.left + at.x, clientY: box.top + at.y }
  element.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: point.clientX,
      clientY: point.clientY,
    }),
  )
}

interface MenuProps {
  /** A button; it gets what opens the menu. */
  readonly trigger: ReactElement
  /** `MenuItem`, `MenuLine`, `MenuChoices`; made only while the menu is open. */
  readonly children: ReactNode
}

/** Actions behind a button. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50 outline-none">
          <BaseMenu.Popup className={menuPopup}>{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
