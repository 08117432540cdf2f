import { FailureError, failure } from '@shared/model/failure'
import type { Ports } from '../engine/ports/ports'
import { readControlFile } from '../host/control/control-file'
import { holdDataFolder } from '../host/data-folder-lock'
import { type HeldEngine, startHeldEngine } from '../host/engine-host'

function heldElsewhere(folder: string): FailureError {
  const holder = readControlFile(folder)
  const who = holder === null ? 'another process' : `the ${holder.holder} (process ${holder.pid})`
  return new FailureError(failure('held-elsewhere', `the data folder is in use by ${who}`))
}

/**
 * Takes the hold on the data folder, starts the engine and lets the terminal command it.
 *
 * Fails with `held-elsewhere` when another process has the folder, and with whatever keeps the engine from starting.
 */
export async function openEngine(folder: string, ports: Ports): Promise<HeldEngine> {
  const hold = holdDataFolder(folder)
  if (hold === null) throw heldElsewhere(folder)
  return startHeldEngine(hold, { folder, ports, diary: ports.log, holder: 'window' })
}
