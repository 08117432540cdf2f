import { protocol } from 'electron'

/**
 * Declares the schemes of the program: `app` for the window's own files, `media` for pictures by number.
 *
 * Must run before Electron is ready; after that it is too late and throws.
 */
export function declareSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    { scheme: 'media', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}
