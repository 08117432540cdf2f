import { FailureError, failure } from '@shared/failure'
import { readControlFile } from '../control/control-file'
import { holdDataFolder } from '../control/hold-data-folder'
import { serveControl } from '../control/serve-control'
import type { Engine } from '../engine/api'
import { createEngine } from '../engine/engine'
import type { Ports } from '../engine/ports'
import { logTasks } from '../log/log-tasks'

/** An engine, the hold on its folder, and the door for the terminal. */
export interface OpenEngine {
  readonly engine: Engine
  close(): Promise<void>
}

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
export async function openEngine(folder: string, ports: Ports): Promise<OpenEngine> {
  const hold = holdDataFolder(folder)
  if (hold === null) throw heldElsewhere(folder)
  let engine: Engine
  try {
    engine = createEngine(ports)
  } catch (cause) {
    hold[Symbol.dispose]()
    throw cause
  }
  const endLog = logTasks(engine, ports.log)
  const control = await serveControl(engine, folder, 'window', ports.log)
  return {
    engine,
    async close() {
      await control.close()
      await engine.close()
      endLog()
      hold[Symbol.dispose]()
    },
  }
}
