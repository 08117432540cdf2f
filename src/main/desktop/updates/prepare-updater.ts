import type { AppUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import type { Log } from '../../engine/ports/ports'
import { type Connect, engineRequests } from './engine-requests'
import { boundRedirects, readPublished } from './published-file'
import { signedProvider, type UpdateSource } from './signed-provider'

/** What an updater works with. */
interface UpdaterParts {
  readonly source: UpdateSource
  readonly connect: Connect
  /** `share` of the bytes of a download that have come, 0 to 1. */
  onProgress(share: number): void
  readonly log: Log
}

/** Lets an updater do what it is asked to and nothing else: over our connections, by the publisher's key. */
export function prepareUpdater(
  updater: AppUpdater,
  { source, connect, onProgress, log }: UpdaterParts,
): void {
  const request = engineRequests(connect)
  const createRequest = boundRedirects(request)
  Object.assign(updater, { httpExecutor: Object.assign(new ElectronHttpExecutor(), { createRequest }) })
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  // It asks for ranges by events that our requests do not have, and would begin again after them
  updater.disableDifferentialDownload = true
  updater.logger = {
    info: (message: unknown) => log('debug', 'updater', { message: String(message) }),
    warn: (message: unknown) => log('warn', 'updater', { message: String(message) }),
    error: (message: unknown) => log('warn', 'updater', { message: String(message) }),
  }
  const provider = signedProvider(source, (place) => readPublished(request, place))
  updater.setFeedURL({ provider: 'custom', updateProvider: provider })
  // An error without a listener would end the program; who called gets it too
  updater.on('error', () => {})
  updater.on('download-progress', ({ percent }) => onProgress(Math.min(1, percent / 100)))
}
