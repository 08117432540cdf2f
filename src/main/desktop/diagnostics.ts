import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import type { TaskId } from '@shared/model/units'
import { app, shell } from 'electron'
import type { Engine } from '../engine/api'
import type { DataPaths } from '../host/data-folder'
import { gatherDiagnostics } from '../host/log/diagnostics'
import { copyText } from './clipboard'
import { openFolder } from './folders'

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
    await gatherDiagnostics(engine, { program: 'window', version, paths, home: homedir(), now: Date.now() }),
  )
}

/** Shows the log in the system's file manager; the data folder when there is none. */
export async function showLogFile({ log, folder }: DataPaths): Promise<void> {
  if (existsSync(log)) shell.showItemInFolder(log)
  else await openFolder(folder)
}
