import type { Engine } from '../engine/api'
import { createEngine } from '../engine/engine'
import type { Log, Ports } from '../engine/ports/ports'
import { updateFormat } from '../engine/storage/database/update-format'
import type { ControlFile } from './control/control-file'
import { serveControl } from './control/control-server'
import type { Hold } from './data-folder-lock'
import { logTasks } from './log/log-tasks'

/** An engine of this process, the hold on its folder, and the door for other terminals. */
export interface HeldEngine {
  readonly engine: Engine
  /** Closes the door, then the engine, and gives the hold back when nothing is written any more. */
  close(): Promise<void>
}

export interface HeldEngineWish {
  /** Absolute path of the data folder. */
  readonly folder: string
  readonly ports: Ports
  /** Takes what happens to tasks, which the log of the ports need not tell. */
  readonly taskLog: Log
  /** Who lets other terminals command the engine; null: nobody may. */
  readonly holder: ControlFile['holder'] | null
}

/**
 * Starts the engine in this process, which holds the folder.
 *
 * Fails as `createEngine` does, and has given the hold back then.
 */
export async function startHeldEngine(
  hold: Hold,
  { folder, ports, taskLog, holder }: HeldEngineWish,
): Promise<HeldEngine> {
  await updateFormat({
    databaseFile: ports.databaseFile,
    workerFile: ports.listWorkerFile,
    onSlow: (bytes) =>
      ports.log(
        'warn',
        `updating the list of downloads (${Math.round(bytes / 1e6)} MB) to this version, once`,
      ),
  })
  const engine = startEngine(hold, ports)
  const endLog = logTasks(engine, taskLog)
  const control = holder === null ? null : await serveControl(engine, folder, holder, ports.log)
  return {
    engine,
    async close() {
      await control?.close()
      await engine.close()
      endLog()
      hold[Symbol.dispose]()
    },
  }
}

function startEngine(hold: Hold, ports: Ports): Engine {
  try {
    return createEngine(ports)
  } catch (error) {
    hold[Symbol.dispose]()
    throw error
  }
}
