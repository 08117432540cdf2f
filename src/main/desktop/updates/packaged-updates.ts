import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { z } from 'zod'
import type { UpdateSource } from './signed-provider'
import { canUpdate, createUpdates, type Updates, type UpdatesHost } from './updates'

/** What the publisher wrote into the package.json of a build. */
const Published = z.object({ updates: z.object({ address: z.url(), key: z.string() }).optional() })

/** Null: this build does not update itself. */
function updateSource(): UpdateSource | null {
  const appImage = process.env['APPIMAGE']
  if (!app.isPackaged || !canUpdate(process.resourcesPath, process.platform, appImage)) return null
  const text = readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')
  return Published.parse(JSON.parse(text)).updates ?? null
}

/** What updates need of the program, besides its package. */
type PackagedUpdatesHost = Pick<UpdatesHost, 'proxy' | 'onState' | 'log'>

/** Updates of the package that runs. */
export function packagedUpdates({ proxy, onState, log }: PackagedUpdatesHost): Updates {
  return createUpdates({
    source: updateSource(),
    // Large, and needed by few starts.
    load: async () => (await import('electron-updater')).default.autoUpdater,
    async restart(updater) {
      const { BaseUpdater } = (await import('electron-updater')).default
      if (process.platform !== 'linux' || !(updater instanceof BaseUpdater)) {
        updater.quitAndInstall()
        return
      }
      // The updater would start the new version while this one still holds the list of downloads.
      if (!updater.install(true, false)) throw new Error('the new version was not installed')
      const appImage = process.env['APPIMAGE']
      app.relaunch(appImage === undefined ? {} : { execPath: appImage })
      app.quit()
    },
    proxy,
    onState,
    log,
  })
}
