import type { Handlers } from '@shared/contract/commands'
import type { libraryCommands } from '@shared/contract/list-commands'
import type { FolderRepair, RepairStart } from '@shared/model/library/check'
import type { EngineJobs } from '../jobs/jobs'
import { findIncomplete } from '../library/check/incomplete'
import type { EngineServices } from '../run/services'
import type { ListThread } from '../storage/lists/list-thread'

/** Handlers of the commands about long work and about the files of galleries. */
export function createLibraryCommands(
  { storage, ledger }: Pick<EngineServices, 'storage' | 'ledger'>,
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
    forgetSites: ({ host }) => storage.siteRules.forget(host?.toLowerCase() ?? null),
  }
}
