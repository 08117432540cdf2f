import { isAbsolute, resolve } from 'node:path'
import type { DownloadRequest } from '@shared/model/download-request'
import { FailureError, failure } from '@shared/model/failure'
import type { Settings, SettingsPatch } from '@shared/model/settings'
import { z } from 'zod'
import type { Engine } from '../../engine/api'
import { remembered } from '../../engine/ports/ports'
import type { WindowHandlers } from '../commands'

/** Folders that are remembered, the latest first. */
const mostFolders = 100

/** Folders that the user chose; none if another version remembered them, and the user chooses once more. */
const chosenFolders = remembered('chosen-folders', z.array(z.string()).readonly(), [])

/**
 * The folders that the window may name: those of the settings and of the tasks, and those that the user chose in the
 * system's dialog, which only main can open. A page that was taken over can neither have pictures written to a folder of
 * its own choice nor look around on the disk.
 */
export interface KnownFolders {
  has(folder: string): boolean
  /** Throws FailureError (invalid-input) for a folder that the window may not name. */
  check(folder: string): void
  /** The user has chosen this folder in the system's dialog. */
  add(folder: string): void
}

/** Folders that the window may name; none was chosen yet. */
export function createKnownFolders(
  engine: Pick<Engine, 'settings' | 'snapshot' | 'remembered'>,
): KnownFolders {
  let chosen = engine.remembered.get(chosenFolders)

  function has(folder: string): boolean {
    if (!isAbsolute(folder)) return false
    const path = resolve(folder)
    if (chosen.includes(path)) return true
    if (resolve(engine.settings().folder) === path) return true
    return engine.snapshot().tasks.some(({ request }) => resolve(request.folder) === path)
  }

  return {
    has,
    check(folder) {
      if (has(folder)) return
      throw new FailureError(failure('invalid-input', `folder: choose ${folder.slice(0, 200)} once more`))
    },
    add(folder) {
      const path = resolve(folder)
      chosen = [path, ...chosen.filter((other) => other !== path)].slice(0, mostFolders)
      engine.remembered.set(chosenFolders, chosen)
    },
  }
}

/**
 * Every field of a command that names a place of this machine or opens a way into it, and is checked here. A further one
 * in the schemas fails a test until it stands here.
 */
export const guardedFields = [
  'addTask.folder',
  'addTask.sinks',
  'moveTask.folder',
  'preview.request.folder',
  'preview.request.sinks',
  'listIncomplete.folders',
  'changeSettings.folder',
  'changeSettings.network.allowPrivate',
  'changeSettings.network.caFile',
  'chooseFolder',
  'inspectFolder',
] as const

/** The same commands, refusing places that the window has no business to name. */
export function guardPaths(
  handlers: WindowHandlers,
  folders: KnownFolders,
  settings: () => Settings,
): WindowHandlers {
  return {
    ...handlers,
    addTask(request) {
      folders.check(request.folder)
      checkSinks(request)
      return handlers.addTask(request)
    },
    moveTask(request) {
      folders.check(request.folder)
      return handlers.moveTask(request)
    },
    preview(asked) {
      folders.check(asked.request.folder)
      checkSinks(asked.request)
      return handlers.preview(asked)
    },
    listIncomplete(query) {
      for (const folder of query.folders) folders.check(folder)
      return handlers.listIncomplete(query)
    },
    changeSettings(patch) {
      if (patch.folder !== undefined && patch.folder !== '') folders.check(patch.folder)
      checkNetwork(patch.network, settings().network)
      return handlers.changeSettings(patch)
    },
    async chooseFolder(start) {
      // The page does not learn where the dialog opens; an unknown folder is no place to start from.
      const chosen = await handlers.chooseFolder(folders.has(start) ? start : '')
      if (chosen !== null) folders.add(chosen)
      return chosen
    },
    inspectFolder(path) {
      if (folders.has(path)) return handlers.inspectFolder(path)
      return { path, known: false, exists: false, writable: false, freeBytes: null }
    },
  }
}

/** The window has no field for sinks: they are files anywhere, and servers inside the network. */
function checkSinks({ sinks = [] }: DownloadRequest): void {
  if (sinks.length > 0)
    throw new FailureError(failure('invalid-input', 'sinks: they are named in the terminal only'))
}

/** The window has no field for these two: certificates to trust and private addresses are for `config.json` alone. */
function checkNetwork(patch: SettingsPatch['network'], now: Settings['network']): void {
  if (patch === undefined) return
  const { caFile = now.caFile, allowPrivate = now.allowPrivate } = patch
  if (caFile === now.caFile && JSON.stringify(allowPrivate) === JSON.stringify(now.allowPrivate)) return
  throw new FailureError(
    failure('invalid-input', 'network: caFile and allowPrivate are set in config.json only'),
  )
}
