import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { FolderRepair, RepairStart } from '@shared/model/check'
import { addDeleted, nothingDeleted } from '@shared/model/deleted-files'
import { FailureError, failure } from '@shared/model/failure'
import { emptyCounts, type Task } from '@shared/model/task'
import { canCancel, canPause, canResume, canRetry, type TaskState } from '@shared/model/task-state'
import type { EpochMs, TaskId } from '@shared/model/units'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
import { chooseRecipe } from '../extract/recipes/recipe-book'
import type { EngineJobs } from '../jobs/jobs'
import { findIncomplete } from '../library/check/incomplete'
import { deleteFinished, deleteParts } from '../library/delete-files'
import { moveTask } from '../library/move-galleries'
import { recoverMove } from '../library/move-journal'
import type { ChangeNotifier } from '../ports/change-notifier'
import { clearBackoffs } from '../run/open-client'
import type { Services } from '../run/run'
import type { SettingsFile } from '../settings/settings-file'
import type { ListThread } from '../storage/lists/list-thread'
import type { AutoResume } from '../tasks/auto-resume'
import type { RunningTasks } from '../tasks/running-tasks'
import type { Scheduler } from '../tasks/scheduler'
import type { Previews } from './preview'
import { createProblemCommands } from './problem-commands'

/** What the handlers of commands work with. */
export interface CommandPorts {
  readonly services: Services
  readonly scheduler: Scheduler
  readonly runningTasks: RunningTasks
  readonly previews: Previews
  readonly settingsFile: SettingsFile
  readonly changeNotifier: ChangeNotifier
  readonly jobs: EngineJobs
  readonly lists: ListThread
  /** Paused tasks whose files are being deleted: nobody may queue them. */
  readonly busy: Set<TaskId>
  /** Queues a paused or ended task. */
  readonly queue: (id: TaskId) => void
  readonly autoResume: AutoResume
  /** Checks a folder and begins to fetch what is bad in it. */
  readonly repairFolder: (request: FolderRepair) => Promise<RepairStart>
  /** Limits that are in force live were changed. */
  readonly settingsChanged: () => void
}

