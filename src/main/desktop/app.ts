import { join } from 'node:path'
import type { Handlers } from '@shared/contract/commands'
import { channels } from '@shared/contract/deltas'
import type { Texts } from '@shared/messages/desktop-text'
import type { Engine } from '../engine/api'
import type { Log } from '../engine/ports/ports'
import { createBroadcast } from '../host/batch-deltas'
import type { DataPaths } from '../host/data-folder'
import { tableOfHandlers } from '../ipc/handlers'
import { desktopHandlers } from './commands'
import { continueInterrupted } from './continue-interrupted'
import { createDemo } from './demo'
import { follow } from './follow'
import { createGalleryTrash } from './gallery-trash'
import { createKnownFolders } from './known-folders'
import { serveMedia } from './media/media-protocol'
import { createThumbnailCache } from './media/thumbnail-cache'
import { createDraw } from './media/thumbnail-window'
import { createThumbnails } from './media/thumbnails'
import { resourceFolder, sharedFolders } from './places'
import { guardPaths } from './security/guard-paths'
import { desktopActions } from './shell/actions'
import { watchActivity } from './shell/activity'
import { createSurroundings } from './shell/shell'
import { trashFolder } from './shell/system-trash'
import { textsFor } from './spoken-texts'
import type { Intents } from './window/intents'
import type { MainWindow } from './window/window'

/** Most bytes of thumbnails that are kept on disk: some 20,000 of them. */
const thumbnailLimitBytes = 512 * 1024 ** 2

export interface DesktopHost {
  readonly window: MainWindow
  readonly intents: Intents
  readonly paths: DataPaths
  readonly preloadFolder: string
  /** Built file that paints the demo gallery's pictures. */
  readonly pictureWorkerFile: string
  readonly log: Log
  quit(): void
}

/** The desktop around a running engine. */
export interface Desktop {
  readonly handlers: Handlers
  activeTasks(): number
  /** Texts in the language of the settings. */
  texts(): Texts
  /** Stops telling the window anything and ends the demo gallery; the engine is the caller's to close. */
  close(): Promise<void>
}

/** Joins the engine to the window and to the system: batches, pictures, menu, tray, notifications. */
export function runDesktop(engine: Engine, host: DesktopHost): Desktop {
  const { window, intents, paths, log } = host
  const { tasks, settings } = engine.snapshot()
  const texts = () => textsFor(engine.settings())
  const watch = watchActivity(tasks)
  const actions = desktopActions(engine, watch, host)
  const icon = join(resourceFolder(), 'tray.png')
  const tellSystem = follow(watch, settings, createSurroundings(window, actions, icon, log))
  const broadcast = createBroadcast((batch) => {
    window.send(channels.batch, batch)
    tellSystem(batch)
  })
  const stopListening = engine.onDelta(broadcast.push)
  if (settings.continueAtStart) continueInterrupted(engine)
  const demo = createDemo(host.pictureWorkerFile)

  const galleryTrash = createGalleryTrash({
    engine,
    trash: trashFolder(log),
    keep: () => sharedFolders(engine, paths.folder),
    onKept: (id, reason) => intents.push({ kind: 'gallery-kept', id, reason }),
    log,
  })

  const cache = createThumbnailCache(paths.thumbnails, thumbnailLimitBytes, Date.now)
  const draw = createDraw(engine.imageFile, host.preloadFolder)
  serveMedia(engine, createThumbnails(engine.imageFile, cache, draw, log), log)

  return {
    handlers: guardPaths(
      tableOfHandlers(
        engine,
        desktopHandlers({
          engine,
          window,
          paths,
          galleryTrash,
          texts,
          flush: broadcast.flush,
          onSnapshot: intents.open,
          startDemo: demo.start,
        }),
      ),
      createKnownFolders(engine),
      engine.settings,
    ),
    texts,
    activeTasks: () => watch.now().active.length,
    async close() {
      stopListening()
      broadcast.close()
      await Promise.all([galleryTrash.close(), demo.close()])
    },
  }
}
