import { join } from 'node:path'
import type { Texts } from '@shared/messages/desktop-text'
import { FailureError, failure } from '@shared/model/failure'
import type { Engine } from '../engine/api'
import type { Log, Ports } from '../engine/ports/ports'
import { batchDeltas } from '../host/batch-deltas'
import { readControlFile } from '../host/control/control-file'
import { type DataPaths, lockDataFolder } from '../host/data-folder'
import { createDispatch, type Dispatch } from '../host/dispatch'
import { type EngineHost, startEngineHost } from '../host/engine-host'
import { createDemo, desktopHandlers } from './commands'
import { resourceFolder, sharedFolders } from './folders'
import { createGalleryTrash } from './gallery-trash'
import { serveMedia } from './media/media-protocol'
import { createThumbnailCache } from './media/thumbnail-cache'
import { createDraw } from './media/thumbnail-window'
import { createThumbnails } from './media/thumbnails'
import { createKnownFolders, guardPaths } from './security/guard-paths'
import { desktopActions } from './shell/actions'
import { trashFolder } from './shell/system-trash'
import { createSystemUi, textsFor } from './shell/system-ui'
import { notifyEnds, updateSystemUi } from './shell/system-ui-updates'
import { createTaskActivity } from './shell/task-activity'
import { checkAutomatically } from './updates/automatic-check'
import { packagedUpdates } from './updates/packaged-updates'
import type { UpdateMemory } from './updates/update-memory'
import { reportManyMissing } from './window/many-missing'
import type { MainWindow } from './window/window'
import type { WindowMessages } from './window/window-messages'

function heldElsewhere(folder: string): FailureError {
  const owner = readControlFile(folder)
  const who = owner === null ? 'another process' : `the ${owner.owner} (process ${owner.pid})`
  return new FailureError(failure('held-elsewhere', `the data folder is in use by ${who}`))
}

/**
 * Locks the data folder, starts the engine and lets the terminal command it.
 *
 * Fails with `held-elsewhere` when another process has the folder, and with whatever keeps the engine from starting.
 */
export async function openEngine(folder: string, ports: Ports): Promise<EngineHost> {
  const lock = lockDataFolder(folder)
  if (lock === null) throw heldElsewhere(folder)
  return startEngineHost(lock, { folder, ports, taskLog: ports.log, owner: 'window' })
}

/** Resumes every task that the end of the last run interrupted; tasks that the user paused stay paused. */
export function continueInterrupted(engine: Engine): void {
  const interrupted = engine
    .snapshot()
    .tasks.filter(({ state }) => state.kind === 'paused' && state.cause.kind === 'quit')
    .map(({ id }) => id)
  if (interrupted.length > 0) void engine.commands.resumeTasks(interrupted)
}

/** Most bytes of thumbnails that are kept on disk: some 20,000 of them. */
const thumbnailLimitBytes = 512 * 1024 ** 2

/** What the desktop needs of the program around it. */
export interface DesktopHost {
  readonly window: MainWindow
  readonly windowMessages: WindowMessages
  readonly paths: DataPaths
  readonly preloadFolder: string
  /** Folder of the demo gallery's pictures. */
  readonly demoPictures: string
  readonly log: Log
  readonly updateMemory: UpdateMemory
  /** Ends the program; see `Quit.request`. */
  quit(beforeExit?: () => Promise<void>): Promise<void>
}

/** The desktop around a running engine. */
export interface Desktop {
  /** Answers the window's commands. */
  readonly dispatch: Dispatch
  activeTasks(): number
  /** Texts in the language of the settings. */
  texts(): Texts
  /** Sends the window nothing more and closes the demo gallery; the caller closes the engine. */
  close(): Promise<void>
}

/** Serves pictures to the window, with a cache of thumbnails. */
function servePictures(engine: Engine, { paths, preloadFolder, log }: DesktopHost): void {
  const cache = createThumbnailCache(paths.thumbnails, thumbnailLimitBytes, Date.now)
  const draw = createDraw(engine.imageFile, preloadFolder)
  serveMedia(engine, createThumbnails(engine.imageFile, cache, draw, log), log)
}

/** Joins the engine to the window and to the system: batches, pictures, menu, tray, notifications. */
export function runDesktop(engine: Engine, host: DesktopHost): Desktop {
  const { window, windowMessages, paths, log } = host
  const { tasks, settings } = engine.snapshot()
  const texts = () => textsFor(engine.settings())
  const activity = createTaskActivity(tasks)
  const actions = desktopActions(engine, activity, { ...host, quit: () => void host.quit() })
  const icon = join(resourceFolder(), 'tray.png')
  const systemUi = createSystemUi(window, actions, icon, log)
  const updateUi = updateSystemUi(activity, settings, systemUi)
  const batcher = batchDeltas((batch) => {
    window.send({ kind: 'batch', batch })
    updateUi(batch)
  })
  const updates = packagedUpdates({
    connect: engine.connect,
    onState: (state) => batcher.push({ kind: 'update', state }),
    quit: host.quit,
    texts,
    log,
  })
  if (host.updateMemory.hasNews) windowMessages.push({ kind: 'whats-new' })
  const listeners = [
    checkAutomatically({
      updates,
      memory: host.updateMemory,
      isWanted: () => engine.settings().checkForUpdates,
      now: Date.now,
    }),
    engine.onDelta(batcher.push),
    notifyEnds(engine, systemUi),
    reportManyMissing(engine, windowMessages.push),
  ]
  if (settings.continueAtStart) continueInterrupted(engine)
  const demo = createDemo(host.demoPictures)

  const galleryTrash = createGalleryTrash({
    engine,
    trash: trashFolder(log),
    keep: () => sharedFolders(engine, paths.folder),
    onKept: (id, reason) => windowMessages.push({ kind: 'gallery-kept', id, reason }),
    log,
  })

  servePictures(engine, host)

  const handlers = {
    ...engine.commands,
    ...desktopHandlers({
      engine,
      window,
      paths,
      galleryTrash,
      updates,
      texts,
      flush: batcher.flush,
      onSnapshot: windowMessages.open,
      startDemo: demo.start,
    }),
  }

  return {
    dispatch: createDispatch(guardPaths(handlers, createKnownFolders(engine), engine.settings), {
      caller: 'window',
      durable: engine.durable,
      log,
    }),
    texts,
    activeTasks: () => activity.now().active.length,
    async close() {
      for (const removeListener of listeners) removeListener()
      batcher.close()
      await Promise.all([galleryTrash.close(), demo.close()])
    },
  }
}
