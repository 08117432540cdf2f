import { Menu as BaseMenu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { menuPopup } from './menu-items'

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
