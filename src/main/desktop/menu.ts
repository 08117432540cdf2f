import type { Intent } from '@shared/ipc'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Texts } from './texts'

/** What menus and the tray can do. */
export interface DesktopActions {
  intend(intent: Intent): void
  show(): void
  pauseAll(): void
  resumeAll(): void
  openDownloadFolder(): void
  quit(): void
}

/** What decides which items can be chosen. */
export interface MenuState {
  readonly canPause: boolean
  readonly canResume: boolean
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

function fileMenu(texts: Texts, actions: DesktopActions, isMac: boolean): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'close' }]
    : [{ label: texts.menu.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit }]
  return {
    label: texts.menu.file,
    submenu: [
      {
        label: texts.menu.newDownload,
        accelerator: 'CmdOrCtrl+N',
        click: () => actions.intend({ kind: 'new-download', address: '' }),
      },
      { label: texts.menu.openDownloadFolder, click: actions.openDownloadFolder },
      separator,
      ...quit,
    ],
  }
}

function viewMenu(texts: Texts, actions: DesktopActions, forDevelopers: boolean): MenuItemConstructorOptions {
  const views = ['downloads', 'library', 'recipes', 'settings'] as const
  const tools: MenuItemConstructorOptions[] = forDevelopers
    ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }]
    : []
  return {
    label: texts.menu.view,
    submenu: [
      ...views.map((view, index) => ({
        label: texts.menu[view],
        accelerator: view === 'settings' ? 'CmdOrCtrl+,' : `CmdOrCtrl+${index + 1}`,
        click: () => actions.intend({ kind: 'show-view', view }),
      })),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...tools,
    ],
  }
}

/** Items that pause and resume everything; the tray has them too. */
export function taskItems(
  texts: Texts,
  actions: DesktopActions,
  state: MenuState,
): MenuItemConstructorOptions[] {
  return [
    { label: texts.menu.pauseAll, enabled: state.canPause, click: actions.pauseAll },
    { label: texts.menu.resumeAll, enabled: state.canResume, click: actions.resumeAll },
  ]
}

/** Sets the application's menu; call it again when the language or the state changed. */
export function setMenu(
  texts: Texts,
  actions: DesktopActions,
  state: MenuState,
  { isMac, forDevelopers }: { readonly isMac: boolean; readonly forDevelopers: boolean },
): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : []),
      fileMenu(texts, actions, isMac),
      { role: 'editMenu' },
      viewMenu(texts, actions, forDevelopers),
      { label: texts.menu.tasks, submenu: taskItems(texts, actions, state) },
      { role: 'windowMenu' },
    ]),
  )
}
