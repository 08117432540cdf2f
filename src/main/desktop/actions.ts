import type { Engine } from '../engine/api'
import type { Log } from '../engine/ports'
import { makeFolder } from '../make-folder'
import type { ActivityWatch } from './activity'
import { openFolder } from './folders'
import type { Intents } from './intents'
import type { DesktopActions } from './menu'
import type { MainWindow } from './window'

/** What menu, tray and notifications do. What fails there has no one to tell but the log. */
export function desktopActions(
  engine: Engine,
  watch: ActivityWatch,
  window: MainWindow,
  intents: Intents,
  quit: () => void,
  log: Log,
): DesktopActions {
  const attempt = (what: string, work: () => Promise<void>) => {
    work().catch((cause: unknown) => log('error', `${what} failed`, { cause: String(cause) }))
  }
  return {
    intend(intent) {
      window.show()
      intents.push(intent)
    },
    show: window.show,
    pauseAll: () => attempt('pausing all', async () => engine.commands.pauseTasks([...watch.now().active])),
    resumeAll: () =>
      attempt('resuming all', async () => engine.commands.resumeTasks([...watch.now().paused])),
    openDownloadFolder: () =>
      attempt('opening the folder of downloads', async () => {
        const { folder } = engine.snapshot().settings
        await makeFolder(folder)
        await openFolder(folder)
      }),
    quit,
  }
}
