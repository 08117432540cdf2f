import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { FolderRepair, RepairStart } from '@shared/model/check'
import type { Settings, SettingsPatch } from '@shared/model/settings'
import type { EngineJobs } from '../jobs/jobs'
import type { ChangeNotifier } from '../ports/change-notifier'
import type { EngineServices } from '../run/services'
import type { ListThread } from '../storage/lists/list-thread'
import { createLibraryCommands, createListCommands, createRecipeCommands } from './list-commands'
import type { Previews } from './preview'
import { createProblemCommands } from './problem-commands'
import { createTaskCommands, type TaskParts } from './task-commands'

/** What the handlers of commands work with. */
interface CommandPorts {
  readonly services: EngineServices
  readonly tasks: TaskParts
  readonly changeNotifier: Pick<ChangeNotifier, 'watch'>
  readonly previews: Previews
  readonly lists: ListThread
  readonly jobs: EngineJobs
  /** Saves a change of the settings, applies it, and returns the settings in force. */
  readonly changeSettings: (patch: SettingsPatch) => Settings
  /** Checks a folder and begins to fetch what is bad in it. */
  readonly repairFolder: (request: FolderRepair) => Promise<RepairStart>
}

/** One handler for each command of the engine; each throws FailureError for what is expected to go wrong. */
export function createCommands({
  services,
  tasks,
  changeNotifier,
  previews,
  lists,
  jobs,
  changeSettings,
  repairFolder,
}: CommandPorts): Handlers<EngineCommandName> {
  return {
    ...createTaskCommands(services, tasks),
    watchTask: (id) => changeNotifier.watch(id),
    ...createProblemCommands(services, tasks.runningTasks, tasks.transitions),
    ...createListCommands(services, lists),
    ...createRecipeCommands(services.pages.recipeBook, previews, changeSettings),
    ...createLibraryCommands(services, lists, jobs, repairFolder),
  }
}
