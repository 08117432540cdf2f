import type { Parsed } from '@shared/contract/commands'
import {
  addDeleted,
  type Cancelled,
  type DeletedFiles,
  nothingDeleted,
} from '@shared/model/library/deleted-files'
import type { Task } from '@shared/model/task'
import { canCancel, canPause, canRetry, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { deleteFinished, deleteParts } from '../library/delete-files'
import { recoverMove } from '../library/move-journal'
import type { EngineServices } from '../run/services'
import type { Scheduler } from '../tasks/scheduler'
import type { TaskTransitions } from './task-transitions'

/**
 * Cancels tasks, and deletes their files if asked to.
 *
 * The tasks are cancelled together; the first failure is thrown after all have settled. See `cancelTasks` of the contract.
 */
export async function cancelTasks(
  services: EngineServices,
  scheduler: Scheduler,
  transitions: TaskTransitions,
  { ids, deleteFiles, leaveEnded = false }: Parsed<'cancelTasks'>,
): Promise<Cancelled> {
  const { ledger } = services
  const ended = leaveEnded ? ids.filter((id) => canRetry(ledger.need(id).state)) : []
  const left = new Set(ended)
  // The oldest first: it most likely saved what the others only found.
  const wanted = ids.filter((id) => !left.has(id)).toSorted((one, other) => one - other)
  // Of an ended task nothing is left to stop, but its files can go.
  const can = (state: TaskState) => canCancel(state) || (deleteFiles && canRetry(state))
  let deleted = nothingDeleted
  const cancelled = transitions.possible(wanted, can, 'cancelled').map((task) =>
    cancelTask(services, scheduler, transitions, task, async () => {
      const files = await clean(services, task.id, deleteFiles)
      deleted = addDeleted(deleted, files)
    }).finally(() => {
      // Also when a file could not go: those before it are gone.
      if (deleteFiles) recount(services, task.id)
    }),
  )
  const ends = await Promise.allSettled(cancelled)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return leaveEnded ? { ...deleted, ended } : deleted
}

/** Stops one task, and runs `clean` once nothing works on it. */
async function cancelTask(
  { ledger, ports }: EngineServices,
  scheduler: Scheduler,
  { busy }: TaskTransitions,
  { id, state }: Task,
  clean: () => Promise<void>,
): Promise<void> {
  if (canPause(state)) return scheduler.stop(id, 'cancel', clean)
  busy.add(id)
  await clean().finally(() => busy.delete(id))
  if (state.kind !== 'cancelled') ledger.commit(id, { kind: 'cancelled', at: ports.now() })
}

/** Removes partial files and, with `deleteFiles`, the finished ones. */
async function clean(services: EngineServices, id: TaskId, deleteFiles: boolean): Promise<DeletedFiles> {
  const { storage, ports, files } = services
  await recoverMove(storage, id)
  await deleteParts(storage, id)
  if (!deleteFiles) return nothingDeleted
  const onHeir = (heir: TaskId) => recount(services, heir)
  return deleteFinished({ storage, trash: ports.trash, now: ports.now, folders: files.folders, onHeir }, id)
}

/** Counts what a task saved from its rows again: files of it are gone, or have become its own. */
function recount({ storage, ledger, changes }: EngineServices, id: TaskId): void {
  const known = ledger.need(id).progress.counts.pagesKnown
  ledger.setCounts(id, storage.tasks.progress.recount(id, known))
  ledger.saveCounts(id)
  const { title, lastTitle } = ledger.need(id)
  ledger.setFace(id, { title, lastTitle, cover: storage.tasks.face(id).cover })
  changes.rowsChanged(id)
  changes.libraryChanged()
}
