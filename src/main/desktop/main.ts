import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FailureError, localFailure } from '@shared/model/failure'
import { newsVersion } from '@shared/model/update'
import { app, ipcMain, powerMonitor } from 'electron'
import { makeDurableFolderSync } from '../engine/disk/make-folder'
import type { Ports } from '../engine/ports/ports'
import { dataFolder, dataPaths } from '../host/data-folder'
import { defaultFolder } from '../host/default-folder'
import type { EngineHost } from '../host/engine-host'
import { homeFolder } from '../host/home-folder'
import { createLog } from '../host/log/log'
import { openLogFile, writeToStderr } from '../host/log/log-file'
import { boundRate } from '../host/log/rate-limit'
import { machineFacts, machinePorts, userAgent, workerFiles } from '../host/machine'
import { type Desktop, openEngine, runDesktop } from './app'
import { logCrashes } from './diagnostics'
import { resourceFolder } from './folders'
import { askToQuit, showStartFailure } from './message-boxes'
import { createQuit, type Quit } from './quit'
import { appOrigin } from './security/content-security-policy'
import { guardPages, refuseNames } from './security/guard-pages'
import { serve, type TrustedPage } from './security/serve-commands'
import { addressesIn, linkScheme } from './security/web-address'
import { systemTrash } from './shell/system-trash'
import { systemTexts } from './shell/system-ui'
import { openUpdateMemory } from './updates/update-memory'
import { declareSchemes, serveApp } from './window/app-protocol'
import { createMainWindow, type MainWindow, type WindowOptions } from './window/window'
import { createWindowMessages } from './window/window-messages'

// The app in a window: puts engine, window and system together, and takes them apart again.

const environment = { platform: process.platform, env: process.env, home: homeFolder() }
const paths = dataPaths(dataFolder(environment))
const unusable = makeDataFolder()
const writeToFile = openLogFile(paths.log)
const log = boundRate(
  createLog({
    write(line) {
      writeToFile(line)
      writeToStderr(line)
    },
    home: homeFolder(),
    withDebug: process.env['GALLEON_DEBUG'] === '1',
    now: Date.now,
  }),
  () => performance.now(),
)

/** Makes the data folder; answers why that cannot be. */
function makeDataFolder(): FailureError | null {
  try {
    makeDurableFolderSync(paths.folder, 0o700)
    return null
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    return new FailureError(localFailure('not-writable', detail, { of: 'records' }), { cause })
  }
}

/** A development server serves the page instead of the built files; never in a packaged program. */
const developmentAddress = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
const developmentOrigin = developmentAddress === undefined ? null : new URL(developmentAddress).origin
/** `GALLEON_DEV_PAGE` names another page of the development server, such as that of all components. */
const pageAddress =
  developmentAddress === undefined
    ? `${appOrigin}/`
    : new URL(process.env['GALLEON_DEV_PAGE'] ?? '', developmentAddress).href
const preloadFolder = join(import.meta.dirname, '../preload')

/** What the engine needs of this machine. */
function ports(): Ports {
  return {
    ...machinePorts(),
    files: {
      database: paths.database,
      config: paths.config,
      recipes: { builtIn: join(resourceFolder(), 'recipes'), own: paths.recipes },
      workers: workerFiles(import.meta.dirname),
      downloads: defaultFolder(environment, app.getPath('downloads')),
      home: homeFolder(),
      temporary: tmpdir(),
    },
    trash: systemTrash(log),
    log,
    userAgent: userAgent(process.platform),
    overrides: { autoResume: true },
  }
}

/** The main window. Closing it quits the program, except on macOS, where programs run on without a window. */
function windowOptions(quit: Quit, onPageGone: () => void): WindowOptions {
  return {
    address: pageAddress,
    preloadFolder,
    stateFile: paths.windowState,
    icon: join(resourceFolder(), 'icon.png'),
    log,
    mayClose() {
      if (process.platform === 'darwin') return true
      void quit.request()
      return false
    },
    onSessionEnd: () => void quit.now(),
    onPageGone,
  }
}

/** Every way in which the user or the system ends the program. */
function onEndOfProgram(quit: Quit): void {
  app.on('before-quit', (event) => {
    event.preventDefault()
    void quit.request()
  })
  app.on('window-all-closed', () => undefined)
  powerMonitor.on('shutdown', () => void quit.now())
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit.now())
}

