import { isAbsolute, resolve } from 'node:path'
import { parseSink } from '@shared/model/crawl/sink-address'
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

/** Sinks that the user chose: files in the system's dialog, servers in a question of main. */
const chosenSinks = remembered('chosen-sinks', z.array(z.string()).readonly(), [])

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
  /** The same of files of records and servers, by their text as requests name them. */
  readonly sinks: {
    check(sink: string): void
    add(sink: string): void
  }
}

/** Folders that the window may name; none was chosen yet. */
export function createKnownFolders(
  engine: Pick<Engine, 'settings' | 'snapshot' | 'remembered'>,
): KnownFolders {
  let chosen = engine.remembered.get(chosenFolders)
  let sinks = engine.remembered.get(chosenSinks)

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
    sinks: {
      check(sink) {
        if (sinks.includes(sink)) return
        if (engine.snapshot().tasks.some(({ request }) => request.sinks?.includes(sink))) return
        throw new FailureError(failure('invalid-input', 'sinks: choose where records go once more'))
      },
      add(sink) {
        sinks = [sink, ...sinks.filter((other) => other !== sink)].slice(0, mostFolders)
        engine.remembered.set(chosenSinks, sinks)
      },
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
  'previewCrawl.folder',
  'previewCrawl.sinks',
  'prepareSink',
  'prepareSink.request.folder',
  'prepareSink.request.sinks',
  'prepareSink.sink',
  // Of a task that has it: checked there.
  'retrySink',
  'startJob.target.file',
  'startJob.target.folder',
  'chooseRecordFile',
  'nameServerSink',
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
    ...guardRecords(handlers, folders),
    addTask(request) {
      checkRequest(folders, request)
      return handlers.addTask(request)
    },
    moveTask(request) {
      folders.check(request.folder)
      return handlers.moveTask(request)
    },
    preview(asked) {
      checkRequest(folders, asked.request)
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

/** A taken-over page could write files anywhere, and send to servers inside the network. */
function checkRequest(known: KnownFolders, { folder, sinks = [] }: DownloadRequest): void {
  known.check(folder)
  for (const sink of sinks) known.sinks.check(sink)
}

/** The text by which sinks know a file of records. */
function sinkOf(file: string): string {
  const parsed = parseSink(file)
  if (!parsed.ok) throw new FailureError(parsed.failure)
  return parsed.sink.text
}

/** Commands about records that name a place. */
function guardRecords(handlers: WindowHandlers, known: KnownFolders) {
  const guarded: Pick<
    WindowHandlers,
    'previewCrawl' | 'prepareSink' | 'startJob' | 'chooseRecordFile' | 'nameServerSink'
  > = {
    previewCrawl(request) {
      checkRequest(known, request)
      return handlers.previewCrawl(request)
    },
    prepareSink(asked) {
      checkRequest(known, asked.request)
      known.sinks.check(asked.sink)
      return handlers.prepareSink(asked)
    },
    startJob(request) {
      if (request.kind === 'export') {
        const { target } = request
        if (target.kind === 'file') known.sinks.check(sinkOf(target.file))
        else known.check(target.folder)
      }
      return handlers.startJob(request)
    },
    async chooseRecordFile(asked) {
      const file = await handlers.chooseRecordFile(asked)
      if (file !== null) known.sinks.add(sinkOf(file))
      return file
    },
    async nameServerSink(given) {
      const sink = await handlers.nameServerSink(given)
      if (sink !== null) known.sinks.add(sink)
      return sink
    },
  }
  return guarded
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
