import { type CheckedFile, CheckedQuery, FolderRepair, RepairRequest, type RepairStart } from '../model/check'
import type { Slice } from '../model/gallery'
import { type IncompleteAnswer, IncompleteQuery } from '../model/incomplete'
import type { TaskId } from '../model/units'
import { both, command, onlyTerminal, reply } from './command'
import { JobKind, JobRequest } from './jobs'

/** Commands about long work, and about the files of galleries: check and repair. */
export const libraryCommands = {
  /** Starts long work; its progress comes as `job` deltas. A job of the same kind that still works is replaced. */
  startJob: command({ input: JobRequest, reply: reply<void>(), durable: false, callers: both }),
  /** What the job found so far stays; without a job of this kind nothing happens. */
  stopJob: command({ input: JobKind, reply: reply<void>(), durable: true, callers: both }),
  /** Stops the job if it still works, and forgets what it found or reported. */
  dismissJob: command({ input: JobKind, reply: reply<void>(), durable: true, callers: both }),
  listChecked: command({
    input: CheckedQuery,
    reply: reply<Slice<CheckedFile>>(),
    durable: false,
    callers: both,
  }),
  /** What is missing in folders according to the list of downloads. */
  listIncomplete: command({
    input: IncompleteQuery,
    reply: reply<IncompleteAnswer>(),
    durable: false,
    callers: both,
  }),
  /** Fetches again what the check found bad; what no check found is never changed. */
  repairChecked: command({
    input: RepairRequest,
    reply: reply<{ readonly tasks: readonly TaskId[]; readonly queued: number }>(),
    durable: true,
    callers: both,
  }),
  /**
   * Checks a gallery's folder and begins to fetch what is bad in it. Fails with `invalid-input` when the folder has no
   * record that can be used. Takes a path, which the window never names.
   */
  repairFolder: command({
    input: FolderRepair,
    reply: reply<RepairStart>(),
    durable: true,
    callers: onlyTerminal,
  }),
}
