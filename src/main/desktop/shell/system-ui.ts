import { type Texts, textsIn } from '@shared/messages/desktop-text'
import { languageFor } from '@shared/messages/language'
import type { Settings } from '@shared/model/settings'
import { app, type BrowserWindow, powerSaveBlocker } from 'electron'
import type { Log } from '../../engine/ports/ports'
import { applyTheme, type MainWindow } from '../window/window'
import { type DesktopActions, setMenu } from './menu'
import { notifyEnd } from './notifications'
import type { SystemUi } from './system-ui-updates'
import type { Activity } from './task-activity'
import { createTray } from './tray'

/** Shows the progress of all tasks on the taskbar's or dock's icon, and nothing while none is active. */
export function showOnTaskbar(window: BrowserWindow | null, { active, share }: Activity): void {
  if (window === null || window.isDestroyed()) return
  if (active.length === 0) window.setProgressBar(-1)
  else if (share === null) window.setProgressBar(2, { mode: 'indeterminate' })
  else window.setProgressBar(share)
}

/** Keeps the computer awake. */
export interface Power {
  /** Whether the system may suspend the computer; the screen may turn off either way. */
  keepAwake(awake: boolean): void
}

/** Power by Electron's blocker of suspension. */
export function createPower(): Power {
  let blocker: number | null = null
  return {
    keepAwake(awake) {
      if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
      if (!awake && blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}

/** Texts in the language that these settings choose. */
export function textsFor({ language }: Pick<Settings, 'language'>): Texts {
  return textsIn(languageFor(language, app.getLocale()))
}

/** Texts in the language of the system: while there are no settings yet. */
export function systemTexts(): Texts {
  return textsFor({ language: 'system' })
}

/** Menu, tray, taskbar, sleep, theme and notifications, as Electron offers them. */
export function createSystemUi(
  window: MainWindow,
  actions: DesktopActions,
  iconFile: string,
  log: Log,
): SystemUi {
  const power = createPower()
  const tray = createTray(iconFile, actions, log)
  const kind = { isMac: process.platform === 'darwin', forDevelopers: !app.isPackaged }
  let shownMenu = ''

  /** Menus are built again only when they would look different: building one takes milliseconds. */
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
    notify(task, settings) {
      if (!settings.notifications || window.current()?.isFocused() === true) return
      notifyEnd(task, textsFor(settings), () => {
        actions.show()
        actions.send({ kind: 'show-task', id: task.id })
      })
    },
  }
}
