import type { EngineCommandName, Handlers } from '@shared/contract/commands'
import type { Delta } from '@shared/contract/deltas'
import type { FolderRepair, RepairStart } from '@shared/model/library/check'
import type { EngineJobs } from '../jobs/jobs'
import type { ChangeNotifier } from '../ports/change-notifier'
import type { EngineServices } from '../run/services'
import type { SettingsFile } from '../settings/settings-file'
import type { ListThread } from '../storage/lists/list-thread'
import { createLibraryCommands } from './library-commands'
import { createListCommands } from './list-commands'
import type { Previews } from './preview/preview'
import { createProblemCommands } from './problem-commands'
import { createRecipeCommands } from './recipe-commands'
import { createRecordCommands } from './record-commands'
import { createSettingsCommands } from './settings-commands'
import { createTaskCommands, type TaskParts } from './task-commands'

/** What the handlers of commands work with. */
interface CommandPorts {
  readonly services: EngineServices
  readonly tasks: TaskParts
  readonly changeNotifier: Pick<ChangeNotifier, 'watch'>
  readonly previews: Previews
  readonly lists: ListThread
  readonly jobs: EngineJobs
  readonly settingsFile: SettingsFile
  readonly emitDelta: (delta: Delta) => void
  /** Checks a folder and begins to fetch what is bad in it. */
  readonly repairFolder: (request: FolderRepair) => Promise<RepairStart>
  /** Aborts when the engine closes. */
  readonly closing: AbortSignal
}

/** One handler for each command of the engine; each throws FailureError for what is expected to go wrong. */
export function createCommands({
  services,
  tasks,
  changeNotifier,
  previews,
  lists,
  jobs,
  settingsFile,
  emitDelta,
  repairFolder,
  closing,
}: CommandPorts): Handlers<EngineCommandName> {
  return {
    ...createTaskCommands(services, tasks),
    watchTask: (id) => changeNotifier.watch(id),
    ...createProblemCommands(services, tasks.runningTasks, tasks.transitions),
    ...createListCommands(services, lists),
    ...createRecordCommands(services, closing),
    ...createRecipeCommands(services.pages.recipeBook, previews),
    ...createSettingsCommands({
      settingsFile,
      settings: services.settings,
      network: services.pages.network,
      scheduler: tasks.scheduler,
      emitDelta,
    }),
    ...createLibraryCommands(services, lists, jobs, repairFolder),
  }
}