/** What each command does. Commands on many tasks do what is possible and fail only if nothing was. */
export function createCommands(tools: CommandPorts): Handlers<EngineCommandName> {
  const {
    services,
    scheduler,
    runningTasks,
    previews,
    settingsFile,
    changeNotifier,
    jobs,
    lists,
    busy,
    queue,
    autoResume,
  } = tools
  const { storage, ledger, ports, changes, files } = services
  const { recipeBook } = services.pages

  function possible(ids: readonly TaskId[], can: (state: TaskState) => boolean, verb: string): Task[] {
    const tasks = ids.map((id) => ledger.need(id))
    // While its files are being deleted a paused task can neither be resumed nor cancelled again.
    const able = tasks.filter((task) => can(task.state) && !busy.has(task.id))
    const [first] = tasks
    if (able.length > 0 || !first) return able
    throw new FailureError(
      failure('invalid-input', `Task ${first.id} is ${first.state.kind} and cannot be ${verb}.`),
    )
  }

  /** Nothing of it runs until then; what waits in its rows goes on by itself. */
  async function pauseUntil(id: TaskId, until: EpochMs): Promise<void> {
    const cause = { kind: 'wait', until } as const
    const { state } = ledger.need(id)
    if (canPause(state)) return scheduler.pauseFor(id, cause)
    if (canRetry(state)) ledger.commit(id, { kind: 'queued' })
    ledger.commit(id, { kind: 'paused', cause })
  }

  const problems = createProblemCommands({ services, runningTasks, queue, pauseUntil })

  return {
    addTask(request) {
      const range = rangeOf(request.address)
      chooseRecipe(recipeBook, request.recipe, firstAddress(range))
      const state: TaskState = request.startLater
        ? { kind: 'paused', cause: { kind: 'person' } }
        : { kind: 'queued' }
      const { id } = ledger.add(request, state)
      ledger.setCounts(id, { ...emptyCounts, pagesKnown: range.count })
      if (!request.startLater) scheduler.enqueue(id)
      return id
    },
    async pauseTasks(ids) {
      await Promise.all(possible(ids, canPause, 'paused').map(({ id }) => scheduler.stop(id, 'pause')))
    },
    resumeTasks(ids) {
      // A person may know better than the last look at a disk.
      files.fullDisks.forget()
      for (const { id } of possible(ids, canResume, 'resumed')) queue(id)
    },
    async moveTask({ id, folder }) {
      const [task] = possible([id], (state) => canResume(state) || canRetry(state), 'moved')
      if (!task) return
      busy.add(id)
      await moveTask({ storage, ledger, changes, fullDisks: files.fullDisks }, id, folder).finally(() =>
        busy.delete(id),
      )
      if (canRetry(ledger.need(id).state)) {
        problems.requeue({ taskId: id })
        clearBackoffs(services, id)
      }
      queue(id)
    },
    async waitUntil({ ids, until }) {
      await Promise.all(
        possible(ids, () => true, 'paused').map(({ id, state }) => {
          if (canRetry(state)) problems.requeue({ taskId: id })
          return pauseUntil(id, until)
        }),
      )
    },
    resumeWhenPossible: (ids) => autoResume.add(ids.map((id) => ledger.need(id).id)),
    async cancelTasks({ ids, deleteFiles, leaveEnded = false }) {
      const ended = leaveEnded ? ids.filter((id) => canRetry(ledger.need(id).state)) : []
      const left = new Set(ended)
      // The oldest first: it most likely saved what the others only found.
      const wanted = ids.filter((id) => !left.has(id)).toSorted((one, other) => one - other)
      let deleted = nothingDeleted
      const { trash, now } = ports
      // Of an ended task nothing is left to stop, but its files can go.
      const can = (state: TaskState) => canCancel(state) || (deleteFiles && canRetry(state))
      const cancelled = possible(wanted, can, 'cancelled').map(async ({ id, state }) => {
        const clean = async () => {
          await recoverMove(storage, id)
          await deleteParts(storage, id)
          if (!deleteFiles) return
          const ofTask = await deleteFinished(
            { storage, trash, now, folders: files.folders, onHeir: recount },
            id,
          )
          deleted = addDeleted(deleted, ofTask)
        }
        try {
          if (canPause(state)) {
            await scheduler.stop(id, 'cancel', clean)
            return
          }
          busy.add(id)
          await clean().finally(() => busy.delete(id))
          if (state.kind !== 'cancelled') ledger.commit(id, { kind: 'cancelled', at: ports.now() })
        } finally {
          // Also when a file could not go: those before it are gone.
          if (deleteFiles) recount(id)
        }
      })
      const ends = await Promise.allSettled(cancelled)
      for (const end of ends) if (end.status === 'rejected') throw end.reason
      return leaveEnded ? { ...deleted, ended } : deleted
    },
    retryTasks(ids) {
      for (const { id } of possible(ids, canRetry, 'retried')) {
        problems.requeue({ taskId: id })
        clearBackoffs(services, id)
        queue(id)
      }
    },
    retryProblems: problems.retryProblems,
    retryOutcome: problems.retryOutcome,
    waitForProblems: problems.waitForProblems,
    ignoreProblems: problems.ignoreProblems,
    restoreProblems: problems.restoreProblems,
    removeTasks(ids) {
      for (const { id } of possible(ids, canRetry, 'removed from the list before it has ended'))
        ledger.remove(id)
    },
    listGalleries: (query) => lists.ask('listGalleries', query),
    listImages: (query) => lists.ask('listImages', query),
    listProblems: (query) => lists.ask('listProblems', query),
    groupProblems: (id) => lists.ask('groupProblems', id),
    listSkipped: (query) => lists.ask('listSkipped', query),
    listLibrary: (query) => lists.ask('listLibrary', query),
    listLibraryHosts: () => lists.ask('listLibraryHosts', undefined),
    async showGallery({ id, after }) {
      const gallery = storage.galleries.row(id)
      if (!gallery) throw new FailureError(failure('invalid-input', `There is no gallery ${id}.`))
      return { gallery, ...(await lists.ask('folderImages', { id, after })) }
    },
    tasksOfGallery(id) {
      const gallery = storage.galleries.get(id)
      return gallery === null ? [] : storage.galleries.folders.tasksIn(gallery.place)
    },
    listRecipes() {
      recipeBook.reload()
      return recipeBook.list()
    },
    recipeFor(address) {
      const { name } = recipeBook.recipeFor(firstAddress(rangeOf(address)))
      const summary = recipeBook.list().find((recipe) => recipe.name === name && recipe.error === null)
      if (!summary) throw new Error(`recipe ${name} is not in the book`)
      return summary
    },
    preview: ({ token, request, longest }) => previews.open(token, request, longest),
    cancelPreview: (token) => previews.cancel(token),
    changeSettings(patch) {
      settingsFile.change(patch)
      tools.settingsChanged()
      return services.settings()
    },
    startJob: (request) => jobs.start(request),
    stopJob: (kind) => jobs.stop(kind),
    dismissJob: (kind) => jobs.dismiss(kind),
    listChecked: ({ offset, limit }) => jobs.found.list(offset, limit),
    listIncomplete: (query) => findIncomplete({ storage, ledger, lists }, query),
    repairChecked: ({ changed }) => jobs.found.repair(changed),
    repairFolder: tools.repairFolder,
    watchTask: (id) => changeNotifier.watch(id),
  }

  /** Files of it are gone or have become its own: what was saved is counted from its rows. */
  function recount(id: TaskId): void {
    const known = ledger.need(id).progress.counts.pagesKnown
    ledger.setCounts(id, storage.tasks.progress.recount(id, known))
    ledger.saveCounts(id)
    ledger.setFace(id, { ...storage.tasks.face(id), title: ledger.need(id).title })
    changes.rowsChanged(id)
    changes.libraryChanged()
  }
}
