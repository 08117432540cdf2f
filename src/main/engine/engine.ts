import { dirname, join } from 'node:path'
import type { Delta } from '@shared/contract/deltas'
import type { TaskEvent } from '@shared/contract/task-event'
import type { RecordExport } from '@shared/model/crawl/record-export'
import type { FailureError } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import { EpochMs, type ImageId, type TaskId } from '@shared/model/units'
import type { Engine } from './api'
import { createSequencer } from './async/sequencer'
import { createCommands } from './commands/commands'
import { createPreviews } from './commands/preview/preview'
import type { TaskParts } from './commands/task-commands'
import { createTaskTransitions } from './commands/task-transitions'
import { createLearnedRows } from './crawl/evidence/learned-rows'
import { createSiteMemory } from './crawl/evidence/site-memory'
import { createPageMemory } from './crawl/page-memory'
import { createFullDisks } from './disk/space/free-space'
import { createImageDisk } from './download/image-disk'
import { createImagesInFlight } from './download/images-in-flight'
import { pathOf } from './download/known-copy'
import { createRecipeBook } from './extract/recipes/recipe-book'
import { createExtractor } from './extract/worker/extractor'
import { createJobs, type EngineJobs } from './jobs/jobs'
import { asFailures } from './library/check/read-record'
import { createGalleries } from './library/galleries'
import { repairFolder } from './library/repair/repair'
import { isWritable } from './library/target-folder'
import { createNetwork } from './network/network'
import { type ChangeReport, createChangeNotifier, createEmitter } from './ports/change-notifier'
import { type Log, type Ports, remembered } from './ports/ports'
import { createRecordStores } from './records/database/record-stores'
import { createRobotsMemory } from './records/politeness/robots'
import { exportCrawl } from './run/export-crawl'
import { runTask } from './run/run-task'
import type { EngineServices, FileServices, PageServices } from './run/services'
import { openSettingsFile, settingsInForce } from './settings/settings-file'
import { readCertificates, readRecipeFiles } from './settings/user-files'
import { createDamageWatch } from './storage/database/damage'
import { openOrSetAside } from './storage/database/open-or-set-aside'
import { createListThread, type ListThread } from './storage/lists/list-thread'
import { createSecrets } from './storage/secrets'
import type { Storage } from './storage/storage'
import { createAutoResume } from './tasks/auto-resume'
import type { RunningTasks } from './tasks/running-tasks'
import { createScheduler } from './tasks/scheduler'
import { createTaskLedger } from './tasks/task-ledger'

export type { Engine } from './api'

/** When the program was started first; null: never before. */
const startedAt = remembered('started-at', EpochMs.nullable(), null)

/** The database, the thread that reads its long lists, and what was lost of an earlier database. */
function openRecords({ files, log, now }: Ports, runningTasks: RunningTasks) {
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

  /** From now on a kill loses nothing of what was changed; a power cut neither, a few milliseconds later. */
  function flush(): void {
    storage.flush()
    storage.durable().catch((error: unknown) => {
      log('error', 'a state could not be flushed to the disk', { detail: String(error) })
    })
  }

  return { storage, setAside, lists, flush }
}

/** Where changes are reported: to the window and its mirror as deltas, to the terminal and the log as events. */
function createReports(log: Log, runningTasks: RunningTasks) {
  const deltas = createEmitter<Delta>(log)
  const events = createEmitter<TaskEvent>(log)
  const activeImages = (id: TaskId) => runningTasks.get(id)?.activeImages() ?? null
  const changeNotifier = createChangeNotifier(activeImages, deltas.emit)
  const { rowsChanged, libraryChanged } = changeNotifier
  const changes: ChangeReport = { emit: events.emit, rowsChanged, libraryChanged }
  return { deltas, events, changeNotifier, changes }
}

function createPageServices(
  ports: Ports,
  settings: () => Settings,
  storage: Storage,
  { imageDisk }: FileServices,
): PageServices {
  const { files, log, now, monotonic, random, userAgent, processorMs, startWorker } = ports
  const cookieRows = storage.tasks.secrets
  const network = createNetwork({
    settings,
    now,
    monotonic,
    random,
    cookieRows,
    userAgent,
    log,
    readCertificates,
    restOthers: imageDisk.files.rest,
  })
  return {
    network,
    pageMemory: createPageMemory(monotonic, () => network.generation),
    extractor: createExtractor({
      startWorker,
      workerFile: files.workers.extract,
      monotonic,
      processorMs,
      log,
    }),
    recipeBook: createRecipeBook(() => readRecipeFiles(files.recipes, log), log),
    robotsMemory: createRobotsMemory(now),
    siteMemory: createSiteMemory(createLearnedRows(storage.siteRules, now), now),
  }
}

