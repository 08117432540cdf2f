import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater } from 'electron-updater'
import { z } from 'zod'
import { installPackage } from './install-package'
import { appImageOf, canUpdate, type OwnPackage } from './own-package'
import { replaceAppImage } from './replace-app-image'
import type { UpdateSource } from './signed-provider'
import { createUpdates, type Updates, type UpdatesHost } from './updates'

/** What the publisher wrote into the package.json of a build. */
const Published = z.object({ updates: z.object({ address: z.url(), key: z.string() }).optional() })

/** Null: this build does not update itself. */
function updateSource(own: OwnPackage): UpdateSource | null {
  if (!app.isPackaged || !canUpdate(own)) return null
  const text = readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')
  return Published.parse(JSON.parse(text)).updates ?? null
}

/** Installs a downloaded package, ends this program and starts the new version. */
async function restart(own: OwnPackage, updater: AppUpdater, downloaded: string): Promise<void> {
  const { BaseUpdater } = (await import('electron-updater')).default
  if (own.platform !== 'linux' || !(updater instanceof BaseUpdater)) {
    updater.quitAndInstall()
    return
  }
  // The updater would start the new version while this one still holds the list of downloads.
  const appImage = appImageOf(own)
  if (appImage === null) installPackage(updater, downloaded, join(own.resources, 'app.asar'))
  else await replaceAppImage(downloaded, appImage)
  app.relaunch(appImage === null ? {} : { execPath: appImage })
  app.quit()
}

/** What updates need of the program, besides its package. */
type PackagedUpdatesHost = Pick<UpdatesHost, 'proxy' | 'onState' | 'log'>

/** Updates of the package that runs. */
export function packagedUpdates({ proxy, onState, log }: PackagedUpdatesHost): Updates {
  const own: OwnPackage = {
    resources: process.resourcesPath,
    platform: process.platform,
    executable: process.execPath,
    env: process.env,
  }
  return createUpdates({
    source: updateSource(own),
    // Large, and needed by few starts.
    load: async () => (await import('electron-updater')).default.autoUpdater,
    restart: (updater, downloaded) => restart(own, updater, downloaded),
    proxy,
    onState,
    log,
  })
}
