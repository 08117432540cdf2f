import { type Texts, textsIn } from '@shared/messages/desktop-text'
import { type Language, languageFor } from '@shared/messages/language'
import type { Settings } from '@shared/model/settings'
import type { Task } from '@shared/model/task'
import { app, type BrowserWindow, Menu, Notification, nativeImage, powerSaveBlocker, Tray } from 'electron'
import type { Log } from '../../engine/ports/ports'
import { applyTheme, type MainWindow } from '../window/window'
import { describeEnd } from './describe-end'
import { type DesktopActions, type MenuState, setMenu, taskItems } from './menu'
import type { SystemUi } from './system-ui-updates'
import type { Activity } from './task-activity'

/** Notifications on the screen: held here, else they are collected as garbage and a click on them does nothing. */
const shown = new Set<Notification>()

/** Notifies the user of a task's end; a click calls `onClick`. Does nothing where the system has no notifications. */
export function notifyEnd(task: Task, language: Language, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification(describeEnd(task, language))
  const release = () => shown.delete(notification)
  shown.add(notification)
  notification.once('click', () => {
    release()
    onClick()
  })
  notification.once('close', release)
  notification.once('failed', release)
  notification.show()
}

/** The icon in the system's tray; every call does nothing where there is none. */
export interface TrayIcon {
  update(texts: Texts, state: MenuState, activity: Activity): void
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
    update(texts, state, activity) {
      tray?.setToolTip(trayText(texts, activity))
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

/** What runs; if nothing does, how many downloads have ended without everything that was asked for. */
function trayText({ tray }: Texts, { active, incomplete }: Activity): string {
  if (active.length > 0) return tray.running(active.length)
  return incomplete > 0 ? tray.incomplete(incomplete) : tray.idle
}

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

function languageOf({ language }: Pick<Settings, 'language'>): Language {
  return languageFor(language, app.getLocale())
}

/** Texts in the language that these settings choose. */
export function textsFor(settings: Pick<Settings, 'language'>): Texts {
  return textsIn(languageOf(settings))
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
  const kind = {
    isMac: process.platform === 'darwin',
    forDevelopers: !app.isPackaged && process.env['ELECTRON_RENDERER_URL'] !== undefined,
  }
  let shownMenu = ''

  /** Menus are built again only when they would look different: building one takes milliseconds. */
  function showMenus(activity: Activity, settings: Settings): void {
    const state = { canPause: activity.active.length > 0, canResume: activity.paused.length > 0 }
    const look = JSON.stringify([settings.language, state, activity.active.length, activity.incomplete])
    if (look === shownMenu) return
    shownMenu = look
    const texts = textsFor(settings)
    setMenu(texts, actions, state, kind)
    tray.update(texts, state, activity)
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
      notifyEnd(task, languageOf(settings), () => {
        actions.show()
        actions.send({ kind: 'show-task', id: task.id })
      })
    },
  }
}
