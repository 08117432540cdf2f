import type { DemoSite, HostFacts } from '@shared/contract/commands'
import type { Texts } from '@shared/messages/desktop-text'
import { app } from 'electron'
import type { Engine } from '../engine/api'
import type { DataPaths } from '../host/data-folder'
import type { DesktopHandlers } from '../ipc/handlers'
import { copyText } from './clipboard'
import { copyDiagnostics, showLogFile } from './diagnostics'
import { inspectFolder } from './folder-facts'
import {
  chooseFolder,
  forgetGallery,
  isGalleryThere,
  openGalleryFolder,
  openRecipeFolder,
  openTaskFolder,
  showImageFile,
  showSetAside,
} from './folders'
import type { GalleryTrash } from './gallery-trash'
import { openInBrowser } from './security/guard-pages'
import type { MainWindow } from './window/window'

export interface DesktopParts {
  readonly engine: Engine
  readonly window: MainWindow
  readonly paths: DataPaths
  readonly galleryTrash: GalleryTrash
  texts(): Texts
  /** Sends what waits to the window and returns the revision of now. */
  flush(): number
  /** The page listens from now on. */
  onSnapshot(): void
  startDemo(): Promise<DemoSite>
}

function hostFacts({ paths }: DesktopParts): HostFacts {
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    platform: process.platform,
    locale: app.getLocale(),
    recipeFolder: paths.recipes,
    dataFolder: paths.folder,
    versions: { electron, chrome, node },
  }
}

/** The window's commands that need the desktop. */
export function desktopHandlers(parts: DesktopParts): DesktopHandlers {
  const { engine, window, paths } = parts
  return {
    snapshot() {
      parts.onSnapshot()
      engine.warmLists()
      const revision = parts.flush()
      return { revision, ...engine.snapshot(), host: hostFacts(parts) }
    },
    chooseFolder: (start) => chooseFolder(window.current(), start, parts.texts()),
    inspectFolder,
    openTaskFolder: (id) => openTaskFolder(engine, id),
    openGalleryFolder: (id) => openGalleryFolder(engine, id),
    showImageFile: (id) => showImageFile(engine, id),
    trashGallery: (id) => parts.galleryTrash.discard(id),
    takeBackGallery: (id) => parts.galleryTrash.takeBack(id),
    openRecipeFolder: () => openRecipeFolder(paths.recipes),
    openInBrowser,
    copyText,
    copyDiagnostics: () => copyDiagnostics(engine, paths),
    showLogFile: () => showLogFile(paths),
    startDemo: parts.startDemo,
    isGalleryThere: (id) => isGalleryThere(engine, id),
    forgetGallery: (id) => forgetGallery(engine, id),
    restoreGallery: (id) => engine.restoreGallery(id),
    showSetAside: () => showSetAside(engine),
  }
}