async function start(): Promise<void> {
  log('info', 'start', { program: 'window', ...machineFacts(app.getVersion()), dataFolder: paths.folder })
  guardPages(developmentOrigin)
  serveApp(join(import.meta.dirname, '../renderer'))

  let opened: EngineHost | null = null
  let desktop: Desktop | null = null

  const quit = createQuit({
    activeTasks: () => desktop?.activeTasks() ?? 0,
    ask: () => askToQuit(window.current(), desktop?.activeTasks() ?? 0, desktop?.texts() ?? systemTexts()),
    leave() {
      window.remember()
      window.leave()
    },
    async close() {
      await desktop?.close()
      await opened?.close()
    },
    exit: (code) => app.exit(code),
    log,
  })

  const windowMessages = createWindowMessages((message) => window.send({ kind: 'window', message }))
  const window = createMainWindow(windowOptions(quit, windowMessages.close))
  const show = (addresses: readonly string[]) => {
    window.show()
    for (const address of addresses) windowMessages.push({ kind: 'new-download', address })
  }

  onEndOfProgram(quit)
  app.on('activate', () => window.show())
  powerMonitor.on('resume', () => opened?.engine.hasSlept())
  onSecondStart(show)
  onLink(show)

  // The page's process starts while the engine opens its records here; its first command waits for them.
  show(addressesIn(process.argv))
  const opening = openEngine(paths.folder, ports()).then((held) => {
    opened = held
    desktop = runDesktop(held.engine, {
      window,
      windowMessages,
      paths,
      preloadFolder,
      demoPictures: join(resourceFolder(), 'demo'),
      log,
      updateMemory: openUpdateMemory(paths.updates, { version: app.getVersion(), newsVersion }, log),
      quit: quit.request,
    })
    return desktop.dispatch
  })
  serve(ipcMain, trustedPage(window), async (name, input) => (await opening)(name, input))
  await opening.catch((cause: unknown) => endWithoutEngine(cause, window, quit))
}

/** The only page that may send commands. */
function trustedPage(window: MainWindow): TrustedPage {
  return {
    windowId: () => window.current()?.webContents.id ?? null,
    // A URL object gives `null` as the origin of a scheme of our own.
    origin: developmentOrigin ?? appOrigin,
  }
}

async function endWithoutEngine(cause: unknown, window: MainWindow, quit: Quit): Promise<void> {
  log('error', 'the engine did not start', { error: cause })
  window.leave()
  await showStartFailure(cause, paths.folder)
  await quit.now(1)
}

logCrashes(log)
const onLink = receiveLinks()
// On Linux and macOS the package declares it; installers of Windows do not. The portable program runs in a folder that goes.
if (app.isPackaged && process.platform === 'win32' && process.env['PORTABLE_EXECUTABLE_FILE'] === undefined) {
  app.setAsDefaultProtocolClient(linkScheme)
}

// Everything up to here and down to `whenReady` must be synchronous: Electron is ready only after this file has run.
if (unusable === null) app.setPath('userData', join(paths.folder, 'window'))
declareSchemes()
if (developmentOrigin === null) refuseNames()
// As root the sandbox cannot work and is switched off from outside; enabling it would end every child at once.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
if (unusable !== null) void app.whenReady().then(() => endWithoutFolder(unusable))
else if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.exit(0)

async function endWithoutFolder(cause: FailureError): Promise<void> {
  await showStartFailure(cause, paths.folder)
  app.exit(1)
}

/** Reports each further start of the program, with the web addresses that it was given. */
function onSecondStart(listener: (addresses: readonly string[]) => void): void {
  app.on('second-instance', (_event, argv) => listener(addressesIn(argv)))
}

/**
 * Takes the links that macOS hands over instead of starting the program again. The first one comes before the program is
 * ready: it waits for the listener.
 */
function receiveLinks(): (listener: (addresses: readonly string[]) => void) => void {
  const waiting: string[] = []
  let receive = (addresses: readonly string[]): void => void waiting.push(...addresses)
  app.on('open-url', (event, link) => {
    event.preventDefault()
    receive(addressesIn(['', link]))
  })
  return (listener) => {
    receive = listener
    if (waiting.length > 0) listener(waiting)
  }
}
