import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Texts } from '@shared/messages/desktop-text'
import { app, autoUpdater } from 'electron'
import type { AppUpdater } from 'electron-updater'
import { z } from 'zod'
import { showNotInstalled } from '../message-boxes'
import { addressesIn } from '../security/web-address'
import { InstallError, installUpdate } from './install-update'
import { type PackageFormat, packageFormat } from './package-format'
import type { UpdateSource } from './signed-provider'
import { createUpdates, type DownloadedUpdate, type Updates, type UpdatesHost } from './updates'

/** What the publisher wrote into the package.json of a build. */
const Published = z.object({ updates: z.object({ address: z.url(), key: z.string() }).optional() })

/** Empty where nothing is there. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return ''
  }
}

/** The format of the package that runs; null: nothing can replace it. */
function ownFormat(): PackageFormat | null {
  // The updater keeps its downloads where this file says
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null
  const type = join(process.resourcesPath, 'package-type')
  return packageFormat({
    platform: process.platform,
    packageType: existsSync(type) ? readFileSync(type, 'utf8') : null,
    execPath: process.execPath,
    env: { ...process.env, APPDIR: realPathOf(process.env['APPDIR'] ?? '') },
  })
}

/** Null: no publisher gave this build an address. */
function readSource(): UpdateSource | null {
  const text = readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')
  return Published.parse(JSON.parse(text)).updates ?? null
}

/** The updater of a format. Those of package managers differ only in which file they take. */
async function loadUpdater(format: PackageFormat): Promise<AppUpdater> {
  const updaters = (await import('electron-updater')).default
  switch (format) {
    case 'deb':
      return new updaters.DebUpdater()
    case 'rpm':
      return new updaters.RpmUpdater()
    case 'pacman':
      return new updaters.PacmanUpdater()
    case 'AppImage':
      return new updaters.AppImageUpdater()
    case 'nsis':
      return new updaters.NsisUpdater()
    case 'mac':
      return new updaters.MacUpdater()
  }
}

/** Resolves when the system's installer waits for the end of this program. */
function startInstaller(updater: AppUpdater): Promise<void> {
  return new Promise((resolve, reject) => {
    autoUpdater.once('before-quit-for-update', () => resolve())
    updater.once('error', reject)
    updater.quitAndInstall()
  })
}

/** What updates need of the program, besides its package. */
interface PackagedUpdatesHost extends Pick<UpdatesHost, 'connect' | 'onState' | 'log'> {
  /** Ends the program, with a last step once all is closed; see `Quit.request`. */
  quit(beforeExit: () => Promise<void>): Promise<void>
  texts(): Texts
}

/** Installs, and starts what is installed then: the new version, or this one where that failed, which is shown. */
async function installAndRestart(
  format: PackageFormat,
  update: DownloadedUpdate,
  { log, texts }: PackagedUpdatesHost,
): Promise<void> {
  const { execPath, env } = process
  const program = format === 'AppImage' ? (env['APPIMAGE'] ?? execPath) : execPath
  try {
    const end = await installUpdate(update, {
      format,
      program,
      startInstaller: () => startInstaller(update.updater),
    })
    if (end === 'installer-waits') return
  } catch (error) {
    log('error', 'the new version was not installed', { error })
    const command = error instanceof InstallError ? error.command : null
    await showNotInstalled(error instanceof Error ? error.message : String(error), command, texts().update)
  }
  // What a link asked for was done at the first start
  const args = process.argv.slice(1).filter((arg) => addressesIn(['', arg]).length === 0)
  app.relaunch({ execPath: program, args })
}

/** Updates of the package that runs. */
export function packagedUpdates(host: PackagedUpdatesHost): Updates {
  const { connect, onState, log, quit } = host
  const format = ownFormat()
  const source = format === null ? null : readSource()
  if (format === null || source === null) return createUpdates({ build: null, connect, onState, log })
  const build = {
    source,
    // Large, and needed by few starts.
    load: () => loadUpdater(format),
    install: (update: DownloadedUpdate) => quit(() => installAndRestart(format, update, host)),
  }
  return createUpdates({ build, connect, onState, log })
}
