import type { UpdateState } from '@shared/model/update'
import type { AppUpdater, CancellationToken } from 'electron-updater'
import type { Log } from '../../engine/ports/ports'
import { boundRedirects, readPublished } from './published-file'
import { requestByProxy } from './request-by-proxy'
import type { UpdateSource } from './signed-provider'

/** Updates of the program. Nothing is downloaded or installed unless the user says so. */
export interface Updates {
  state(): UpdateState
  /** Asks for a newer version; resolves when that is known or has failed. */
  check(): Promise<void>
  /** Downloads the version that was found; resolves when it is checked, cancelled, or has failed. */
  download(): Promise<void>
  /** Ends the download; the next one begins again. */
  cancel(): void
  /** Installs the downloaded version, ends the program and starts it again. */
  install(): Promise<void>
}

/** What updates need of the program. */
export interface UpdatesHost {
  /** Null: this build does not update itself. */
  readonly source: UpdateSource | null
  /** Loads the updater of this package's format at its first use. */
  load(): Promise<AppUpdater>
  /** Installs the downloaded package, ends this program and starts the new version. Rejects where it was not installed. */
  restart(updater: AppUpdater, downloaded: string): Promise<void>
  /** Address of the proxy of the settings; empty: none. */
  proxy(): string
  onState(state: UpdateState): void
  readonly log: Log
}

export function createUpdates({ source, load, restart, proxy, onState, log }: UpdatesHost): Updates {
  let state: UpdateState = source === null ? { kind: 'off' } : { kind: 'idle' }
  let loading: Promise<AppUpdater> | null = null
  let token: CancellationToken | null = null
  let downloaded = ''

  function become(next: UpdateState): void {
    state = next
    onState(next)
  }

  function fail(error: unknown): void {
    log('warn', 'no update', { error })
    become({
      kind: 'failed',
      detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    })
  }

  async function prepare(from: UpdateSource): Promise<AppUpdater> {
    const [updater, { signedProvider }, { ElectronHttpExecutor }] = await Promise.all([
      load(),
      import('./signed-provider'),
      import('electron-updater/out/electronHttpExecutor.js'),
    ])
    const request = requestByProxy(proxy)
    const createRequest = boundRedirects(request)
    Object.assign(updater, { httpExecutor: Object.assign(new ElectronHttpExecutor(), { createRequest }) })
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.disableWebInstaller = true
    updater.logger = null
    const provider = signedProvider(from, (place) => readPublished(request, place))
    updater.setFeedURL({ provider: 'custom', updateProvider: provider })
    updater.on('error', () => {})
    updater.on('download-progress', ({ percent }) => {
      if (state.kind === 'downloading') become({ ...state, share: Math.min(1, percent / 100) })
    })
    return updater
  }

  return {
    state: () => state,
    async check() {
      if (source === null || state.kind === 'checking' || state.kind === 'downloading') return
      become({ kind: 'checking' })
      try {
        loading ??= prepare(source)
        const found = await (await loading).checkForUpdates()
        if (found === null) throw new Error('this package cannot replace itself')
        become(
          found.isUpdateAvailable
            ? { kind: 'available', version: found.updateInfo.version }
            : { kind: 'current' },
        )
      } catch (error) {
        fail(error)
      }
    },
    async download() {
      if (state.kind !== 'available' || loading === null) return
      const { version } = state
      become({ kind: 'downloading', version, share: 0 })
      try {
        const [updater, { CancellationToken }] = await Promise.all([loading, import('electron-updater')])
        token = new CancellationToken()
        ;[downloaded = ''] = await updater.downloadUpdate(token)
        become({ kind: 'ready', version })
      } catch (error) {
        if (token?.cancelled === true) become({ kind: 'available', version })
        else fail(error)
      } finally {
        token = null
      }
    },
    cancel: () => token?.cancel(),
    async install() {
      if (state.kind !== 'ready' || loading === null) return
      await loading.then((updater) => restart(updater, downloaded)).catch(fail)
    },
  }
}
