import type { DesktopCommandName, Handlers, WindowCommandName } from '@shared/contract/commands'
import type { DemoSite } from '@shared/contract/desktop-commands'
import type { HostFacts } from '@shared/contract/snapshot'
import type { Texts } from '@shared/messages/desktop-text'
import { app } from 'electron'
import { startDemoSite, usualPort } from '../demo/demo-site'
import type { Engine } from '../engine/api'
import type { DataPaths } from '../host/data-folder'
import { copyDiagnostics, copyText, showLogFile } from './diagnostics'
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
import { chooseRecordFile, nameServerSink } from './record-places'
import { openInBrowser } from './security/guard-pages'
import type { Updates } from './updates/updates'
import type { MainWindow } from './window/window'

/** What the desktop does for the window. */
export type DesktopHandlers = Handlers<DesktopCommandName | 'snapshot'>

/** One handler for every command of the window: those of the engine and those of the desktop. */
export type WindowHandlers = Handlers<WindowCommandName>

/** The demo gallery of this run. */
export interface Demo {
  /** Starts the demo gallery at the first call; every call answers the same address. */
  start(): Promise<DemoSite>
  close(): Promise<void>
}

/** The demo gallery of this run, with the pictures of this folder. */
export function createDemo(pictureFolder: string): Demo {
  let starting: ReturnType<typeof startDemoSite> | null = null
  return {
    async start() {
      // At the pace of a distant site, so that the user sees progress.
      starting ??= startDemoSite({
        pictureFolder,
        latencyMs: 80,
        bytesPerSecond: 18_000,
        port: usualPort,
        orFree: true,
      })
      return { address: (await starting).address }
    },
    async close() {
      if (starting !== null) await (await starting).close()
    },
  }
}

/** What the handlers of the desktop work with. */
export interface DesktopParts {
  readonly engine: Engine
  readonly window: MainWindow
  readonly paths: DataPaths
  readonly galleryTrash: GalleryTrash
  readonly updates: Updates
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
  const { engine, window, paths, updates } = parts
  return {
    snapshot() {
      parts.onSnapshot()
      engine.warmLists()
      const revision = parts.flush()
      return { revision, ...engine.snapshot(), host: hostFacts(parts), update: updates.state() }
    },
    chooseFolder: (start) => chooseFolder(window.current(), start, parts.texts()),
    chooseRecordFile: (file) =>
      chooseRecordFile(window.current(), engine.settings().folder, file, parts.texts()),
    nameServerSink: (given) => nameServerSink(engine, window.current(), given, parts.texts()),
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
    async checkForUpdate() {
      await updates.check()
    },
    downloadUpdate: updates.download,
    cancelUpdate: updates.cancel,
    installUpdate: updates.install,
    startDemo: parts.startDemo,
    isGalleryThere: (id) => isGalleryThere(engine, id),
    forgetGallery: (id) => forgetGallery(engine, id),
    restoreGallery: (id) => engine.restoreGallery(id),
    showSetAside: () => showSetAside(engine),
  }
}
