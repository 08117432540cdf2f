import type { Handlers } from '@shared/contract/commands'
import type { libraryCommands, listCommands, recipeCommands } from '@shared/contract/list-commands'
import type { FolderRepair, RepairStart } from '@shared/model/check'
import { FailureError, failure } from '@shared/model/failure'
import type { Settings, SettingsPatch } from '@shared/model/settings'
import { firstAddress, rangeOf } from '@shared/page-range/page-range'
import type { RecipeBook } from '../extract/recipes/recipe-book'
import type { EngineJobs } from '../jobs/jobs'
import { findIncomplete } from '../library/check/incomplete'
import type { EngineServices } from '../run/services'
import type { ListThread } from '../storage/lists/list-thread'
import type { Previews } from './preview'

type Rows = Pick<EngineServices, 'storage' | 'ledger'>

/** Handlers of the commands that read lists: in the thread of lists, but for single rows. */
export function createListCommands(
  { storage }: Rows,
  lists: ListThread,
): Handlers<keyof typeof listCommands> {
  return {
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
  }
}

/**
 * Handlers of the commands about recipes, previews and settings.
 *
 * `changeSettings` saves a change, applies it and returns the settings in force.
 */
export function createRecipeCommands(
  recipeBook: RecipeBook,
  previews: Previews,
  changeSettings: (patch: SettingsPatch) => Settings,
): Handlers<keyof typeof recipeCommands> {
  return {
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
    changeSettings,
  }
}

/** Handlers of the commands about long work and about the files of galleries. */
export function createLibraryCommands(
  { storage, ledger }: Rows,
  lists: ListThread,
  jobs: EngineJobs,
  repairFolder: (request: FolderRepair) => Promise<RepairStart>,
): Handlers<keyof typeof libraryCommands> {
  return {
    startJob: (request) => jobs.start(request),
    stopJob: (kind) => jobs.stop(kind),
    dismissJob: (kind) => jobs.dismiss(kind),
    listChecked: ({ offset, limit }) => jobs.found.list(offset, limit),
    listIncomplete: (query) => findIncomplete({ storage, ledger, lists }, query),
    repairChecked: ({ changed }) => jobs.found.repair(changed),
    repairFolder,
  }
}
