import { app, type Session, session, shell, type WebContents } from 'electron'
import { isWebAddress } from './web-address'

/** Denies a session every permission but the full screen and, unless a development server serves the page, every request to a network. */
function guardSession(guarded: Session, developmentOrigin: string | null): void {
  // The viewer may fill the screen; nothing else is ever asked for.
  guarded.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === 'fullscreen'))
  guarded.setPermissionCheckHandler((_contents, permission) => permission === 'fullscreen')
  guarded.setDevicePermissionHandler(() => false)
  guarded.on('will-download', (event) => event.preventDefault())
  if (developmentOrigin !== null) return
  // The engine does all fetching. A page that was taken over could otherwise send what it sees to any server.
  const network = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'] }
  guarded.webRequest.onBeforeRequest(network, (_request, decide) => decide({ cancel: true }))
  // What `webRequest` does not see, such as WebRTC over TCP, ends at a proxy that there is not.
  void guarded.setProxy({ proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' })
}

/** Keeps pages from sending anything in a name that is looked up. Must run before Electron is ready. */
export function refuseNames(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
}

/** Keeps a page where it is: no navigation, no new window, no embedded page, no connection by WebRTC. */
function guardContents(contents: WebContents, developmentOrigin: string | null): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    // The development server reloads its own page.
    if (developmentOrigin !== null && event.url.startsWith(`${developmentOrigin}/`)) return
    event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // Addresses go to the browser by a command of their own, which asks for a click or a key of the user.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // Neither the policy of the page nor `webRequest` sees what WebRTC sends.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/**
 * Guards every page and every session of the program, now and later.
 *
 * Call it once, when Electron is ready and before the first window. `developmentOrigin` is that of the development
 * server, null for a built app.
 */
export function guardPages(developmentOrigin: string | null): void {
  guardSession(session.defaultSession, developmentOrigin)
  app.on('session-created', (created) => guardSession(created, null))
  app.on('web-contents-created', (_event, contents) => guardContents(contents, developmentOrigin))
}

/** Opens a web address in the user's browser; anything else is ignored: `file:` and the like could run a program. */
export async function openInBrowser(address: string): Promise<void> {
  if (isWebAddress(address)) await shell.openExternal(address)
}
