import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu'
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
