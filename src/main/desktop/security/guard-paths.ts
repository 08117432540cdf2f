import type { Handlers } from '@shared/contract/commands'
import { FailureError, failure } from '@shared/model/failure'
import type { Settings, SettingsPatch } from '@shared/model/settings'
import type { KnownFolders } from '../known-folders'

/**
 * Every field of a command that names a place of this machine or opens a way into it, and is checked here. A further one
 * in the schemas fails a test until it stands here.
 */
export const guardedFields = [
  'addTask.folder',
  'moveTask.folder',
  'preview.request.folder',
  'listIncomplete.folders',
  'changeSettings.folder',
  'changeSettings.network.allowPrivate',
  'changeSettings.network.caFile',
  'chooseFolder',
  'inspectFolder',
] as const

/** The same commands, refusing places that the window has no business to name. */
export function guardPaths(handlers: Handlers, folders: KnownFolders, settings: () => Settings): Handlers {
  return {
    ...handlers,
    addTask(request) {
      folders.check(request.folder)
      return handlers.addTask(request)
    },
    moveTask(wish) {
      folders.check(wish.folder)
      return handlers.moveTask(wish)
    },
    preview(asked) {
      folders.check(asked.request.folder)
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
      // Where the dialog opens tells the page nothing; an unknown folder is simply no beginning.
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

/** The window has no field for these two: certificates to trust and private addresses are for `config.json` alone. */
function checkNetwork(patch: SettingsPatch['network'], now: Settings['network']): void {
  if (patch === undefined) return
  const { caFile = now.caFile, allowPrivate = now.allowPrivate } = patch
  if (caFile === now.caFile && JSON.stringify(allowPrivate) === JSON.stringify(now.allowPrivate)) return
  throw new FailureError(
    failure('invalid-input', 'network: caFile and allowPrivate are set in config.json only'),
  )
}
