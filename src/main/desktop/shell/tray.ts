import type { Texts } from '@shared/messages/desktop-text'
import { Menu, nativeImage, Tray } from 'electron'
import type { Log } from '../../engine/ports/ports'
import { type DesktopActions, type MenuState, taskItems } from './menu'

/** The icon in the system's tray; every call does nothing where there is none. */
export interface TrayIcon {
  update(texts: Texts, state: MenuState, activeTasks: number): void
}

/** Makes the icon. A desktop without a tray, or without the icon's file, is no reason not to start. */
export function createTray(iconFile: string, actions: DesktopActions, log: Log): TrayIcon {
  let tray: Tray | null = null
  const icon = nativeImage.createFromPath(iconFile)
  if (icon.isEmpty()) log('warn', 'the icon of the tray is missing', { file: iconFile })
  else {
    try {
      tray = new Tray(icon.resize({ height: process.platform === 'darwin' ? 18 : 24 }))
      tray.on('click', actions.show)
    } catch (cause) {
      log('info', 'this desktop has no tray', { cause: String(cause) })
    }
  }
  return {
    update(texts, state, activeTasks) {
      tray?.setToolTip(activeTasks === 0 ? texts.tray.idle : texts.tray.running(activeTasks))
      tray?.setContextMenu(
        Menu.buildFromTemplate([
          { label: texts.tray.show, click: actions.show },
          { type: 'separator' },
          ...taskItems(texts, actions, state),
          { type: 'separator' },
          { label: texts.menu.quit, click: actions.quit },
        ]),
      )
    },
  }
}
