import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import type { FailureError } from '@shared/model/failure'
import { patchedSettings, type Settings, type SettingsPatch } from '@shared/model/settings'
import { EpochMs } from '@shared/model/units'
import type { Engine } from './api'
import { createEmitter } from './async/emitter'
import { createSequencer } from './async/sequencer'
import { createCommands } from './commands/commands'
import { createPreviews } from './commands/preview'
import { createTaskMoves } from './commands/task-moves'
import { createPageMemory } from './crawl/page-memory'
import { createFullDisks } from './disk/space/free-space'
import { createImagesInFlight } from './download/images-in-flight'
import { pathOf } from './download/known-copy'
import { createImageDisk } from './download/save-image'
import { createRecipeBook } from './extract/recipes/recipe-book'
import { createExtractor } from './extract/worker/extractor'
import { createJobs } from './jobs/jobs'
import { asFailures } from './library/check/read-record'
import { nestedGalleries } from './library/delete-files'
import { folderOf } from './library/finish-gallery'
import { repairFolder } from './library/repair/repair'
import { isWritable } from './library/target-folder'
import { createNetwork } from './network/network'
import { type ChangeReport, createChangeNotifier } from './ports/change-notifier'
import type { Ports } from './ports/ports'
import { remembered } from './ports/remembered'
import type { Services } from './run/run'
import { runTask } from './run/run-task'
import { readCertificates } from './settings/certificates'
import { readRecipeFiles } from './settings/recipe-files'
import { openSettingsFile, type SettingsFile } from './settings/settings-file'
import { createDamageWatch } from './storage/database/damage'
import { openOrSetAside } from './storage/database/open-or-set-aside'
import { createListThread } from './storage/lists/list-thread'
import { createAutoResume } from './tasks/auto-resume'
import type { RunningTasks } from './tasks/running-tasks'
import { createScheduler } from './tasks/scheduler'
import { createTaskLedger } from './tasks/task-ledger'

export type { Engine } from './api'

/** What holds now; made anew only when the file changed, because every request asks for it. */
function settingsInForce(file: SettingsFile, { files, overrides }: Ports): () => Settings {
  let seen: Settings | null = null
  let made: Settings | null = null
  return () => {
    if (made !== null && seen === file.current) return made
    seen = file.current
    const current = patchedSettings(seen, overrides?.settings ?? {})
    made = { ...current, folder: current.folder || files.downloads }
    return made
  }
}

/** When the program was started first; null: never before. */
const startedAt = remembered('started-at', EpochMs.nullable(), null)

/**
 * Builds the engine on its ports. Whatever was queued or running when the program ended last is paused now.
 *
 * A damaged database is set aside, and what lies on disk is found again. Fails with `invalid-input` for a bad settings
 * file and `unexpected` for a database of a newer program. The caller holds the data folder: two engines on one database
 * are not allowed.
 */
