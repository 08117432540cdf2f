import { z } from 'zod'
import {
  type CheckedFile,
  CheckedQuery,
  CheckRequest,
  FolderRepair,
  RepairRequest,
  type RepairStart,
} from '../model/check'
import type { Slice } from '../model/gallery'
import { type IncompleteAnswer, IncompleteQuery } from '../model/incomplete'
import type { TaskId } from '../model/units'
import { both, command, onlyTerminal, reply } from './command'

/** Commands about the files of galleries: check, repair, and rebuilding a damaged list of downloads. */
export const libraryCommands = {
  /** Checks every file of these galleries; findings come as `check` deltas. One check at a time. */
  startCheck: command({ input: CheckRequest, reply: reply<void>(), durable: false, callers: both }),
  stopCheck: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: both }),
  /** Stops the check and forgets what it found. */
  closeCheck: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: both }),
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
  /** Ends the search for galleries after a damaged list of downloads was set aside; what was found stays. */
  stopRebuild: command({ input: z.undefined(), reply: reply<void>(), durable: true, callers: both }),
  /** The user has read what became of the damaged list. */
  dismissRebuild: command({ input: z.undefined(), reply: reply<void>(), durable: true, callers: both }),
}