function createFileServices(ports: Ports, { partTag }: Storage): FileServices {
  const { files, startWorker, log, monotonic } = ports
  return {
    imageDisk: createImageDisk({
      startWorker,
      transferWorkerFile: files.workers.transfer,
      partTag,
      monotonic,
      log,
    }),
    fullDisks: createFullDisks(),
    inFlight: createImagesInFlight(),
    folders: createSequencer(),
  }
}

/** What runs tasks, and brings them from one state to the next. */
function createTaskParts(services: EngineServices, runningTasks: RunningTasks): TaskParts {
  const { ports, settings, storage, ledger } = services
  const scheduler = createScheduler({
    ledger,
    log: ports.log,
    now: ports.now,
    slots: () => settings().tasksAtOnce,
    run: (id, signal) => runTask(services, runningTasks, id, signal),
  })
  const transitions = createTaskTransitions(services, scheduler)
  const autoResume = createAutoResume({
    ports,
    ledger,
    isWritable: (folder) => isWritable(folder, storage.remembered),
    busy: transitions.busy,
    queue: transitions.queue,
  })
  return { scheduler, runningTasks, transitions, autoResume }
}

/** Whether this is the first start, which is remembered. */
function isFirstStart({ remembered: values }: Storage, now: EpochMs, hadRecords: boolean): boolean {
  if (values.get(startedAt) !== null) return false
  values.set(startedAt, now)
  return !hadRecords
}

function imageFile({ images }: Storage, id: ImageId): ReturnType<Engine['imageFile']> {
  const known = images.files.get(id)
  return known ? { path: pathOf(known), root: known.root } : null
}

/** Ends everything that makes work, and waits for the work. */
async function closeWork(
  { autoResume, scheduler }: TaskParts,
  jobs: EngineJobs,
  others: readonly { close(): void }[],
): Promise<void> {
  autoResume.close()
  await jobs.close()
  for (const other of others) other.close()
  await scheduler.close()
}

/** Closes what the work used; the database last. */
async function closeServices(
  { pages, files, storage, records }: EngineServices,
  lists: ListThread,
): Promise<void> {
  // A request that ends may still write its partial file.
  const disk = pages.network.close().then(() => files.imageDisk.files.close())
  await Promise.all([disk, pages.extractor.close(), records.close(), lists.close()])
  storage.close()
}

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
  const { storage, setAside, lists, flush } = openRecords(ports, runningTasks)
  const { deltas, events, changeNotifier, changes } = createReports(log, runningTasks)
  const ledger = createTaskLedger({
    rows: storage.tasks,
    flush,
    now,
    monotonic,
    emitDelta: deltas.emit,
    emitEvent: events.emit,
    log,
  })
  const fileServices = createFileServices(ports, storage)
  const pages = createPageServices(ports, settings, storage, fileServices)
  const services: EngineServices = {
    ports,
    settings,
    storage,
    ledger,
    changes,
    pages,
    files: fileServices,
    secrets: createSecrets(join(dirname(files.database), 'secrets.db')),
    records: createRecordStores({
      folder: join(dirname(files.database), 'records'),
      startWorker: ports.startWorker,
      workerFile: files.workers.records,
      log,
    }),
    crawls: { running: new Map(), ended: new Map() },
  }
  const tasks = createTaskParts(services, runningTasks)
  const previews = createPreviews({
    ports,
    settings,
    imageDisk: services.files.imageDisk,
    ...pages,
  })
  const { recipeBook, network } = pages
  const { scheduler } = tasks
  const repairPorts = { storage, ledger, recipeBook, now, changes, runningTasks, scheduler }
  const exportOf = (request: RecordExport, signal: AbortSignal) => exportCrawl(services, request, signal)
  const jobs = createJobs(
    { ...repairPorts, settings, lists, log, exportCrawl: exportOf },
    setAside,
    deltas.emit,
  )
  const life = new AbortController()
  const firstStart = isFirstStart(storage, now(), setAside?.isKnown === true)

  const commands = createCommands({
    services,
    tasks,
    changeNotifier,
    previews,
    lists,
    jobs,
    settingsFile,
    emitDelta: deltas.emit,
    closing: life.signal,
    repairFolder: (request) => asFailures(request.folder, repairFolder(repairPorts, request, life.signal)),
  })

  async function close(): Promise<void> {
    life.abort('quit')
    await closeWork(tasks, jobs, [changeNotifier, previews])
    await closeServices(services, lists)
  }

  let closing: Promise<void> | null = null
  return {
    commands,
    durable: storage.durable,
    snapshot: () => ({ tasks: ledger.list(), settings: settings(), firstStart, jobs: jobs.current() }),
    settings,
    task: (id) => ledger.get(id),
    jobs,
    onDelta: deltas.on,
    onEvent: events.on,
    ...createGalleries({ storage, ledger, changes, flush, now }),
    imageFile: (id) => imageFile(storage, id),
    previewImage: previews.picture,
    connect: network.connect,
    remembered: storage.remembered,
    warmLists: lists.warm,
    hasSlept: () => network.rest(),
    close() {
      closing ??= close()
      return closing
    },
  }
}