export function createEngine(ports: Ports): Engine {
  const { files, log, now, monotonic } = ports
  const settingsFile = openSettingsFile(files.config, files.home)
  const settings = settingsInForce(settingsFile, ports)
  const runningTasks: RunningTasks = new Map()
  const onTrouble = (reason: FailureError) => {
    log('error', 'the records cannot be written', { detail: reason.failure.detail })
    for (const { stop } of runningTasks.values()) stop(reason)
  }
  const { storage, setAside } = openOrSetAside(files.database, onTrouble, now)
  const lists = createListThread({
    workerFile: files.workers.lists,
    databaseFile: files.database,
    flush: storage.flush,
    damageOf: createDamageWatch(files.database, onTrouble),
  })
  const deltas = createEmitter<Delta>(log)
  const events = createEmitter<TaskEvent>(log)

  /** A kill loses nothing of it from now on; a power cut neither, a few milliseconds later. */
  function flush(): void {
    storage.flush()
    storage.durable().catch((error: unknown) => {
      log('error', 'a state could not be flushed to the disk', { detail: String(error) })
    })
  }

  const ledger = createTaskLedger({
    rows: storage.tasks,
    flush,
    now,
    monotonic,
    emitDelta: deltas.emit,
    emitEvent: events.emit,
    log,
  })
  const network = createNetwork({
    settings,
    now,
    monotonic,
    random: ports.random,
    cookieRows: storage.tasks.secrets,
    userAgent: ports.userAgent,
    log,
    readCertificates,
  })
  const pageMemory = createPageMemory(monotonic, () => network.generation)
  const imageDisk = createImageDisk({
    diskWriterFile: files.workers.disk,
    partTag: storage.partTag,
    monotonic,
    log,
  })
  const extractor = createExtractor({
    workerFile: files.workers.extract,
    monotonic,
    processorMs: ports.processorMs,
    log,
  })
  const recipeBook = createRecipeBook(() => readRecipeFiles(files.recipes, log), log)
  const changeNotifier = createChangeNotifier(
    (id) => runningTasks.get(id)?.activeImages() ?? null,
    deltas.emit,
  )
  const changes: ChangeReport = {
    emit: events.emit,
    rowsChanged: changeNotifier.rowsChanged,
    libraryChanged: changeNotifier.libraryChanged,
  }
  const services: Services = {
    ports,
    settings,
    storage,
    ledger,
    changes,
    pages: { network, pageMemory, extractor, recipeBook },
    files: {
      imageDisk,
      fullDisks: createFullDisks(),
      inFlight: createImagesInFlight(),
      folders: createSequencer(),
    },
  }
  const scheduler = createScheduler({
    ledger,
    log,
    now,
    slots: () => settings().tasksAtOnce,
    run: (id, signal) => runTask(services, runningTasks, id, signal),
  })
  const previews = createPreviews({ ports, settings, imageDisk, ...services.pages })
  const moves = createTaskMoves(services, scheduler)
  const autoResume = createAutoResume({
    ports,
    ledger,
    isWritable: (folder) => isWritable(folder, storage.remembered),
    busy: moves.busy,
    queue: moves.queue,
  })
  const adoptPorts = { storage, ledger, recipeBook, now }
  const repairPorts = { ...adoptPorts, changes, runningTasks, scheduler }
  const life = new AbortController()
  const jobs = createJobs({ ...repairPorts, settings, lists, log }, setAside, deltas.emit)

  function changeSettings(patch: SettingsPatch): Settings {
    settingsFile.change(patch)
    network.settingsChanged()
    scheduler.slotsChanged()
    deltas.emit({ kind: 'settings', settings: settings() })
    return settings()
  }

  const isNew = storage.remembered.get(startedAt) === null
  if (isNew) storage.remembered.set(startedAt, now())
  const firstStart = isNew && !setAside?.isKnown

  const commands = createCommands({
    services,
    tasks: { scheduler, runningTasks, moves, autoResume },
    changeNotifier,
    previews,
    lists,
    jobs,
    changeSettings,
    repairFolder: (request) => asFailures(request.folder, repairFolder(repairPorts, request, life.signal)),
  })

  let closing: Promise<void> | null = null

  async function close(): Promise<void> {
    autoResume.close()
    life.abort('quit')
    await jobs.close()
    changeNotifier.close()
    previews.close()
    await scheduler.close()
    await Promise.all([network.close().then(() => imageDisk.files.close()), extractor.close(), lists.close()])
    storage.close()
  }

  return {
    commands,
    durable: storage.durable,
    snapshot: () => ({
      tasks: ledger.list(),
      settings: settings(),
      firstStart,
      jobs: jobs.current(),
    }),
    settings,
    jobs,
    task: (id) => ledger.get(id),
    onDelta: deltas.on,
    onEvent: events.on,
    imageFile(id) {
      const known = storage.images.files.get(id)
      return known ? { path: pathOf(known), root: known.root } : null
    },
    galleryFolder(id) {
      const gallery = storage.galleries.get(id)
      return gallery ? folderOf(gallery) : null
    },
    nestedGalleries: (id) => nestedGalleries(storage, id),
    forgetGallery(id) {
      storage.galleries.folders.forget(id, now())
      flush()
      changeNotifier.libraryChanged()
    },
    restoreGallery(id) {
      storage.galleries.folders.restore(id)
      flush()
      changeNotifier.libraryChanged()
    },
    warmLists: lists.warm,
    isBeingSaved(id) {
      const gallery = storage.galleries.get(id)
      if (gallery === null) return false
      return storage.galleries.folders.allIn(gallery.place).some(({ taskId, finishedAt, ended, found }) => {
        const kind = ledger.get(taskId)?.state.kind
        return (kind === 'running' || kind === 'queued') && (finishedAt === null || ended < found)
      })
    },
    hasGalleries(id) {
      const gallery = storage.galleries.get(id)
      return gallery !== null && storage.galleries.folders.tasksIn(gallery.place).length > 0
    },
    remembered: storage.remembered,
    previewImage: previews.picture,
    hasSlept: () => network.rest(),
    close() {
      closing ??= close()
      return closing
    },
  }
}
