import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../security/content-security-policy'
import { fileOf } from './app-file'

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

/** Types of the files that the build makes; nothing else is served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
}

async function respond(root: string, request: Request): Promise<Response> {
  const file = request.method === 'GET' ? fileOf(root, request.url) : null
  const type = file === null ? undefined : types[extname(file).toLowerCase()]
  if (file === null || type === undefined) return new Response('not found', { status: 404, headers })
  try {
    return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': type } })
  } catch {
    return new Response('not found', { status: 404, headers })
  }
}

/** Serves the built window from `root` at `app://galleon/`. */
export function serveApp(root: string): void {
  protocol.handle('app', (request) => respond(root, request))
}
