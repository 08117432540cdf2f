import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { Engine } from '../engine/api'

/** Folder for downloads while the settings name none: `Galleon` in the person's downloads. */
export function defaultFolder(): string {
  return join(app.getPath('downloads'), 'Galleon')
}

/** What lies beside the program: built-in recipes and icons. */
export function resourceFolder(): string {
  return app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
}

/** Folders that hold more than one gallery: the person's own, ours, and where tasks save to. */
export function sharedFolders(engine: Engine, data: string): readonly string[] {
  const { tasks, settings } = engine.snapshot()
  const own = (['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos'] as const).map((name) =>
    app.getPath(name),
  )
  return [homedir(), data, ...own, settings.folder, ...new Set(tasks.map((task) => task.request.folder))]
}
