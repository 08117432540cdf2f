import { canCheck, type UpdateState } from '@shared/model/update'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import type { Log } from '../../engine/ports/ports'
import type { Connect } from './engine-requests'
import type { UpdateSource } from './signed-provider'
import { stateOf } from './update-failure'

/** Updates of the program. Nothing is downloaded or installed unless the user says so. */
export interface Updates {
  state(): UpdateState
  /** Asks for a newer version; resolves when that is known or has failed. True: the publisher has answered. */
  check(): Promise<boolean>
  /** Downloads the version that was found; resolves when it is checked, cancelled, or has failed. */
  download(): Promise<void>
  /** Ends the download; the next one begins again. */
  cancel(): void
  /** Installs the downloaded version, which ends the program; unless the user wants it to stay. */
  install(): Promise<void>
}

/** A downloaded version. */
export interface DownloadedUpdate {
  readonly updater: AppUpdater
  readonly file: string
  /** SHA-512 of the files of this version, in base64, as its publisher has signed them. */
  readonly hashes: ReadonlySet<string>
}

/** A build that a newer one can replace. */
export interface UpdatableBuild {
  readonly source: UpdateSource
  /** Loads the updater of this package's format; called once. */
  load(): Promise<AppUpdater>
  /** Ends the program, installs and starts the new version; resolves before that if the user wants to stay. */
  install(update: DownloadedUpdate): Promise<void>
}

/** What updates need of the program. */
export interface UpdatesHost {
  /** Null: this build does not update itself. */
  readonly build: UpdatableBuild | null
  readonly connect: Connect
  onState(state: UpdateState): void
  readonly log: Log
}

/** Updates of one build, whose state begins with each run. */
export function createUpdates({ build, connect, onState, log }: UpdatesHost): Updates {
  let state: UpdateState = build === null ? { kind: 'off' } : { kind: 'idle' }
  let loading: Promise<AppUpdater> | null = null
  let found: UpdateInfo | null = null
  let downloaded: DownloadedUpdate | null = null
  let cancelling = new AbortController()

  function become(next: UpdateState): void {
    state = next
    onState(next)
  }

  function fail(error: unknown): void {
    log('warn', 'no update', { error })
    become(stateOf(error))
  }

  async function prepare({ source, load }: UpdatableBuild): Promise<AppUpdater> {
    const [updater, { prepareUpdater }] = await Promise.all([load(), import('./prepare-updater')])
    prepareUpdater(updater, {
      source,
      connect,
      onProgress(share) {
        if (state.kind === 'downloading') become({ ...state, share })
      },
      log,
    })
    return updater
  }

  return {
    state: () => state,
    async check() {
      if (build === null || !canCheck(state)) return false
      become({ kind: 'checking' })
      try {
        loading ??= prepare(build)
        const result = await (await loading).checkForUpdates()
        if (result === null) throw new Error('this package cannot replace itself')
        found = result.updateInfo
        become(result.isUpdateAvailable ? { kind: 'available', version: found.version } : { kind: 'current' })
        return true
      } catch (error) {
        fail(error)
        return false
      }
    },
    async download() {
      if (state.kind !== 'available' || loading === null || found === null) return
      const { version, files } = found
      cancelling = new AbortController()
      const { signal } = cancelling
      become({ kind: 'downloading', version, share: 0 })
      try {
        const [updater, { CancellationToken }] = await Promise.all([loading, import('electron-updater')])
        signal.throwIfAborted()
        const token = new CancellationToken()
        signal.addEventListener('abort', () => token.cancel(), { once: true })
        const [file = ''] = await updater.downloadUpdate(token)
        downloaded = { updater, file, hashes: new Set(files.map(({ sha512 }) => sha512)) }
        become({ kind: 'ready', version })
      } catch (error) {
        if (signal.aborted) become({ kind: 'available', version })
        else fail(error)
      }
    },
    cancel: () => cancelling.abort(),
    async install() {
      if (state.kind === 'ready' && downloaded !== null) await build?.install(downloaded)
    },
  }
}
