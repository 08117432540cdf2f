import type { WindowMessage } from '@shared/contract/messages'
import type { Texts } from '@shared/messages/desktop-text'
import { Menu, type MenuItemConstructorOptions } from 'electron'

/** What menus and the tray can do. */
export interface DesktopActions {
  send(message: WindowMessage): void
  show(): void
  pauseAll(): void
  resumeAll(): void
  openDownloadFolder(): void
  copyDiagnostics(): void
  showLogFile(): void
  quit(): void
}

/** What decides which items can be chosen. */
export interface MenuState {
  readonly canPause: boolean
  readonly canResume: boolean
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The menu named after the program, which macOS puts first. Electron's own has English words only, as all its roles. */
function programMenu({ menu }: Texts, actions: DesktopActions): MenuItemConstructorOptions {
  const settings: WindowMessage = { kind: 'show-view', view: 'settings' }
  return {
    label: 'Galleon',
    submenu: [
      { role: 'about', label: menu.about },
      separator,
      { label: menu.settings, accelerator: 'Cmd+,', click: () => actions.send(settings) },
      separator,
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.showAll },
      separator,
      { label: menu.quit, accelerator: 'Cmd+Q', click: actions.quit },
    ],
  }
}

/** Needed even where the menu is hidden: on macOS it is what makes the keys for copy and paste work. */
function editMenu({ menu }: Texts): MenuItemConstructorOptions {
  return {
    label: menu.edit,
    submenu: [
      { role: 'undo', label: menu.undo },
      { role: 'redo', label: menu.redo },
      separator,
      { role: 'cut', label: menu.cut },
      { role: 'copy', label: menu.copy },
      { role: 'paste', label: menu.paste },
      { role: 'selectAll', label: menu.selectAll },
    ],
  }
}

function windowMenu({ menu }: Texts): MenuItemConstructorOptions {
  return {
    role: 'windowMenu',
    label: menu.window,
    submenu: [
      { role: 'minimize', label: menu.minimise },
      { role: 'close', label: menu.close },
    ],
  }
}

function fileMenu(texts: Texts, actions: DesktopActions, isMac: boolean): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions[] = isMac
    ? []
    : [separator, { label: texts.menu.quit, accelerator: 'Ctrl+Q', click: actions.quit }]
  return {
    label: texts.menu.file,
    submenu: [
      {
        label: texts.menu.newDownload,
        accelerator: 'CmdOrCtrl+N',
        click: () => actions.send({ kind: 'new-download', address: '' }),
      },
      { label: texts.menu.openDownloadFolder, click: actions.openDownloadFolder },
      ...quit,
    ],
  }
}

function viewMenu(texts: Texts, actions: DesktopActions, forDevelopers: boolean): MenuItemConstructorOptions {
  const views = ['downloads', 'library', 'recipes', 'crawls', 'settings'] as const
  const tools: MenuItemConstructorOptions[] = forDevelopers
    ? [separator, { role: 'reload' }, { role: 'toggleDevTools' }]
    : []
  return {
    label: texts.menu.view,
    submenu: [
      ...views.map((view, index) => ({
        label: texts.menu[view],
        accelerator: view === 'settings' ? 'CmdOrCtrl+,' : `CmdOrCtrl+${index + 1}`,
        click: () => actions.send({ kind: 'show-view', view }),
      })),
      separator,
      { role: 'resetZoom', label: texts.menu.actualSize },
      { role: 'zoomIn', label: texts.menu.zoomIn },
      { role: 'zoomOut', label: texts.menu.zoomOut },
      separator,
      { role: 'togglefullscreen', label: texts.menu.fullScreen },
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

function helpMenu({ menu }: Texts, actions: DesktopActions): MenuItemConstructorOptions {
  return {
    role: 'help',
    label: menu.help,
    submenu: [
      { label: menu.copyDiagnostics, click: actions.copyDiagnostics },
      { label: menu.showLogFile, click: actions.showLogFile },
    ],
  }
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
      ...(isMac ? [programMenu(texts, actions)] : []),
      fileMenu(texts, actions, isMac),
      editMenu(texts),
      viewMenu(texts, actions, forDevelopers),
      { label: texts.menu.tasks, submenu: taskItems(texts, actions, state) },
      windowMenu(texts),
      helpMenu(texts, actions),
    ]),
  )
}
