import { join } from 'node:path'
import type { Texts } from '@shared/messages/desktop-text'
import { FailureError, failure } from '@shared/model/failure'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { app, type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron'
import type { Engine } from '../engine/api'
import { makeFolder } from '../engine/disk/make-folder'
import { isFolder } from '../engine/disk/paths'
import { homeFolder } from '../host/home-folder'
import { nearestFolder } from './folder-facts'

/** Built-in recipes, icons and the demo's pictures; in a package they lie in its archive, where the terminal reads them too. */
export function resourceFolder(): string {
  return join(app.getAppPath(), 'resources')
}

/** Folders that hold more than one gallery: the user's own, ours, and where tasks save to. */
export function sharedFolders(engine: Engine, data: string): readonly string[] {
  const { tasks, settings } = engine.snapshot()
  const own = (['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos'] as const).map((name) =>
    app.getPath(name),
  )
  return [homeFolder(), data, ...own, settings.folder, ...new Set(tasks.map((task) => task.request.folder))]
}

function gone(what: string): FailureError {
  return new FailureError(failure('invalid-input', `${what} is not there any more`))
}

/** Opens a folder in the system's file manager. Never a file: opening one could run it. */
export async function openFolder(path: string): Promise<void> {
  if (!(await isFolder(path))) throw gone(path)
  const problem = await shell.openPath(path)
  if (problem !== '') throw new FailureError(failure('unexpected', problem))
}

/** Lets the user choose a folder, beginning at `start`; null when they changed their mind. */
export async function chooseFolder(
  window: BrowserWindow | null,
  start: string,
  texts: Texts,
): Promise<string | null> {
  const nearest = await nearestFolder(start)
  const options: OpenDialogOptions = {
    title: texts.chooseFolder,
    properties: ['openDirectory', 'createDirectory'],
    ...(nearest === null ? {} : { defaultPath: nearest }),
  }
  const chosen =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

/** Opens the folder of a task: that of its gallery if it has exactly one. */
export async function openTaskFolder(engine: Engine, id: TaskId): Promise<void> {
  const task = engine.task(id)
  if (task === null) throw gone('the task')
  const { rows, total } = await engine.commands.listGalleries({
    taskId: id,
    sort: 'position',
    offset: 0,
    limit: 1,
    descending: false,
  })
  const [only] = rows
  const folder = total === 1 && only !== undefined ? engine.galleryFolder(only.id) : null
  await openFolder(folder !== null && (await isFolder(folder)) ? folder : task.request.folder)
}

/** Opens the folder of a gallery in the file manager. */
export async function openGalleryFolder(engine: Engine, id: GalleryId): Promise<void> {
  const folder = engine.galleryFolder(id)
  if (folder === null) throw gone('the gallery')
  await openFolder(folder)
}

/** Shows a saved image in the system's file manager. */
export function showImageFile(engine: Engine, id: ImageId): void {
  const image = engine.imageFile(id)
  if (image === null) throw gone('the image')
  shell.showItemInFolder(image.path)
}

/** Opens the user's own recipes, making the folder first. */
export async function openRecipeFolder(folder: string): Promise<void> {
  await makeFolder(folder)
  await openFolder(folder)
}

/** Whether the folder of a gallery exists. */
export async function isGalleryThere(engine: Engine, id: GalleryId): Promise<boolean> {
  const folder = engine.galleryFolder(id)
  return folder !== null && (await isFolder(folder))
}

/** Takes a gallery off the library; one whose folder is there goes to the trash instead. */
export async function forgetGallery(engine: Engine, id: GalleryId): Promise<void> {
  if (await isGalleryThere(engine, id)) {
    throw new FailureError(failure('invalid-input', 'the folder of the gallery is there'))
  }
  engine.forgetGallery(id)
}

/** Shows where a damaged list of downloads is kept. */
export function showSetAside(engine: Engine): void {
  const kept = engine.jobs.current().rebuild?.progress.kept
  if (!kept) throw gone('the damaged list')
  shell.showItemInFolder(kept)
}
