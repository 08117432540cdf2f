import type { Settings } from '@shared/model/settings'
import { app } from 'electron'
import type { Log } from '../../engine/ports/ports'
import type { Surroundings } from '../follow'
import { createPower } from '../power'
import { textsFor } from '../spoken-texts'
import { showOnTaskbar } from '../taskbar'
import { applyTheme } from '../theme'
import type { MainWindow } from '../window/window'
import type { Activity } from './activity'
import { type DesktopActions, setMenu } from './menu'
import { notifyEnd } from './notifications'
import { createTray } from './tray'

/** Menu, tray, taskbar, sleep, theme and notifications, as Electron offers them. */
export function createSurroundings(
  window: MainWindow,
  actions: DesktopActions,
  iconFile: string,
  log: Log,
): Surroundings {
  const power = createPower()
  const tray = createTray(iconFile, actions, log)
  const kind = { isMac: process.platform === 'darwin', forDevelopers: !app.isPackaged }
  let shownMenu = ''

  /** Menus are built anew only when they would look different: building one costs milliseconds. */
  function showMenus(activity: Activity, settings: Settings): void {
    const state = { canPause: activity.active.length > 0, canResume: activity.paused.length > 0 }
    const look = JSON.stringify([settings.language, state, activity.active.length])
    if (look === shownMenu) return
    shownMenu = look
    const texts = textsFor(settings)
    setMenu(texts, actions, state, kind)
    tray.update(texts, state, activity.active.length)
  }

  return {
    show(activity, settings) {
      showOnTaskbar(window.current(), activity)
      power.keepAwake(settings.keepAwake && activity.active.length > 0)
      showMenus(activity, settings)
    },
    apply: (settings) => applyTheme(settings.theme),
    tellEnd(task, settings) {
      if (!settings.notifications || window.current()?.isFocused() === true) return
      notifyEnd(task, textsFor(settings), () => {
        actions.show()
        actions.intend({ kind: 'show-task', id: task.id })
      })
    },
  }
}
