import type { Engine } from '../../engine/api'
import { makeFolder } from '../../engine/disk/make-folder'
import type { Log } from '../../engine/ports/ports'
import type { DataPaths } from '../../host/data-folder'
import { copyDiagnostics, showLogFile } from '../diagnostics'
import { openFolder } from '../folders'
import type { MainWindow } from '../window/window'
import type { WindowMessages } from '../window/window-messages'
import type { DesktopActions } from './menu'
import type { TaskActivity } from './task-activity'

/** What menus act on. */
export interface ActionHost {
  readonly window: MainWindow
  readonly windowMessages: WindowMessages
  readonly paths: DataPaths
  readonly log: Log
  quit(): void
}

/** What menu, tray and notifications do. Failures are logged: no caller waits for them. */
export function desktopActions(
  engine: Engine,
  activity: TaskActivity,
  { window, windowMessages, paths, log, quit }: ActionHost,
): DesktopActions {
  const attempt = (what: string, work: () => Promise<void>) => {
    work().catch((cause: unknown) => log('error', `${what} failed`, { error: cause }))
  }
  return {
    send(message) {
      window.show()
      windowMessages.push(message)
    },
    show: window.show,
    pauseAll: () =>
      attempt('pausing all', async () => engine.commands.pauseTasks([...activity.now().active])),
    resumeAll: () =>
      attempt('resuming all', async () => engine.commands.resumeTasks([...activity.now().paused])),
    openDownloadFolder: () =>
      attempt('opening the folder of downloads', async () => {
        const { folder } = engine.settings()
        await makeFolder(folder)
        await openFolder(folder)
      }),
    copyDiagnostics: () =>
      attempt('copying diagnostics', async () => {
        await copyDiagnostics(engine, paths)
        windowMessages.push({ kind: 'diagnostics-copied' })
      }),
    showLogFile: () => attempt('showing the log', () => showLogFile(paths)),
    quit,
  }
}
