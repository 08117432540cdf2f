import { app } from 'electron'
import type { Log } from '../engine/ports/ports'

/**
 * Logs everything that ends unexpectedly, and keeps the program alive: one bug in one listener must not end everybody's
 * downloads, whose every change is saved before it is told. Call it before anything else can fail.
 */
export function logCrashes(log: Log): void {
  process.on('uncaughtException', (error) => log('error', 'uncaught exception', { error }))
  process.on('unhandledRejection', (error) => log('error', 'unhandled rejection', { error }))
  process.on('warning', (warning) => log('warn', 'Node warns', { error: warning }))
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log('error', 'a page ended unexpectedly', { page: contents.getURL(), reason, exitCode })
  })
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') log('error', 'a process ended unexpectedly', { ...details })
  })
}
