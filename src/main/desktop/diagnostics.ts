import { existsSync } from 'node:fs'
import type { TaskId } from '@shared/model/units'
import { app, clipboard, shell } from 'electron'
import type { Engine } from '../engine/api'
import type { Log } from '../engine/ports/ports'
import type { DataPaths } from '../host/data-folder'
import { homeFolder } from '../host/home-folder'
import { gatherDiagnostics } from '../host/log/diagnostics'
import { openFolder } from './folders'

/** Puts text into the system's clipboard. */
export async function copyText(text: string): Promise<void> {
  await clipboard.writeText(text)
}

/**
 * Logs everything that ends unexpectedly, and keeps the program alive: one bug in one listener must not end all
 * downloads, whose every change is saved before it is reported. Call it before anything else can fail.
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

/** Puts what helps to find a fault into the clipboard. */
export async function copyDiagnostics(
  { snapshot, settings, commands }: Engine,
  paths: DataPaths,
): Promise<void> {
  const engine = {
    settings,
    tasks: () => snapshot().tasks,
    groupProblems: async (id: TaskId) => commands.groupProblems(id),
  }
  const version = app.getVersion()
  await copyText(
    await gatherDiagnostics(engine, {
      program: 'window',
      version,
      paths,
      home: homeFolder(),
      now: Date.now(),
    }),
  )
}

/** Shows the log in the system's file manager; the data folder when there is none. */
export async function showLogFile({ log, folder }: DataPaths): Promise<void> {
  if (existsSync(log)) shell.showItemInFolder(log)
  else await openFolder(folder)
}
