import { join } from 'node:path'
import { channels } from '@shared/contract/deltas'
import type { ToWindow } from '@shared/contract/messages'
import type { Settings } from '@shared/model/settings'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Log } from '../../engine/ports/ports'
import { leastSize, loadWindowState, placeWindow, saveWindowState } from './window-state'

/** Forces light or dark, or follows the system; the page sees it as `prefers-color-scheme`. */
export function applyTheme(theme: Settings['theme']): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
}

/** Colour behind the page until it has drawn; the same as the page's canvas, else the window flashes. */
function canvasColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#161b21' : '#ffffff'
}

/** What the main window is made of. */
export interface WindowOptions {
  /** Address of the page. */
  readonly address: string
  /** Folder of the built preloads. */
  readonly preloadFolder: string
  readonly stateFile: string
  readonly icon: string
  readonly log: Log
  /** The user closes the window: true lets it close, false keeps it. */
  mayClose(): boolean
  /** The system's session ends (Windows). */
  onSessionEnd(): void
  /** The page was reloaded, or is gone. */
  onPageGone(): void
}

/** A page that ends twice within this time is not loaded a third time. */
const crashIntervalMs = 10_000

/** The one window; made again when it is wanted after having been closed. */
export interface MainWindow {
  current(): BrowserWindow | null
  /** Brings the window to the front, making it if there is none; nothing happens after `leave`. */
  show(): void
  /** Takes the window off the screen for good: the program ends. */
  leave(): void
  /** Sends to the page; nothing happens while there is none. */
  send(message: ToWindow): void
  /** Keeps the window's place for the next start. */
  remember(): void
}

/** Opens a window that shows itself once its page has drawn, if it `mayShow` by then. */
function openWindow(
  { address, preloadFolder, stateFile, icon, log }: WindowOptions,
  mayShow: () => boolean,
): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const { maximised, ...bounds } = placeWindow(loadWindowState(stateFile), areas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    title: 'Galleon',
    icon,
    autoHideMenuBar: true,
    backgroundColor: canvasColour(),
    webPreferences: {
      preload: join(preloadFolder, 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (!mayShow()) return
    if (maximised) window.maximize()
    window.show()
  })
  window.loadURL(address).catch((cause: unknown) => {
    log('error', 'the page did not load', { address, cause: String(cause) })
    if (mayShow()) window.show()
  })
  return window
}

function saveState(window: BrowserWindow, { stateFile, log }: WindowOptions): void {
  try {
    saveWindowState(stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() })
  } catch (cause) {
    log('warn', 'the place of the window could not be saved', { cause: String(cause) })
  }
}

/** Makes the window when it is first shown, and again after it was closed. */
export function createMainWindow(options: WindowOptions): MainWindow {
  let window: BrowserWindow | null = null
  let lastCrashAt = 0
  let hasLeft = false

  function remember(): void {
    if (window !== null && !window.isDestroyed()) saveState(window, options)
  }

  function open(): void {
    const opened = openWindow(options, () => !hasLeft)
    window = opened
    opened.on('close', (event) => {
      remember()
      if (!options.mayClose()) event.preventDefault()
    })
    opened.on('closed', () => {
      window = null
      options.onPageGone()
    })
    opened.on('session-end', options.onSessionEnd)
    opened.webContents.on('did-navigate', options.onPageGone)
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      options.onPageGone()
      if (reason !== 'clean-exit') reload(opened)
    })
  }

  /** The engine continues meanwhile, and the page asks it for everything; a page that ends again at once would end for ever. */
  function reload(opened: BrowserWindow): void {
    const isFirst = Date.now() - lastCrashAt > crashIntervalMs
    lastCrashAt = Date.now()
    if (isFirst && !opened.isDestroyed()) opened.webContents.reload()
  }

  nativeTheme.on('updated', () => window?.setBackgroundColor(canvasColour()))

  return {
    current: () => window,
    show() {
      if (hasLeft) return
      if (window === null) {
        open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    leave() {
      hasLeft = true
      window?.hide()
    },
    send(message) {
      if (window === null || window.webContents.isDestroyed()) return
      window.webContents.send(channels.message, message)
    },
    remember,
  }
}
