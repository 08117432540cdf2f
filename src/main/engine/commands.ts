import { FailureError, failure } from '@shared/failure'
import type { GalleryRow } from '@shared/gallery'
import type { EngineCommandName, Handlers } from '@shared/ipc'
import { addressAt, parsePageRange } from '@shared/page-range'
import { emptyTally, type Task } from '@shared/task'
import { canCancel, canPause, canResume, canRetry, type TaskState } from '@shared/task-state'
import type { TaskId } from '@shared/units'
import { deleteFinished, deleteParts } from './delete-files'
import type { GoOn } from './go-on'
import type { Previews } from './preview'
import { chooseRecipe } from './run/choose-recipe'
import type { RunTools } from './run/run'
import type { RunRegistry } from './run/run-registry'
import type { Scheduler } from './scheduler'
import type { SettingsFile } from './settings-file'
import type { Watcher } from './watcher'

export interface CommandPorts extends RunTools {
  readonly scheduler: Scheduler
  readonly registry: RunRegistry
  readonly previews: Previews
  readonly settingsFile: SettingsFile
  readonly watcher: Watcher
  /** Paused tasks whose files are being deleted: nobody may queue them. */
  readonly busy: Set<TaskId>
  /** Queues a paused or ended task. */
  readonly queue: (id: TaskId) => void
  readonly goOn: GoOn
  /** Limits that are in force live were changed. */
  readonly settingsChanged: () => void
}

/** What each command does. Commands on many tasks do what is possible and fail only if nothing was. */
export function createCommands(tools: CommandPorts): Handlers<EngineCommandName> {
  const {
    storage,
    ledger,
    scheduler,
    registry,
    previews,
    recipeBook,
    settingsFile,
    watcher,
    busy,
    queue,
    goOn,
  } = tools

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

  /** Queues failed pages and images again and takes them off the counts. */
  function requeue(
    id: TaskId,
    images?: Parameters<typeof storage.images.requeue>[1],
    pages?: readonly number[],
  ): number {
    const all = images === undefined && pages === undefined
    const requeued = all || images ? storage.images.requeue(id, images) : new Map<GalleryRow['id'], number>()
    let count = 0
    for (const [galleryId, failed] of requeued) {
      storage.galleries.count(galleryId, { failed: -failed })
      count += failed
    }
    const pageCount = all || pages ? storage.pages.requeue(id, pages) : 0
    ledger.count(id, { failed: -count, pagesFailed: -pageCount })
    tools.rowsChanged(id)
    return count + pageCount
  }

  return {
    addTask(request) {
      const parsed = parsePageRange(request.address)
      if (!parsed.ok) throw new FailureError(failure('invalid-input', `address: ${parsed.error.code}`))
      chooseRecipe(recipeBook, request.recipe, addressAt(parsed.range, 0))
      const state: TaskState = request.startLater
        ? { kind: 'paused', cause: { kind: 'person' } }
        : { kind: 'queued' }
      const { id } = ledger.add(request, state)
      ledger.setTally(id, { ...emptyTally, pagesKnown: parsed.range.count })
      if (!request.startLater) scheduler.enqueue(id)
      return id
    },
    async pauseTasks(ids) {
      await Promise.all(possible(ids, canPause, 'paused').map(({ id }) => scheduler.stop(id, 'pause')))
    },
    resumeTasks(ids) {
      for (const { id } of possible(ids, canResume, 'resumed')) queue(id)
    },
    async waitUntil({ ids, until }) {
      const cause = { kind: 'wait', until } as const
      await Promise.all(
        possible(ids, () => true, 'paused').map(({ id, state }) => {
          if (canPause(state)) return scheduler.pauseFor(id, cause)
          if (canRetry(state)) {
            requeue(id)
            ledger.commit(id, { kind: 'queued' })
          }
          ledger.commit(id, { kind: 'paused', cause })
          return Promise.resolve()
        }),
      )
    },
    goOnWhenMended: (ids) => goOn.add(ids.map((id) => ledger.need(id).id)),
    async cancelTasks({ ids, deleteFiles }) {
      const cancelled = possible(ids, canCancel, 'cancelled').map(async ({ id, state }) => {
        const clean = async () => {
          await deleteParts(storage, id)
          if (deleteFiles) await deleteFinished(storage, id)
        }
        if (state.kind === 'paused') {
          busy.add(id)
          await clean().finally(() => busy.delete(id))
          ledger.commit(id, { kind: 'cancelled', at: tools.ports.now() })
        } else {
          await scheduler.stop(id, 'cancel', clean)
        }
        if (deleteFiles) forgetCounts(id)
      })
      await Promise.all(cancelled)
    },
    retryTasks(ids) {
      for (const { id } of possible(ids, canRetry, 'retried')) {
        requeue(id)
        queue(id)
      }
    },
    retryProblems({ taskId, images, pages }) {
      const { state } = ledger.need(taskId)
      if (requeue(taskId, images, pages) === 0) return
      if (canRetry(state)) queue(taskId)
      else registry.get(taskId)?.rewind()
    },
    removeTasks(ids) {
      for (const { id } of possible(ids, canRetry, 'removed from the list before it has ended'))
        ledger.remove(id)
    },
    listGalleries: (query) => storage.galleries.list(query),
    listImages: (query) => storage.images.list(query),
    listProblems: (query) => storage.problems.list(query),
    groupProblems: (id) => storage.problems.groups(id),
    listLeftOut: ({ taskId, offset, limit }) => storage.pages.listLeftOut(taskId, offset, limit),
    listLibrary: (query) => storage.galleries.library(query),
    listLibraryHosts: () => storage.galleries.libraryHosts(),
    showGallery(id) {
      const gallery = storage.galleries.row(id)
      if (!gallery) throw new FailureError(failure('invalid-input', `There is no gallery ${id}.`))
      const onDisk = [...storage.images.ofGallery(gallery.taskId, id)].filter(({ file }) => file !== null)
      return { gallery, images: onDisk }
    },
    listRecipes() {
      recipeBook.reload()
      return recipeBook.list()
    },
    recipeFor(address) {
      const parsed = parsePageRange(address)
      if (!parsed.ok) throw new FailureError(failure('invalid-input', `address: ${parsed.error.code}`))
      const { name } = recipeBook.recipeFor(addressAt(parsed.range, 0))
      const summary = recipeBook.list().find((recipe) => recipe.name === name && recipe.error === null)
      if (!summary) throw new Error(`recipe ${name} is not in the book`)
      return summary
    },
    preview: ({ token, request, longest }) => previews.open(token, request, longest),
    cancelPreview: (token) => previews.cancel(token),
    changeSettings(patch) {
      settingsFile.change(patch)
      tools.settingsChanged()
      return tools.settings()
    },
    watchTask: (id) => watcher.watch(id),
  }

  /** The files are gone: what was saved is not any more, and a retry starts over. */
  function forgetCounts(id: TaskId): void {
    const known = ledger.need(id).progress.tally.pagesKnown
    ledger.setTally(id, storage.tasks.recount(id, known))
    ledger.setFace(id, { title: ledger.need(id).title, cover: null })
    tools.rowsChanged(id)
    tools.libraryChanged()
  }
}
